-- +goose Up
-- a column of text holds any length here: there is nothing to do.
SELECT 1;
