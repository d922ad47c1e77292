-- +goose Up
-- archived_on is the first day on which a record is in the archive alone; NULL while
-- it is not there.
ALTER TABLE records ADD COLUMN archived_on TEXT;
