-- +goose Up
-- record_holds says why and from when a record is held.
CREATE TABLE IF NOT EXISTS record_holds (
    id        BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    field     VARCHAR(64) NOT NULL,
    reason    TEXT NOT NULL,
    from_at   DATETIME(6) NOT NULL,
    to_at     DATETIME(6),
    act_id    BIGINT NOT NULL,
    PRIMARY KEY (id),
    KEY record_holds_record (record_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
