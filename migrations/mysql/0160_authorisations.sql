-- +goose Up
-- authorisations holds the queries about somebody else (art. 22): what is asked
-- for, and what was agreed to, is sealed.
CREATE TABLE IF NOT EXISTS authorisations (
    id          BIGINT NOT NULL,
    public_id   VARCHAR(32) NOT NULL,
    number      VARCHAR(64) NOT NULL,
    channel     VARCHAR(64) NOT NULL,
    state       VARCHAR(64) NOT NULL,
    outcome     VARCHAR(64) NOT NULL,
    version     INT NOT NULL,
    subject_id  BIGINT NOT NULL,
    enquirer_id BIGINT NOT NULL,
    filed_by    BIGINT NOT NULL,
    mandate_id  BIGINT NOT NULL,
    asked_at    DATETIME(6) NOT NULL,
    due_on      DATE,
    sealed      MEDIUMBLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY authorisations_public (public_id),
    UNIQUE KEY authorisations_number (number),
    KEY authorisations_subject (subject_id, asked_at),
    KEY authorisations_enquirer (enquirer_id, asked_at),
    KEY authorisations_state (state, due_on),
    KEY authorisations_channel (channel, asked_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
