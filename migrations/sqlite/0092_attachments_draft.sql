-- +goose Up
-- draft of an attachment is what holds it from being swept before it is filed; 0: nothing.
ALTER TABLE attachments ADD COLUMN draft INTEGER NOT NULL DEFAULT 0;
