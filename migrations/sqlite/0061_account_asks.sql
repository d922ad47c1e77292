-- +goose Up
-- account_asks holds what one person asked for accounts and rights and another
-- decides.
CREATE TABLE IF NOT EXISTS account_asks (
    id         INTEGER NOT NULL,
    what       TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    roles      TEXT NOT NULL,
    login      TEXT NOT NULL,
    unit       TEXT NOT NULL,
    asked_by   INTEGER NOT NULL,
    asked_at   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    state      TEXT NOT NULL,
    decided_by INTEGER NOT NULL,
    decided_at TEXT,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
