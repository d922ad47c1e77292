-- +goose Up
-- vault_keys holds the data keys, wrapped under a key that is not in the database.
CREATE TABLE IF NOT EXISTS vault_keys (
    id      INTEGER NOT NULL,
    class   TEXT NOT NULL,
    suite   INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    made_at TEXT NOT NULL,
    retired INTEGER NOT NULL,
    PRIMARY KEY (id)
);
