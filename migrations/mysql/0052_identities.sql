-- +goose Up
-- identities holds by what it is proven who the holder of an account is.
CREATE TABLE IF NOT EXISTS identities (
    account_id   BIGINT NOT NULL,
    subject_id   BIGINT NOT NULL,
    method       VARCHAR(16) NOT NULL,
    external     VARBINARY(32),
    proved_at    DATETIME(6),
    proved_by    BIGINT NOT NULL,
    suspended_at DATETIME(6),
    PRIMARY KEY (account_id),
    UNIQUE KEY identities_external (external)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
