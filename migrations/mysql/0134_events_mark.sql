-- +goose Up
-- By what an event shows that the portal wrote it.
ALTER TABLE events
    ADD COLUMN salt VARBINARY(32) NOT NULL DEFAULT '',
    ADD COLUMN mark VARBINARY(64) NOT NULL DEFAULT '';
