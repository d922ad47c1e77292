-- +goose Up
-- record_versions keeps what a change of a record superseded, encrypted, with the reason.
CREATE TABLE IF NOT EXISTS record_versions (
    id        INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    reason    TEXT NOT NULL,
    act_id    INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS record_versions_version ON record_versions (record_id, version);
