-- +goose Up
-- query_log holds every look at what is not public (art. 25); nothing changes
-- a row.
CREATE TABLE IF NOT EXISTS query_log (
    id            INTEGER NOT NULL,
    actor_account INTEGER NOT NULL,
    actor_name    TEXT NOT NULL,
    actor_side    TEXT NOT NULL,
    actor_role    TEXT NOT NULL,
    actor_unit    TEXT NOT NULL,
    at            TEXT NOT NULL,
    basis         TEXT NOT NULL,
    subject_id    INTEGER NOT NULL,
    object        TEXT NOT NULL,
    shown         INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS query_log_subject ON query_log (subject_id, at);
