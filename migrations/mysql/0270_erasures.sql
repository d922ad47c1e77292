-- +goose Up
-- erasures holds the lines of the erasure list that are true of this database, each
-- written with the act that it speaks of. A line without text never became true.
CREATE TABLE IF NOT EXISTS erasures (
    line   BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    text   VARCHAR(1000) NOT NULL,
    PRIMARY KEY (line)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
