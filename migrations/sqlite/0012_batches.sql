-- +goose Up
-- batches holds submitted files; live_key is the key until the batch is withdrawn.
CREATE TABLE IF NOT EXISTS batches (
    id             INTEGER NOT NULL,
    batch_key      BLOB NOT NULL,
    live_key       BLOB,
    provider       TEXT NOT NULL,
    item           TEXT NOT NULL,
    edition        TEXT NOT NULL,
    file_name      TEXT NOT NULL,
    file_sha256    TEXT NOT NULL,
    review_by      TEXT NOT NULL,
    review_on      TEXT,
    review_outcome TEXT NOT NULL,
    reporter       TEXT NOT NULL,
    reason         TEXT NOT NULL,
    received_at    TEXT NOT NULL,
    due_on         TEXT,
    state          TEXT NOT NULL,
    last_row       INTEGER NOT NULL,
    row_count      INTEGER NOT NULL,
    entered        INTEGER NOT NULL,
    unchanged      INTEGER NOT NULL,
    new_versions   INTEGER NOT NULL,
    returned       INTEGER NOT NULL,
    held           INTEGER NOT NULL,
    blank          INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS batches_live ON batches (live_key);
CREATE INDEX IF NOT EXISTS batches_received ON batches (received_at, id);
