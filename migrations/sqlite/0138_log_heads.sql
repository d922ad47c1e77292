-- +goose Up
-- log_heads holds where each tree of the ledger ends, and its newest checkpoint.
CREATE TABLE IF NOT EXISTS log_heads (
    tree      INTEGER NOT NULL,
    origin    TEXT NOT NULL,
    year      INTEGER NOT NULL,
    size      INTEGER NOT NULL,
    root      BLOB NOT NULL,
    signed    INTEGER NOT NULL,
    signed_at TEXT,
    note      BLOB NOT NULL,
    version   INTEGER NOT NULL,
    PRIMARY KEY (tree)
);
CREATE UNIQUE INDEX IF NOT EXISTS log_heads_origin ON log_heads (origin);
