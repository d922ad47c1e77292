-- +goose Up
-- activations holds codes that an officer gave to somebody whose papers were
-- seen; of a code only its keyed digest is kept, and whom it names is sealed.
CREATE TABLE IF NOT EXISTS activations (
    id         BIGINT NOT NULL,
    code_hash  VARBINARY(32) NOT NULL,
    issued_by  BIGINT NOT NULL,
    issued_at  DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at    DATETIME(6),
    used_by    BIGINT NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY activations_code (code_hash)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
