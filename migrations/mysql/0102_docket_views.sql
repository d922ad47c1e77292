-- +goose Up
-- docket_views holds the views of the docket that somebody saved for themselves.
CREATE TABLE IF NOT EXISTS docket_views (
    id         BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    name       VARCHAR(255) NOT NULL,
    query      VARCHAR(1000) NOT NULL,
    saved_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY docket_views_name (account_id, name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
