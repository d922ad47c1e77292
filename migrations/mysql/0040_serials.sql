-- +goose Up
-- serials is the last number drawn of a kind in a year.
CREATE TABLE IF NOT EXISTS serials (
    kind VARCHAR(32) NOT NULL,
    year INT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (kind, year)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
