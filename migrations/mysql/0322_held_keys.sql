-- +goose Up
-- held_keys holds keyed digests by which a row that waits is found when the honour that it would bring is deleted.
CREATE TABLE IF NOT EXISTS held_keys (
    digest BINARY(32) NOT NULL,
    row_id BIGINT NOT NULL,
    PRIMARY KEY (digest, row_id),
    KEY held_keys_row (row_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
