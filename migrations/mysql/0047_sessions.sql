-- +goose Up
-- sessions holds digests of the tokens that browsers show; a token itself is
-- nowhere.
CREATE TABLE IF NOT EXISTS sessions (
    token_hash VARBINARY(32) NOT NULL,
    account_id BIGINT NOT NULL,
    half       TINYINT NOT NULL,
    device     VARCHAR(64) NOT NULL,
    began_at   DATETIME(6) NOT NULL,
    seen_at    DATETIME(6) NOT NULL,
    ends_at    DATETIME(6) NOT NULL,
    ended_at   DATETIME(6),
    PRIMARY KEY (token_hash),
    KEY sessions_account (account_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
