-- +goose Up
-- When the holder last proved that it is they: the step-up.
ALTER TABLE sessions ADD COLUMN stepup_at TEXT;
