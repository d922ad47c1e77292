-- +goose Up
-- log_values holds what rows of the logs say of persons in words, sealed and
-- with a salt each: what must go one day goes from here, and the row stays.
CREATE TABLE IF NOT EXISTS log_values (
    kind   TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    field  TEXT NOT NULL,
    value  BLOB NOT NULL,
    salt   BLOB NOT NULL,
    PRIMARY KEY (kind, row_id, field)
);
