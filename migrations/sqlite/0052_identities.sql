-- +goose Up
-- identities holds by what it is proven who the holder of an account is.
CREATE TABLE IF NOT EXISTS identities (
    account_id   INTEGER NOT NULL,
    subject_id   INTEGER NOT NULL,
    method       TEXT NOT NULL,
    external     BLOB,
    proved_at    TEXT,
    proved_by    INTEGER NOT NULL,
    suspended_at TEXT,
    PRIMARY KEY (account_id)
);
CREATE UNIQUE INDEX IF NOT EXISTS identities_external ON identities (external);
