-- +goose Up
-- clocks is every limit that runs or ran on an item.
CREATE TABLE IF NOT EXISTS clocks (
    id          BIGINT NOT NULL,
    item_id     BIGINT NOT NULL,
    name        VARCHAR(64) NOT NULL,
    line        TEXT NOT NULL,
    day_zero    DATE NOT NULL,
    due_on      DATE NOT NULL,
    calendar    VARCHAR(64) NOT NULL,
    provisional TINYINT NOT NULL,
    stopped_on  DATE,
    voided      TINYINT NOT NULL,
    told_on     DATE,
    running_due DATE,
    PRIMARY KEY (id),
    KEY clocks_item (item_id, id),
    KEY clocks_running (running_due, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
