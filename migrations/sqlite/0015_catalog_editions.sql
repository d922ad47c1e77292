-- +goose Up
-- catalog_editions holds each edition of the catalog as it was loaded.
CREATE TABLE IF NOT EXISTS catalog_editions (
    id           TEXT NOT NULL,
    title        TEXT NOT NULL,
    from_on      TEXT NOT NULL,
    published_on TEXT,
    digest       TEXT NOT NULL,
    source       TEXT NOT NULL,
    act_id       INTEGER NOT NULL,
    PRIMARY KEY (id)
);
