-- +goose Up
-- catalog_editions holds each edition of the catalog as it was loaded.
CREATE TABLE IF NOT EXISTS catalog_editions (
    id           VARCHAR(64) NOT NULL,
    title        TEXT NOT NULL,
    from_on      DATE NOT NULL,
    published_on DATE,
    digest       VARCHAR(64) NOT NULL,
    source       MEDIUMTEXT NOT NULL,
    act_id       BIGINT NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
