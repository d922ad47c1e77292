-- +goose Up
-- sessions holds digests of the tokens that browsers show; a token itself is
-- nowhere.
CREATE TABLE IF NOT EXISTS sessions (
    token_hash BLOB NOT NULL,
    account_id INTEGER NOT NULL,
    half       INTEGER NOT NULL,
    device     TEXT NOT NULL,
    began_at   TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    ended_at   TEXT,
    PRIMARY KEY (token_hash)
);
CREATE INDEX IF NOT EXISTS sessions_account ON sessions (account_id);
