-- +goose Up
-- items_owner lists what one officer has claimed by due day.
CREATE INDEX items_owner ON items (owner, open_due, id);
