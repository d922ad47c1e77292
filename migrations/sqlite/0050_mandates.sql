-- +goose Up
-- mandates holds who may speak for whom; the names and numbers are sealed.
CREATE TABLE IF NOT EXISTS mandates (
    id         INTEGER NOT NULL,
    public_id  TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    scopes     TEXT NOT NULL,
    from_on    TEXT NOT NULL,
    to_on      TEXT,
    asked_at   TEXT NOT NULL,
    proved_at  TEXT,
    proved_by  INTEGER NOT NULL,
    ended_at   TEXT,
    ended      TEXT NOT NULL,
    version    INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS mandates_public ON mandates (public_id);
CREATE INDEX IF NOT EXISTS mandates_account ON mandates (account_id);
CREATE INDEX IF NOT EXISTS mandates_subject ON mandates (subject_id);
CREATE INDEX IF NOT EXISTS mandates_asked ON mandates (proved_at, ended_at);
