-- +goose Up
-- role_slots holds what the roles of an account occupy: two roles that no one
-- person holds together share a slot, which is taken once.
CREATE TABLE IF NOT EXISTS role_slots (
    account_id INTEGER NOT NULL,
    slot       TEXT NOT NULL,
    PRIMARY KEY (account_id, slot)
);
