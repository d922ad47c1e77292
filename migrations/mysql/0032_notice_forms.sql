-- +goose Up
-- notice_forms holds letters as they were drawn, each form once, encrypted.
CREATE TABLE IF NOT EXISTS notice_forms (
    notice_id BIGINT NOT NULL,
    form      VARCHAR(8) NOT NULL,
    sealed    MEDIUMBLOB NOT NULL,
    PRIMARY KEY (notice_id, form)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
