-- +goose Up
-- changes says which records each data version touched; indexes follow it.
CREATE TABLE IF NOT EXISTS changes (
    version    BIGINT NOT NULL,
    record_id  BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    PRIMARY KEY (version, record_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
