-- +goose Up
-- joined_to is the older request in which an item that was joined goes on.
ALTER TABLE items ADD COLUMN joined_to INTEGER NOT NULL DEFAULT 0;
