-- +goose Up
-- settings are single values: the mark of a demo, the digest of the books, the highest legal day.
CREATE TABLE IF NOT EXISTS settings (
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID;
