-- +goose Up
-- data_version is one row whose number rises in every transaction that changes what the public sees.
CREATE TABLE IF NOT EXISTS data_version (
    id      INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
);
