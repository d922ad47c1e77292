-- +goose Up
-- account_asks holds what one person asked for accounts and rights and another
-- decides.
CREATE TABLE IF NOT EXISTS account_asks (
    id         BIGINT NOT NULL,
    what       VARCHAR(16) NOT NULL,
    account_id BIGINT NOT NULL,
    roles      VARCHAR(255) NOT NULL,
    login      VARCHAR(64) NOT NULL,
    unit       VARCHAR(18) NOT NULL,
    asked_by   BIGINT NOT NULL,
    asked_at   DATETIME(6) NOT NULL,
    reason     VARCHAR(1000) NOT NULL,
    state      VARCHAR(16) NOT NULL,
    decided_by BIGINT NOT NULL,
    decided_at DATETIME(6),
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
