-- +goose Up
-- pieces holds what the office writes: the draft, and what is shown.
CREATE TABLE IF NOT EXISTS pieces (
    slug         VARCHAR(64) NOT NULL,
    draft        MEDIUMTEXT NOT NULL,
    shown        MEDIUMTEXT NOT NULL,
    head         TEXT NOT NULL,
    withdrawn    TINYINT NOT NULL,
    written_by   VARCHAR(255) NOT NULL,
    published_by VARCHAR(255) NOT NULL,
    published_on DATE,
    changed_on   DATE,
    version      BIGINT NOT NULL,
    PRIMARY KEY (slug)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
