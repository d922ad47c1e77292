-- +goose Up
-- data_version is one row whose number rises in every transaction that changes what the public sees.
CREATE TABLE IF NOT EXISTS data_version (
    id      INT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
