-- +goose Up
CREATE INDEX IF NOT EXISTS items_raised ON items (raised_on, id);
