-- +goose Up
-- log_hashes holds the hashes of the ledger's trees, leaves and all above them.
CREATE TABLE IF NOT EXISTS log_hashes (
    tree INTEGER NOT NULL,
    idx  INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (tree, idx)
);
