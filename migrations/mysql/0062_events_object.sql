-- +goose Up
-- Who owns an account reads what was done to it.
CREATE INDEX events_object ON events (object, id);
