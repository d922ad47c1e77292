-- +goose Up
-- log_gaps holds the declarations by which trees begin after a backup was restored.
CREATE TABLE IF NOT EXISTS log_gaps (
    tree INT NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (tree)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
