-- +goose Up
-- errands holds what somebody began who must prove a contact first.
CREATE TABLE IF NOT EXISTS errands (
    id            INTEGER NOT NULL,
    browser       BLOB NOT NULL,
    purpose       TEXT NOT NULL,
    contact_index BLOB NOT NULL,
    account_id    INTEGER NOT NULL,
    idle          INTEGER NOT NULL,
    code_hash     BLOB NOT NULL,
    tries         INTEGER NOT NULL,
    verified      INTEGER NOT NULL,
    began_at      TEXT NOT NULL,
    expires_at    TEXT NOT NULL,
    ended_at      TEXT,
    sealed        BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS errands_browser ON errands (browser);
CREATE INDEX IF NOT EXISTS errands_contact ON errands (contact_index, began_at);
