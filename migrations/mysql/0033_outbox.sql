-- +goose Up
-- outbox holds what is to be done for a letter after the act that issued it.
CREATE TABLE IF NOT EXISTS outbox (
    id        BIGINT NOT NULL,
    errand    VARCHAR(16) NOT NULL,
    notice_id BIGINT NOT NULL,
    tries     INT NOT NULL,
    due_at    DATETIME(6),
    done_at   DATETIME(6),
    outcome   VARCHAR(16) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY outbox_errand (notice_id, errand),
    KEY outbox_open (due_at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
