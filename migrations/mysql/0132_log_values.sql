-- +goose Up
-- log_values holds what rows of the logs say of persons in words, sealed and
-- with a salt each: what must go one day goes from here, and the row stays.
CREATE TABLE IF NOT EXISTS log_values (
    kind   VARCHAR(8) NOT NULL,
    row_id BIGINT NOT NULL,
    field  VARCHAR(32) NOT NULL,
    value  BLOB NOT NULL,
    salt   VARBINARY(32) NOT NULL,
    PRIMARY KEY (kind, row_id, field)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
