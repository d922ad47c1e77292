-- +goose Up
-- suppressions holds keyed digests of deleted honours that must not come back.
CREATE TABLE IF NOT EXISTS suppressions (
    digest BINARY(32) NOT NULL,
    act_id BIGINT NOT NULL,
    PRIMARY KEY (digest)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
