-- +goose Up
-- The one row of data_version.
INSERT INTO data_version (id, version) VALUES (1, 1) ON DUPLICATE KEY UPDATE version = version;
