-- +goose Up
-- activations holds codes that an officer gave to somebody whose papers were
-- seen; of a code only its keyed digest is kept, and whom it names is sealed.
CREATE TABLE IF NOT EXISTS activations (
    id         INTEGER NOT NULL,
    code_hash  BLOB NOT NULL,
    issued_by  INTEGER NOT NULL,
    issued_at  TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at    TEXT,
    used_by    INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS activations_code ON activations (code_hash);
