-- +goose Up
-- accounts holds who may sign in; names and secrets are sealed.
CREATE TABLE IF NOT EXISTS accounts (
    id         BIGINT NOT NULL,
    login      VARCHAR(64) NOT NULL,
    roles      VARCHAR(255) NOT NULL,
    unit       VARCHAR(18) NOT NULL,
    subject_id BIGINT NOT NULL,
    password   VARCHAR(255) NOT NULL,
    step       BIGINT NOT NULL,
    state      VARCHAR(16) NOT NULL,
    version    INT NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY accounts_login (login)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
