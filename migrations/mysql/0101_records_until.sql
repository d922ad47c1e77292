-- +goose Up
-- records_until lists records by the day on which their disclosure ends.
CREATE INDEX records_until ON records (disclosed_until, public_on);
