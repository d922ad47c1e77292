-- +goose Up
-- remarks holds what those who work on a request write for each other.
CREATE TABLE IF NOT EXISTS remarks (
    id         INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    account    INTEGER NOT NULL,
    side       TEXT NOT NULL,
    unit       TEXT NOT NULL,
    role       TEXT NOT NULL,
    at         TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS remarks_request ON remarks (request_id, at, id);
