-- +goose Up
-- What art. 25 asks of each look, and by what the row shows who wrote it.
ALTER TABLE query_log ADD COLUMN public_id TEXT;
ALTER TABLE query_log ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE query_log ADD COLUMN ground TEXT NOT NULL DEFAULT '';
ALTER TABLE query_log ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE query_log ADD COLUMN items TEXT NOT NULL DEFAULT '';
ALTER TABLE query_log ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE query_log ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE query_log ADD COLUMN session TEXT NOT NULL DEFAULT '';
ALTER TABLE query_log ADD COLUMN salt BLOB NOT NULL DEFAULT x'';
ALTER TABLE query_log ADD COLUMN mark BLOB NOT NULL DEFAULT x'';
