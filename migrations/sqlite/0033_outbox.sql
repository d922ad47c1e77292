-- +goose Up
-- outbox holds what is to be done for a letter after the act that issued it.
CREATE TABLE IF NOT EXISTS outbox (
    id        INTEGER NOT NULL,
    errand    TEXT NOT NULL,
    notice_id INTEGER NOT NULL,
    tries     INTEGER NOT NULL,
    due_at    TEXT,
    done_at   TEXT,
    outcome   TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS outbox_errand ON outbox (notice_id, errand);
CREATE INDEX IF NOT EXISTS outbox_open ON outbox (due_at, id);
