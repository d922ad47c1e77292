-- +goose Up
-- intake_rows holds the outcome of each row; the draft of a held row is encrypted.
CREATE TABLE IF NOT EXISTS intake_rows (
    id        BIGINT NOT NULL,
    batch_id  BIGINT NOT NULL,
    row_no    INT NOT NULL,
    outcome   VARCHAR(32) NOT NULL,
    record_id BIGINT NOT NULL,
    faults    MEDIUMTEXT NOT NULL,
    draft     MEDIUMBLOB,
    PRIMARY KEY (id),
    UNIQUE KEY intake_rows_number (batch_id, row_no),
    KEY intake_rows_outcome (outcome, batch_id, row_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
