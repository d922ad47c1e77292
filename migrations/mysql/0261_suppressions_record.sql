-- +goose Up
CREATE INDEX suppressions_record ON suppressions (record_id);
