-- +goose Up
-- calendars is the arrangement of holidays of a year as it was entered; it waits while confirmed_at is NULL.
CREATE TABLE IF NOT EXISTS calendars (
    year         INTEGER NOT NULL,
    edition      INTEGER NOT NULL,
    source       TEXT NOT NULL,
    entered_by   INTEGER NOT NULL,
    entered_name TEXT NOT NULL,
    entered_at   TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_at TEXT,
    PRIMARY KEY (year, edition)
);
