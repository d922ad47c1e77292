-- +goose Up
CREATE INDEX IF NOT EXISTS suppressions_record ON suppressions (record_id);
