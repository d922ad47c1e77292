-- +goose Up
-- authorisations holds the queries about somebody else (art. 22): what is asked
-- for, and what was agreed to, is sealed.
CREATE TABLE IF NOT EXISTS authorisations (
    id          INTEGER NOT NULL,
    public_id   TEXT NOT NULL,
    number      TEXT NOT NULL,
    channel     TEXT NOT NULL,
    state       TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    version     INTEGER NOT NULL,
    subject_id  INTEGER NOT NULL,
    enquirer_id INTEGER NOT NULL,
    filed_by    INTEGER NOT NULL,
    mandate_id  INTEGER NOT NULL,
    asked_at    TEXT NOT NULL,
    due_on      TEXT,
    sealed      BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS authorisations_public ON authorisations (public_id);
CREATE UNIQUE INDEX IF NOT EXISTS authorisations_number ON authorisations (number);
CREATE INDEX IF NOT EXISTS authorisations_subject ON authorisations (subject_id, asked_at);
CREATE INDEX IF NOT EXISTS authorisations_enquirer ON authorisations (enquirer_id, asked_at);
CREATE INDEX IF NOT EXISTS authorisations_state ON authorisations (state, due_on);
CREATE INDEX IF NOT EXISTS authorisations_channel ON authorisations (channel, asked_at);
