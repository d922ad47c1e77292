-- +goose Up
-- clocks is every limit that runs or ran on an item.
CREATE TABLE IF NOT EXISTS clocks (
    id          INTEGER NOT NULL,
    item_id     INTEGER NOT NULL,
    name        TEXT NOT NULL,
    line        TEXT NOT NULL,
    day_zero    TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    calendar    TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    stopped_on  TEXT,
    voided      INTEGER NOT NULL,
    told_on     TEXT,
    running_due TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS clocks_item ON clocks (item_id, id);
CREATE INDEX IF NOT EXISTS clocks_running ON clocks (running_due, id);
