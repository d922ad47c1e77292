-- +goose Up
-- record_keys holds keyed digests of the business keys to which records were put right; each has its first one too.
CREATE TABLE IF NOT EXISTS record_keys (
    digest    BINARY(32) NOT NULL,
    record_id BIGINT NOT NULL,
    act_id    BIGINT NOT NULL,
    PRIMARY KEY (digest),
    KEY record_keys_record (record_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
