-- +goose Up
-- settings are single values: the mark of a demo, the digest of the books, the highest legal day.
CREATE TABLE IF NOT EXISTS settings (
    name  VARCHAR(64) NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
