-- +goose Up
-- acts holds one row per operation: its key makes a repeated request one act.
CREATE TABLE IF NOT EXISTS acts (
    id INTEGER NOT NULL,
    op TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS acts_op ON acts (op);
