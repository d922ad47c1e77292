-- +goose Up
-- attachments holds what is known of each file that was handed in; its name
-- and digest are encrypted, its content is on disk.
CREATE TABLE IF NOT EXISTS attachments (
    id        BIGINT NOT NULL,
    public_id VARCHAR(26) NOT NULL,
    owner     BIGINT NOT NULL,
    request   BIGINT NOT NULL,
    kind      VARCHAR(16) NOT NULL,
    size      BIGINT NOT NULL,
    state     VARCHAR(16) NOT NULL,
    at        DATETIME(6) NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY attachments_public (public_id),
    KEY attachments_request (request, owner),
    KEY attachments_state (state)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
