-- +goose Up
-- explanations holds what everybody is told about a record that its provider put right.
CREATE TABLE IF NOT EXISTS explanations (
    id              INTEGER NOT NULL,
    record_id       INTEGER NOT NULL,
    act_id          INTEGER NOT NULL,
    state           TEXT NOT NULL,
    item            TEXT NOT NULL,
    edition         TEXT NOT NULL,
    authority_name  TEXT NOT NULL,
    document_number TEXT NOT NULL,
    said            TEXT NOT NULL,
    made_on         TEXT NOT NULL,
    shown_until     TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS explanations_record ON explanations (record_id, act_id);
CREATE INDEX IF NOT EXISTS explanations_state ON explanations (state, made_on, id);
