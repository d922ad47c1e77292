-- +goose Up
-- annotations is every mark that an item put on a record; it stands while to_on is NULL.
CREATE TABLE IF NOT EXISTS annotations (
    id        INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    item_id   INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    from_on   TEXT NOT NULL,
    to_on     TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS annotations_record ON annotations (record_id, id);
CREATE INDEX IF NOT EXISTS annotations_item ON annotations (item_id, id);
