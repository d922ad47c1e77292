-- +goose Up
-- requests is what one applicant filed at one time.
CREATE TABLE IF NOT EXISTS requests (
    id                INTEGER NOT NULL,
    public_id         TEXT NOT NULL,
    number            TEXT NOT NULL,
    kind              TEXT NOT NULL,
    channel           TEXT NOT NULL,
    subject_id        INTEGER NOT NULL,
    applicant_account INTEGER NOT NULL,
    filed_by          INTEGER NOT NULL,
    received_at       TEXT NOT NULL,
    received_on       TEXT NOT NULL,
    want_finding      INTEGER NOT NULL,
    sealed            BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS requests_public ON requests (public_id);
CREATE UNIQUE INDEX IF NOT EXISTS requests_number ON requests (kind, number);
CREATE INDEX IF NOT EXISTS requests_subject ON requests (subject_id, id);
