-- +goose Up
-- records_archived lists what is over and not in the archive yet.
CREATE INDEX records_archived ON records (archived_on, disclosed_until, id);
