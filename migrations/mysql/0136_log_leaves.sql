-- +goose Up
-- log_leaves holds the place of each row of the logs in the ledger.
CREATE TABLE IF NOT EXISTS log_leaves (
    tree   INT NOT NULL,
    idx    BIGINT NOT NULL,
    kind   VARCHAR(8) NOT NULL,
    row_id BIGINT NOT NULL,
    hash   VARBINARY(32) NOT NULL,
    PRIMARY KEY (tree, idx),
    UNIQUE KEY log_leaves_row (kind, row_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
