-- +goose Up
-- suppressions holds keyed digests of deleted honours that must not come back.
CREATE TABLE IF NOT EXISTS suppressions (
    digest BLOB NOT NULL,
    act_id INTEGER NOT NULL,
    PRIMARY KEY (digest)
) WITHOUT ROWID;
