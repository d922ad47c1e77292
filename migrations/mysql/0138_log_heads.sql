-- +goose Up
-- log_heads holds where each tree of the ledger ends, and its newest checkpoint.
CREATE TABLE IF NOT EXISTS log_heads (
    tree      INT NOT NULL,
    origin    VARCHAR(255) NOT NULL,
    year      INT NOT NULL,
    size      BIGINT NOT NULL,
    root      VARBINARY(32) NOT NULL,
    signed    BIGINT NOT NULL,
    signed_at DATETIME(6),
    note      BLOB NOT NULL,
    version   BIGINT NOT NULL,
    PRIMARY KEY (tree),
    UNIQUE KEY log_heads_origin (origin)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
