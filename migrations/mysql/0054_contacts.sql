-- +goose Up
-- contacts holds which account a proven contact is of: by a keyed digest, since
-- the contact itself is sealed with the account.
CREATE TABLE IF NOT EXISTS contacts (
    account_id    BIGINT NOT NULL,
    contact_index VARBINARY(32) NOT NULL,
    verified_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (account_id),
    UNIQUE KEY contacts_contact (contact_index)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
