-- +goose Up
-- presentations holds pictures of documents that somebody presented to prove
-- who they are; whom they name is sealed, and gone with the decision.
CREATE TABLE IF NOT EXISTS presentations (
    id         BIGINT NOT NULL,
    public_id  VARCHAR(26) NOT NULL,
    account_id BIGINT NOT NULL,
    at         DATETIME(6) NOT NULL,
    seen_at    DATETIME(6),
    seen_by    BIGINT NOT NULL,
    ended_at   DATETIME(6),
    ended_by   BIGINT NOT NULL,
    ended      VARCHAR(16) NOT NULL,
    version    INT NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY presentations_public (public_id),
    KEY presentations_account (account_id),
    KEY presentations_open (ended_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
