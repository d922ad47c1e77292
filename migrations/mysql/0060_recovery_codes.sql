-- +goose Up
-- recovery_codes holds what stands in once for a one-time code, as the hasher
-- keeps it.
CREATE TABLE IF NOT EXISTS recovery_codes (
    account_id BIGINT NOT NULL,
    nth        INT NOT NULL,
    code_hash  VARCHAR(255) NOT NULL,
    used_at    DATETIME(6),
    PRIMARY KEY (account_id, nth)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
