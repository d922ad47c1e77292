-- +goose Up
-- query_log holds every look at what is not public (art. 25); nothing changes
-- a row.
CREATE TABLE IF NOT EXISTS query_log (
    id            BIGINT NOT NULL,
    actor_account BIGINT NOT NULL,
    actor_name    VARCHAR(255) NOT NULL,
    actor_side    VARCHAR(64) NOT NULL,
    actor_role    VARCHAR(64) NOT NULL,
    actor_unit    VARCHAR(64) NOT NULL,
    at            DATETIME(6) NOT NULL,
    basis         VARCHAR(64) NOT NULL,
    subject_id    BIGINT NOT NULL,
    object        VARCHAR(255) NOT NULL,
    shown         BIGINT NOT NULL,
    PRIMARY KEY (id),
    KEY query_log_subject (subject_id, at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
