-- +goose Up
-- clocks_due lists limits of one name by due day, for the figures of punctuality.
CREATE INDEX clocks_due ON clocks (name, due_on, item_id);
