-- +goose Up
-- reports holds the credit reports that were issued: digests and the versions of
-- records, and nothing of what they say.
CREATE TABLE IF NOT EXISTS reports (
    id         INTEGER NOT NULL,
    public_id  TEXT NOT NULL,
    number     TEXT NOT NULL,
    proof      BLOB NOT NULL,
    account_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    purpose    TEXT NOT NULL,
    issued_at  TEXT NOT NULL,
    content    BLOB NOT NULL,
    paper      BLOB NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS reports_public ON reports (public_id);
CREATE UNIQUE INDEX IF NOT EXISTS reports_number ON reports (number);
CREATE UNIQUE INDEX IF NOT EXISTS reports_proof ON reports (proof);
CREATE INDEX IF NOT EXISTS reports_subject ON reports (subject_id, issued_at);
