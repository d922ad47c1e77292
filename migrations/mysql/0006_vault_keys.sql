-- +goose Up
-- vault_keys holds the data keys, wrapped under a key that is not in the database.
CREATE TABLE IF NOT EXISTS vault_keys (
    id      BIGINT NOT NULL,
    class   VARCHAR(32) NOT NULL,
    suite   INT NOT NULL,
    wrapped MEDIUMBLOB NOT NULL,
    made_at DATETIME(6) NOT NULL,
    retired TINYINT NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
