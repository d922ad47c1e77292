-- +goose Up
CREATE INDEX IF NOT EXISTS items_joined ON items (joined_to, id);
