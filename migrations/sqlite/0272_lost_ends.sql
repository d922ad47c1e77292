-- +goose Up
-- lost_ends holds how records ended that a restored backup does not have: who sends one
-- again brings it no further than it had come.
CREATE TABLE IF NOT EXISTS lost_ends (
    number TEXT NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (number)
);
