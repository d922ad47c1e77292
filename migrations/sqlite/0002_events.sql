-- +goose Up
-- events is the trail: what an act did, to what, by whom and why.
CREATE TABLE IF NOT EXISTS events (
    id         INTEGER NOT NULL,
    act_id     INTEGER NOT NULL,
    did        TEXT NOT NULL,
    object     TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    actor_side TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    at         TEXT NOT NULL,
    reason     TEXT NOT NULL,
    detail     TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS events_act ON events (act_id);
