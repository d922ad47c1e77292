-- +goose Up
-- events is the trail: what an act did, to what, by whom and why.
CREATE TABLE IF NOT EXISTS events (
    id         BIGINT NOT NULL,
    act_id     BIGINT NOT NULL,
    did        VARCHAR(64) NOT NULL,
    object     VARCHAR(128) NOT NULL,
    actor_name TEXT NOT NULL,
    actor_side VARCHAR(32) NOT NULL,
    actor_role VARCHAR(32) NOT NULL,
    at         DATETIME(6) NOT NULL,
    reason     TEXT NOT NULL,
    detail     TEXT NOT NULL,
    PRIMARY KEY (id),
    KEY events_act (act_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
