-- +goose Up
CREATE INDEX items_joined ON items (joined_to, id);
