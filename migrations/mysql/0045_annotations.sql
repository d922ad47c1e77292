-- +goose Up
-- annotations is every mark that an item put on a record; it stands while to_on is NULL.
CREATE TABLE IF NOT EXISTS annotations (
    id        BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    item_id   BIGINT NOT NULL,
    kind      VARCHAR(32) NOT NULL,
    from_on   DATE NOT NULL,
    to_on     DATE,
    PRIMARY KEY (id),
    KEY annotations_record (record_id, id),
    KEY annotations_item (item_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
