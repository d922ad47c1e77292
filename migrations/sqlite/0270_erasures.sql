-- +goose Up
-- erasures holds the lines of the erasure list that are true of this database, each
-- written with the act that it speaks of. A line without text never became true.
CREATE TABLE IF NOT EXISTS erasures (
    line   INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (line)
);
