-- +goose Up
-- steps_actor lists what one account did.
CREATE INDEX IF NOT EXISTS steps_actor ON steps (actor_account, at, id);
