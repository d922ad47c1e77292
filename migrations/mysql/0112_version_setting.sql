-- +goose Up
DELETE FROM settings WHERE name = 'data.changed';
