-- +goose Up
-- providers holds the information providers.
CREATE TABLE IF NOT EXISTS providers (
    code        VARCHAR(64) NOT NULL,
    name        TEXT NOT NULL,
    kind        VARCHAR(32) NOT NULL,
    track       VARCHAR(32) NOT NULL,
    answers_for TEXT NOT NULL,
    PRIMARY KEY (code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
