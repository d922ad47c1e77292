-- +goose Up
-- reports holds the credit reports that were issued: digests and the versions of
-- records, and nothing of what they say.
CREATE TABLE IF NOT EXISTS reports (
    id         BIGINT NOT NULL,
    public_id  VARCHAR(32) NOT NULL,
    number     VARCHAR(64) NOT NULL,
    proof      BINARY(32) NOT NULL,
    account_id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    purpose    VARCHAR(64) NOT NULL,
    issued_at  DATETIME(6) NOT NULL,
    content    BINARY(32) NOT NULL,
    paper      BINARY(32) NOT NULL,
    sealed     MEDIUMBLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY reports_public (public_id),
    UNIQUE KEY reports_number (number),
    UNIQUE KEY reports_proof (proof),
    KEY reports_subject (subject_id, issued_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
