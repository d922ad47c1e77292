-- +goose Up
-- The auditor reads the log by time.
CREATE INDEX query_log_time ON query_log (at, id);
