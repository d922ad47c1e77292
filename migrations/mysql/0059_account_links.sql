-- +goose Up
-- account_links holds digests of links that are used once, by the person whom
-- an account is for, to set what only that person knows.
CREATE TABLE IF NOT EXISTS account_links (
    link_hash  VARBINARY(32) NOT NULL,
    account_id BIGINT NOT NULL,
    purpose    VARCHAR(16) NOT NULL,
    ends_at    DATETIME(6) NOT NULL,
    used_at    DATETIME(6),
    PRIMARY KEY (link_hash)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
