-- +goose Up
-- log_checkpoints holds checkpoints that were given away, one in a while.
CREATE TABLE IF NOT EXISTS log_checkpoints (
    tree INT NOT NULL,
    size BIGINT NOT NULL,
    at   DATETIME(6) NOT NULL,
    note BLOB NOT NULL,
    PRIMARY KEY (tree, size)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
