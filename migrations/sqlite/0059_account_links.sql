-- +goose Up
-- account_links holds digests of links that are used once, by the person whom
-- an account is for, to set what only that person knows.
CREATE TABLE IF NOT EXISTS account_links (
    link_hash  BLOB NOT NULL,
    account_id INTEGER NOT NULL,
    purpose    TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    used_at    TEXT,
    PRIMARY KEY (link_hash)
);
