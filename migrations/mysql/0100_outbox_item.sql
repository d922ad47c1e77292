-- +goose Up
-- outbox carries word about an item too, where no letter is needed for it.
ALTER TABLE outbox ADD COLUMN item_id BIGINT NOT NULL DEFAULT 0;
