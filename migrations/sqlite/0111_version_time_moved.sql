-- +goose Up
-- The time was a setting before.
UPDATE data_version SET changed_at = (
    SELECT strftime('%Y-%m-%d %H:%M:%f', value) || '000' FROM settings WHERE name = 'data.changed'
) WHERE changed_at IS NULL;
