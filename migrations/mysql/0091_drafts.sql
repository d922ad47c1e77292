-- +goose Up
-- drafts holds what somebody has begun to file; what they typed is sealed.
CREATE TABLE IF NOT EXISTS drafts (
    id         BIGINT NOT NULL,
    public_id  VARCHAR(26) NOT NULL,
    account_id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kept_at    DATETIME(6) NOT NULL,
    version    INT NOT NULL,
    sealed     MEDIUMBLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY drafts_public (account_id, public_id),
    KEY drafts_kept (kept_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
