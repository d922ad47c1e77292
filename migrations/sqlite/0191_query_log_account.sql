-- +goose Up
-- Whom one account looked at in a day is counted while it looks.
CREATE INDEX query_log_account ON query_log (actor_account, at, subject_id);
