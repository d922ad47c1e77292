-- +goose Up
-- The auditor reads acts of one sort by time.
CREATE INDEX events_did ON events (did, at, id);
