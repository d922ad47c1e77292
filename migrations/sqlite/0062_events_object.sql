-- +goose Up
-- Who owns an account reads what was done to it.
CREATE INDEX IF NOT EXISTS events_object ON events (object, id);
