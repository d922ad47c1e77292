-- +goose Up
-- suppressions is added to only: of the rows of a digest the last says whether the honour may come back.
CREATE TABLE suppressions_anew (
    digest    BLOB NOT NULL,
    act_id    INTEGER NOT NULL,
    record_id INTEGER NOT NULL DEFAULT 0,
    lifted    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (digest, act_id)
) WITHOUT ROWID;
INSERT INTO suppressions_anew (digest, act_id) SELECT digest, act_id FROM suppressions;
DROP TABLE suppressions;
ALTER TABLE suppressions_anew RENAME TO suppressions;
