-- +goose Up
-- record_keys holds keyed digests of the business keys to which records were put right; each has its first one too.
CREATE TABLE IF NOT EXISTS record_keys (
    digest    BLOB NOT NULL,
    record_id INTEGER NOT NULL,
    act_id    INTEGER NOT NULL,
    PRIMARY KEY (digest)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS record_keys_record ON record_keys (record_id);
