-- +goose Up
-- requests is what one applicant filed at one time.
CREATE TABLE IF NOT EXISTS requests (
    id                BIGINT NOT NULL,
    public_id         VARCHAR(32) NOT NULL,
    number            VARCHAR(32) NOT NULL,
    kind              VARCHAR(32) NOT NULL,
    channel           VARCHAR(16) NOT NULL,
    subject_id        BIGINT NOT NULL,
    applicant_account BIGINT NOT NULL,
    filed_by          BIGINT NOT NULL,
    received_at       DATETIME(6) NOT NULL,
    received_on       DATE NOT NULL,
    want_finding      TINYINT NOT NULL,
    sealed            BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY requests_public (public_id),
    UNIQUE KEY requests_number (kind, number),
    KEY requests_subject (subject_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
