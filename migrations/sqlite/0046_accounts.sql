-- +goose Up
-- accounts holds who may sign in; names and secrets are sealed.
CREATE TABLE IF NOT EXISTS accounts (
    id         INTEGER NOT NULL,
    login      TEXT NOT NULL,
    roles      TEXT NOT NULL,
    unit       TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    password   TEXT NOT NULL,
    step       INTEGER NOT NULL,
    state      TEXT NOT NULL,
    version    INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS accounts_login ON accounts (login);
