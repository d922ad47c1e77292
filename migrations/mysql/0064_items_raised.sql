-- +goose Up
-- raised_on is since when the authority has an open item on its list.
ALTER TABLE items ADD COLUMN raised_on DATE;
