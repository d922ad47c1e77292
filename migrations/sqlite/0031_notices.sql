-- +goose Up
-- notices holds the letters that were issued; what they say is encrypted.
CREATE TABLE IF NOT EXISTS notices (
    id         INTEGER NOT NULL,
    public_id  TEXT NOT NULL,
    number     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    request_id INTEGER NOT NULL,
    item_id    INTEGER NOT NULL,
    side       TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    provider   TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    paper      INTEGER NOT NULL,
    template   TEXT NOT NULL,
    proof      BLOB NOT NULL,
    hash       BLOB NOT NULL,
    issued_at  TEXT NOT NULL,
    served_at  TEXT,
    read_at    TEXT,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS notices_public ON notices (public_id);
CREATE UNIQUE INDEX IF NOT EXISTS notices_number ON notices (number);
CREATE UNIQUE INDEX IF NOT EXISTS notices_proof ON notices (proof);
CREATE INDEX IF NOT EXISTS notices_request ON notices (request_id, id);
CREATE INDEX IF NOT EXISTS notices_account ON notices (account_id, id);
CREATE INDEX IF NOT EXISTS notices_provider ON notices (provider, id);
CREATE INDEX IF NOT EXISTS notices_subject ON notices (subject_id, id);
