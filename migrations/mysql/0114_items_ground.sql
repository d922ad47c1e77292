-- +goose Up
-- items_ground lists what is open on one ground by due day.
CREATE INDEX items_ground ON items (ground, open_due, id);
