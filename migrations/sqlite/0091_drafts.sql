-- +goose Up
-- drafts holds what somebody has begun to file; what they typed is sealed.
CREATE TABLE IF NOT EXISTS drafts (
    id         INTEGER NOT NULL,
    public_id  TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    kept_at    TEXT NOT NULL,
    version    INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS drafts_public ON drafts (account_id, public_id);
CREATE INDEX IF NOT EXISTS drafts_kept ON drafts (kept_at);
