-- +goose Up
-- presentations holds pictures of documents that somebody presented to prove
-- who they are; whom they name is sealed, and gone with the decision.
CREATE TABLE IF NOT EXISTS presentations (
    id         INTEGER NOT NULL,
    public_id  TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    at         TEXT NOT NULL,
    seen_at    TEXT,
    seen_by    INTEGER NOT NULL,
    ended_at   TEXT,
    ended_by   INTEGER NOT NULL,
    ended      TEXT NOT NULL,
    version    INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS presentations_public ON presentations (public_id);
CREATE INDEX IF NOT EXISTS presentations_account ON presentations (account_id);
CREATE INDEX IF NOT EXISTS presentations_open ON presentations (ended_at);
