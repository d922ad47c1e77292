-- +goose Up
-- contacts holds which account a proven contact is of: by a keyed digest, since
-- the contact itself is sealed with the account.
CREATE TABLE IF NOT EXISTS contacts (
    account_id    INTEGER NOT NULL,
    contact_index BLOB NOT NULL,
    verified_at   TEXT NOT NULL,
    PRIMARY KEY (account_id)
);
CREATE UNIQUE INDEX IF NOT EXISTS contacts_contact ON contacts (contact_index);
