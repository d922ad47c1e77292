-- +goose Up
-- steps_actor lists what one account did.
CREATE INDEX steps_actor ON steps (actor_account, at, id);
