-- +goose Up
-- alerts holds what was unusual about looks of staff, looks that were drawn by
-- chance, and what was found of either.
CREATE TABLE IF NOT EXISTS alerts (
    id        INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    sign      TEXT NOT NULL,
    account   INTEGER NOT NULL,
    looked_on TEXT NOT NULL,
    look      TEXT NOT NULL,
    looks     INTEGER NOT NULL,
    usual     INTEGER NOT NULL,
    raised_at TEXT NOT NULL,
    closed_at TEXT,
    closed_by TEXT NOT NULL,
    sealed    BLOB NOT NULL,
    version   INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS alerts_public ON alerts (public_id);
CREATE UNIQUE INDEX IF NOT EXISTS alerts_once ON alerts (sign, account, looked_on, look);
