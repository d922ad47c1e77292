-- +goose Up
-- providers holds the information providers.
CREATE TABLE IF NOT EXISTS providers (
    code        TEXT NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    track       TEXT NOT NULL,
    answers_for TEXT NOT NULL,
    PRIMARY KEY (code)
) WITHOUT ROWID;
