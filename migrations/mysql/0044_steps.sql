-- +goose Up
-- steps is the history of each item, one row an act.
CREATE TABLE IF NOT EXISTS steps (
    id            BIGINT NOT NULL,
    item_id       BIGINT NOT NULL,
    version       INT NOT NULL,
    act_id        BIGINT NOT NULL,
    did           VARCHAR(64) NOT NULL,
    actor_account BIGINT NOT NULL,
    actor_name    TEXT NOT NULL,
    actor_side    VARCHAR(32) NOT NULL,
    actor_role    VARCHAR(32) NOT NULL,
    actor_unit    VARCHAR(64) NOT NULL,
    at            DATETIME(6) NOT NULL,
    from_state    VARCHAR(32) NOT NULL,
    to_state      VARCHAR(32) NOT NULL,
    outcome       VARCHAR(32) NOT NULL,
    sealed        BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY steps_version (item_id, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
