-- +goose Up
-- remarks holds what those who work on a request write for each other.
CREATE TABLE IF NOT EXISTS remarks (
    id         BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    account    BIGINT NOT NULL,
    side       VARCHAR(32) NOT NULL,
    unit       VARCHAR(64) NOT NULL,
    role       VARCHAR(64) NOT NULL,
    at         DATETIME(6) NOT NULL,
    sealed     MEDIUMBLOB NOT NULL,
    PRIMARY KEY (id),
    KEY remarks_request (request_id, at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
