-- +goose Up
-- By what an event shows that the portal wrote it.
ALTER TABLE events ADD COLUMN salt BLOB NOT NULL DEFAULT x'';
ALTER TABLE events ADD COLUMN mark BLOB NOT NULL DEFAULT x'';
