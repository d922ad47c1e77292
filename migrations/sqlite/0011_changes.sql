-- +goose Up
-- changes says which records each data version touched; indexes follow it.
CREATE TABLE IF NOT EXISTS changes (
    version    INTEGER NOT NULL,
    record_id  INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    PRIMARY KEY (version, record_id)
) WITHOUT ROWID;
