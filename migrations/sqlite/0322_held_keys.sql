-- +goose Up
-- held_keys holds keyed digests by which a row that waits is found when the honour that it would bring is deleted.
CREATE TABLE IF NOT EXISTS held_keys (
    digest BLOB NOT NULL,
    row_id INTEGER NOT NULL,
    PRIMARY KEY (digest, row_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS held_keys_row ON held_keys (row_id);
