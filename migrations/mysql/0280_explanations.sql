-- +goose Up
-- explanations holds what everybody is told about a record that its provider put right.
CREATE TABLE IF NOT EXISTS explanations (
    id              BIGINT NOT NULL,
    record_id       BIGINT NOT NULL,
    act_id          BIGINT NOT NULL,
    state           VARCHAR(32) NOT NULL,
    item            VARCHAR(64) NOT NULL,
    edition         VARCHAR(64) NOT NULL,
    authority_name  TEXT NOT NULL,
    document_number TEXT NOT NULL,
    said            TEXT NOT NULL,
    made_on         DATE NOT NULL,
    shown_until     DATE NOT NULL,
    PRIMARY KEY (id),
    KEY explanations_record (record_id, act_id),
    KEY explanations_state (state, made_on, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
