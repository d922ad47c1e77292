-- +goose Up
-- subjects holds one file per code or identity number; names and documents of persons are encrypted.
CREATE TABLE IF NOT EXISTS subjects (
    id              INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    name            TEXT NOT NULL,
    name_sealed     BLOB,
    former          TEXT NOT NULL,
    code            TEXT,
    document_sealed BLOB,
    document_index  BLOB,
    standing        TEXT NOT NULL,
    recoded         TEXT,
    public_until    TEXT,
    version         INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS subjects_code ON subjects (code);
CREATE UNIQUE INDEX IF NOT EXISTS subjects_document ON subjects (document_index);
CREATE INDEX IF NOT EXISTS subjects_recoded ON subjects (recoded);
