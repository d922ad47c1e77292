-- +goose Up
-- steps is the history of each item, one row an act.
CREATE TABLE IF NOT EXISTS steps (
    id            INTEGER NOT NULL,
    item_id       INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    act_id        INTEGER NOT NULL,
    did           TEXT NOT NULL,
    actor_account INTEGER NOT NULL,
    actor_name    TEXT NOT NULL,
    actor_side    TEXT NOT NULL,
    actor_role    TEXT NOT NULL,
    actor_unit    TEXT NOT NULL,
    at            TEXT NOT NULL,
    from_state    TEXT NOT NULL,
    to_state      TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    sealed        BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS steps_version ON steps (item_id, version);
