-- +goose Up
-- corrected and annulled count the rows of a batch that put a record right or took it down (art. 33).
ALTER TABLE batches ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN annulled INTEGER NOT NULL DEFAULT 0;
