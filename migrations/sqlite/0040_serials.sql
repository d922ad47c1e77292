-- +goose Up
-- serials is the last number drawn of a kind in a year.
CREATE TABLE IF NOT EXISTS serials (
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, year)
);
