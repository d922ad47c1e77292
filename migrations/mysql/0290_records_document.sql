-- +goose Up
-- records_document finds an archived record by the number of its document (art. 34, 35).
CREATE INDEX records_document ON records (document_number(64));
