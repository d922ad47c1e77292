-- +goose Up
-- the version of a calendar names every year: it grows by one a year.
ALTER TABLE clocks MODIFY calendar VARCHAR(255) NOT NULL;
