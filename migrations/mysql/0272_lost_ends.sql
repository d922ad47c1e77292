-- +goose Up
-- lost_ends holds how records ended that a restored backup does not have: who sends one
-- again brings it no further than it had come.
CREATE TABLE IF NOT EXISTS lost_ends (
    number VARCHAR(16) NOT NULL,
    text   VARCHAR(1000) NOT NULL,
    PRIMARY KEY (number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
