-- +goose Up
-- alerts holds what was unusual about looks of staff, looks that were drawn by
-- chance, and what was found of either.
CREATE TABLE IF NOT EXISTS alerts (
    id        BIGINT NOT NULL,
    public_id VARCHAR(32) NOT NULL,
    sign      VARCHAR(32) NOT NULL,
    account   BIGINT NOT NULL,
    looked_on DATE NOT NULL,
    look      VARCHAR(32) NOT NULL,
    looks     INT NOT NULL,
    usual     INT NOT NULL,
    raised_at DATETIME(6) NOT NULL,
    closed_at DATETIME(6) NULL,
    closed_by VARCHAR(255) NOT NULL,
    sealed    MEDIUMBLOB NOT NULL,
    version   INT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY alerts_public (public_id),
    UNIQUE KEY alerts_once (sign, account, looked_on, look)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
