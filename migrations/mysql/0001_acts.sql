-- +goose Up
-- acts holds one row per operation: its key makes a repeated request one act.
CREATE TABLE IF NOT EXISTS acts (
    id BIGINT NOT NULL,
    op VARCHAR(128) NOT NULL,
    at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY acts_op (op)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
