-- +goose Up
-- attachments holds what is known of each file that was handed in; its name
-- and digest are encrypted, its content is on disk.
CREATE TABLE IF NOT EXISTS attachments (
    id        INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    owner     INTEGER NOT NULL,
    request   INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    size      INTEGER NOT NULL,
    state     TEXT NOT NULL,
    at        TEXT NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS attachments_public ON attachments (public_id);
CREATE INDEX IF NOT EXISTS attachments_request ON attachments (request, owner);
CREATE INDEX IF NOT EXISTS attachments_state ON attachments (state);
