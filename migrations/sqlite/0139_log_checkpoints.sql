-- +goose Up
-- log_checkpoints holds checkpoints that were given away, one in a while.
CREATE TABLE IF NOT EXISTS log_checkpoints (
    tree INTEGER NOT NULL,
    size INTEGER NOT NULL,
    at   TEXT NOT NULL,
    note BLOB NOT NULL,
    PRIMARY KEY (tree, size)
);
