-- +goose Up
-- held_parts names the fields of a record that holds hide.
ALTER TABLE records ADD COLUMN held_parts VARCHAR(1000) NOT NULL DEFAULT '';
