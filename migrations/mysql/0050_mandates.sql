-- +goose Up
-- mandates holds who may speak for whom; the names and numbers are sealed.
CREATE TABLE IF NOT EXISTS mandates (
    id         BIGINT NOT NULL,
    public_id  VARCHAR(26) NOT NULL,
    account_id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind       VARCHAR(16) NOT NULL,
    scopes     VARCHAR(128) NOT NULL,
    from_on    DATE NOT NULL,
    to_on      DATE,
    asked_at   DATETIME(6) NOT NULL,
    proved_at  DATETIME(6),
    proved_by  BIGINT NOT NULL,
    ended_at   DATETIME(6),
    ended      VARCHAR(16) NOT NULL,
    version    INT NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY mandates_public (public_id),
    KEY mandates_account (account_id),
    KEY mandates_subject (subject_id),
    KEY mandates_asked (proved_at, ended_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
