-- +goose Up
-- A look is named by its public id, and never twice.
CREATE UNIQUE INDEX query_log_public ON query_log (public_id);
