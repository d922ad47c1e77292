-- +goose Up
-- errands holds what somebody began who must prove a contact first.
CREATE TABLE IF NOT EXISTS errands (
    id            BIGINT NOT NULL,
    browser       VARBINARY(32) NOT NULL,
    purpose       VARCHAR(16) NOT NULL,
    contact_index VARBINARY(32) NOT NULL,
    account_id    BIGINT NOT NULL,
    idle          TINYINT NOT NULL,
    code_hash     VARBINARY(32) NOT NULL,
    tries         INT NOT NULL,
    verified      TINYINT NOT NULL,
    began_at      DATETIME(6) NOT NULL,
    expires_at    DATETIME(6) NOT NULL,
    ended_at      DATETIME(6),
    sealed        BLOB NOT NULL,
    PRIMARY KEY (id),
    KEY errands_browser (browser),
    KEY errands_contact (contact_index, began_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
