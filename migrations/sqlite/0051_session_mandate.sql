-- +goose Up
-- mandate_id of a session is under which mandate its holder acts; 0: none.
ALTER TABLE sessions ADD COLUMN mandate_id INTEGER NOT NULL DEFAULT 0;
