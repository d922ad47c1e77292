-- +goose Up
-- clock_moves is what a new calendar did to running limits: both dates are kept.
CREATE TABLE IF NOT EXISTS clock_moves (
    id       INTEGER NOT NULL,
    clock_id INTEGER NOT NULL,
    item_id  INTEGER NOT NULL,
    from_on  TEXT NOT NULL,
    to_on    TEXT NOT NULL,
    firm     INTEGER NOT NULL,
    calendar TEXT NOT NULL,
    act_id   INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS clock_moves_item ON clock_moves (item_id, id);
