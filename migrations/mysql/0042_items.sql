-- +goose Up
-- items is one record, or one thing missing, inside a request.
CREATE TABLE IF NOT EXISTS items (
    id         BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    kind       VARCHAR(32) NOT NULL,
    record_id  BIGINT NOT NULL,
    number     VARCHAR(16) NOT NULL,
    provider   VARCHAR(64) NOT NULL,
    ground     VARCHAR(32) NOT NULL,
    state      VARCHAR(32) NOT NULL,
    outcome    VARCHAR(32) NOT NULL,
    was        VARCHAR(32) NOT NULL,
    owner      BIGINT NOT NULL,
    due_on     DATE,
    binding_on DATE,
    papers_on  DATE,
    version    INT NOT NULL,
    open_key   VARBINARY(32),
    open_due   DATE,
    theirs_due DATE,
    sealed     MEDIUMBLOB NOT NULL,
    PRIMARY KEY (id),
    KEY items_request (request_id, id),
    UNIQUE KEY items_open (open_key),
    KEY items_docket (open_due, id),
    KEY items_theirs (provider, theirs_due, id),
    KEY items_record (record_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
