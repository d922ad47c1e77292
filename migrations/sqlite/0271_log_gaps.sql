-- +goose Up
-- log_gaps holds the declarations by which trees begin after a backup was restored.
CREATE TABLE IF NOT EXISTS log_gaps (
    tree INTEGER NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (tree)
);
