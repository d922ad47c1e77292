-- +goose Up
-- docket_views holds the views of the docket that somebody saved for themselves.
CREATE TABLE IF NOT EXISTS docket_views (
    id         INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,
    saved_at   TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS docket_views_name ON docket_views (account_id, name);
