-- +goose Up
-- A record that went with its batch may be reported anew; one that a decision removed may not (art. 38).
UPDATE records SET state = 'withdrawn' WHERE state = 'removed' AND EXISTS (
    SELECT 1 FROM record_versions v JOIN events e ON e.act_id = v.act_id
    WHERE v.record_id = records.id AND v.version = records.version - 1 AND e.did = 'batch.withdrawn'
);
