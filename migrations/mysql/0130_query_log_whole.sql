-- +goose Up
-- What art. 25 asks of each look, and by what the row shows who wrote it.
ALTER TABLE query_log
    ADD COLUMN public_id VARCHAR(32),
    ADD COLUMN channel   VARCHAR(32) NOT NULL DEFAULT '',
    ADD COLUMN ground    VARCHAR(128) NOT NULL DEFAULT '',
    ADD COLUMN purpose   VARCHAR(64) NOT NULL DEFAULT '',
    ADD COLUMN items     VARCHAR(4000) NOT NULL DEFAULT '',
    ADD COLUMN refused   BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN address   VARCHAR(64) NOT NULL DEFAULT '',
    ADD COLUMN session   VARCHAR(64) NOT NULL DEFAULT '',
    ADD COLUMN salt      VARBINARY(32) NOT NULL DEFAULT '',
    ADD COLUMN mark      VARBINARY(64) NOT NULL DEFAULT '';
