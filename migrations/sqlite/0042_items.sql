-- +goose Up
-- items is one record, or one thing missing, inside a request.
CREATE TABLE IF NOT EXISTS items (
    id         INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    record_id  INTEGER NOT NULL,
    number     TEXT NOT NULL,
    provider   TEXT NOT NULL,
    ground     TEXT NOT NULL,
    state      TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    was        TEXT NOT NULL,
    owner      INTEGER NOT NULL,
    due_on     TEXT,
    binding_on TEXT,
    papers_on  TEXT,
    version    INTEGER NOT NULL,
    open_key   BLOB,
    open_due   TEXT,
    theirs_due TEXT,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS items_request ON items (request_id, id);
CREATE UNIQUE INDEX IF NOT EXISTS items_open ON items (open_key);
CREATE INDEX IF NOT EXISTS items_docket ON items (open_due, id);
CREATE INDEX IF NOT EXISTS items_theirs ON items (provider, theirs_due, id);
CREATE INDEX IF NOT EXISTS items_record ON items (record_id, id);
