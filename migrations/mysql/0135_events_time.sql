-- +goose Up
-- The auditor reads the trail by time.
CREATE INDEX events_time ON events (at, id);
