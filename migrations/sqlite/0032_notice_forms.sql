-- +goose Up
-- notice_forms holds letters as they were drawn, each form once, encrypted.
CREATE TABLE IF NOT EXISTS notice_forms (
    notice_id INTEGER NOT NULL,
    form      TEXT NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (notice_id, form)
);
