-- +goose Up
-- The time was a setting before.
UPDATE data_version SET changed_at = (
    SELECT CAST(LEFT(REPLACE(REPLACE(value, 'T', ' '), 'Z', ''), 26) AS DATETIME(6)) FROM settings WHERE name = 'data.changed'
) WHERE changed_at IS NULL;
