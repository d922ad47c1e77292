-- +goose Up
-- changed_at is when what the public sees last changed.
ALTER TABLE data_version ADD COLUMN changed_at TEXT;
