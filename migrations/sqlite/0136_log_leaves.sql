-- +goose Up
-- log_leaves holds the place of each row of the logs in the ledger.
CREATE TABLE IF NOT EXISTS log_leaves (
    tree   INTEGER NOT NULL,
    idx    INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    hash   BLOB NOT NULL,
    PRIMARY KEY (tree, idx)
);
CREATE UNIQUE INDEX IF NOT EXISTS log_leaves_row ON log_leaves (kind, row_id);
