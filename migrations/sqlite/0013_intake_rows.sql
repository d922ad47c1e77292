-- +goose Up
-- intake_rows holds the outcome of each row; the draft of a held row is encrypted.
CREATE TABLE IF NOT EXISTS intake_rows (
    id        INTEGER NOT NULL,
    batch_id  INTEGER NOT NULL,
    row_no    INTEGER NOT NULL,
    outcome   TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    faults    TEXT NOT NULL,
    draft     BLOB,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS intake_rows_number ON intake_rows (batch_id, row_no);
CREATE INDEX IF NOT EXISTS intake_rows_outcome ON intake_rows (outcome, batch_id, row_no);
