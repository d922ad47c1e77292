-- +goose Up
-- clock_moves is what a new calendar did to running limits: both dates are kept.
CREATE TABLE IF NOT EXISTS clock_moves (
    id       BIGINT NOT NULL,
    clock_id BIGINT NOT NULL,
    item_id  BIGINT NOT NULL,
    from_on  DATE NOT NULL,
    to_on    DATE NOT NULL,
    firm     TINYINT NOT NULL,
    calendar VARCHAR(255) NOT NULL,
    act_id   BIGINT NOT NULL,
    PRIMARY KEY (id),
    KEY clock_moves_item (item_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
