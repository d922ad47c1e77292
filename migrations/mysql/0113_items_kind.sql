-- +goose Up
-- items_kind lists what is open of one procedure by due day.
CREATE INDEX items_kind ON items (kind, open_due, id);
