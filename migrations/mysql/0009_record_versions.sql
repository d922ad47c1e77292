-- +goose Up
-- record_versions keeps what a change of a record superseded, encrypted, with the reason.
CREATE TABLE IF NOT EXISTS record_versions (
    id        BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    version   INT NOT NULL,
    sealed    MEDIUMBLOB NOT NULL,
    reason    TEXT NOT NULL,
    act_id    BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY record_versions_version (record_id, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
