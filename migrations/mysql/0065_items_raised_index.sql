-- +goose Up
CREATE INDEX items_raised ON items (raised_on, id);
