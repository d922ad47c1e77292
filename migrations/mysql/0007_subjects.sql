-- +goose Up
-- subjects holds one file per code or identity number; names and documents of persons are encrypted.
CREATE TABLE IF NOT EXISTS subjects (
    id              BIGINT NOT NULL,
    kind            VARCHAR(32) NOT NULL,
    name            TEXT NOT NULL,
    name_sealed     MEDIUMBLOB,
    former          MEDIUMTEXT NOT NULL,
    code            VARCHAR(18),
    document_sealed MEDIUMBLOB,
    document_index  BINARY(32),
    standing        VARCHAR(32) NOT NULL,
    recoded         VARCHAR(18),
    public_until    DATE,
    version         INT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY subjects_code (code),
    UNIQUE KEY subjects_document (document_index),
    KEY subjects_recoded (recoded)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
