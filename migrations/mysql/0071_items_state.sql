-- +goose Up
-- items_state lists what is open in one state by due day.
CREATE INDEX items_state ON items (state, open_due, id);
