-- +goose Up
-- calendars is the arrangement of holidays of a year as it was entered; it waits while confirmed_at is NULL.
CREATE TABLE IF NOT EXISTS calendars (
    year         INT NOT NULL,
    edition      INT NOT NULL,
    source       TEXT NOT NULL,
    entered_by   BIGINT NOT NULL,
    entered_name VARCHAR(128) NOT NULL,
    entered_at   DATETIME(6) NOT NULL,
    confirmed_by VARCHAR(128) NOT NULL,
    confirmed_at DATETIME(6),
    PRIMARY KEY (year, edition)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
