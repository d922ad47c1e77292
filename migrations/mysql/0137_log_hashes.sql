-- +goose Up
-- log_hashes holds the hashes of the ledger's trees, leaves and all above them.
CREATE TABLE IF NOT EXISTS log_hashes (
    tree INT NOT NULL,
    idx  BIGINT NOT NULL,
    hash VARBINARY(32) NOT NULL,
    PRIMARY KEY (tree, idx)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
