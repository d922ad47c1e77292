-- +goose Up
-- suppressions is added to only: of the rows of a digest the last says whether the honour may come back.
ALTER TABLE suppressions
    ADD COLUMN record_id BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN lifted TINYINT NOT NULL DEFAULT 0,
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (digest, act_id);
