-- +goose Up
-- recovery_codes holds what stands in once for a one-time code, as the hasher
-- keeps it.
CREATE TABLE IF NOT EXISTS recovery_codes (
    account_id INTEGER NOT NULL,
    nth        INTEGER NOT NULL,
    code_hash  TEXT NOT NULL,
    used_at    TEXT,
    PRIMARY KEY (account_id, nth)
);
