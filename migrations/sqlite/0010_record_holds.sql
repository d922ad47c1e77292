-- +goose Up
-- record_holds says why and from when a record is held.
CREATE TABLE IF NOT EXISTS record_holds (
    id        INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    field     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    from_at   TEXT NOT NULL,
    to_at     TEXT,
    act_id    INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS record_holds_record ON record_holds (record_id);
