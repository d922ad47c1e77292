-- +goose Up
-- items_unit lists what is open of one provider by due day.
CREATE INDEX items_unit ON items (provider, open_due, id);
