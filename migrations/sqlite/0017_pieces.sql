-- +goose Up
-- pieces holds what the office writes: the draft, and what is shown.
CREATE TABLE IF NOT EXISTS pieces (
    slug         TEXT NOT NULL,
    draft        TEXT NOT NULL,
    shown        TEXT NOT NULL,
    head         TEXT NOT NULL,
    withdrawn    INTEGER NOT NULL,
    written_by   TEXT NOT NULL,
    published_by TEXT NOT NULL,
    published_on TEXT,
    changed_on   TEXT,
    version      INTEGER NOT NULL,
    PRIMARY KEY (slug)
);
