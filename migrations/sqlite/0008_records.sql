-- +goose Up
-- records holds the spine; the columns that end in _on of a list are set only while the record may stand in it.
CREATE TABLE IF NOT EXISTS records (
    id                 INTEGER NOT NULL,
    number             TEXT NOT NULL,
    business_key       BLOB NOT NULL,
    content            BLOB NOT NULL,
    subject_id         INTEGER NOT NULL,
    subject_kind       TEXT NOT NULL,
    subject_name       TEXT NOT NULL,
    provider           TEXT NOT NULL,
    item               TEXT NOT NULL,
    edition            TEXT NOT NULL,
    list               TEXT NOT NULL,
    class              TEXT NOT NULL,
    honour             INTEGER NOT NULL,
    dual_disclosure    INTEGER NOT NULL,
    severity           TEXT NOT NULL,
    severity_basis     TEXT NOT NULL,
    procedure_kind     TEXT NOT NULL,
    fine_class         TEXT NOT NULL,
    penalties          TEXT NOT NULL,
    document_title     TEXT NOT NULL,
    document_number    TEXT NOT NULL,
    authority_name     TEXT NOT NULL,
    authority_code     TEXT NOT NULL,
    formed_on          TEXT,
    formed_presumed    INTEGER NOT NULL,
    decided_on         TEXT,
    conduct_ended_on   TEXT,
    conduct_continuing INTEGER NOT NULL,
    conduct_presumed   INTEGER NOT NULL,
    valid_from         TEXT,
    valid_to           TEXT,
    long_term          INTEGER NOT NULL,
    provider_until     TEXT,
    removed_on         TEXT,
    first_disclosed_on TEXT,
    channel            TEXT NOT NULL,
    person_basis       TEXT NOT NULL,
    disclosure_reason  TEXT NOT NULL,
    disclosed_from     TEXT NOT NULL,
    disclosed_until    TEXT NOT NULL,
    governed_by        TEXT NOT NULL,
    repairable_from    TEXT,
    state              TEXT NOT NULL,
    annotation         TEXT NOT NULL,
    annotated_on       TEXT,
    held               INTEGER NOT NULL,
    batch_id           INTEGER NOT NULL,
    row_no             INTEGER NOT NULL,
    source             TEXT NOT NULL,
    received_on        TEXT,
    received_at        TEXT,
    late               INTEGER NOT NULL,
    version            INTEGER NOT NULL,
    attributes         TEXT NOT NULL,
    sealed             BLOB,
    public_on          TEXT,
    listed_on          TEXT,
    adverse_on         TEXT,
    favourable_on      TEXT,
    dual_on            TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS records_number ON records (number);
CREATE UNIQUE INDEX IF NOT EXISTS records_key ON records (business_key);
CREATE INDEX IF NOT EXISTS records_listed ON records (listed_on, id, public_on, disclosed_until);
CREATE INDEX IF NOT EXISTS records_adverse ON records (adverse_on, id, public_on, disclosed_until);
CREATE INDEX IF NOT EXISTS records_favourable ON records (favourable_on, id, public_on, disclosed_until);
CREATE INDEX IF NOT EXISTS records_dual ON records (dual_on, id, public_on, disclosed_until);
CREATE INDEX IF NOT EXISTS records_list ON records (list, listed_on, id, public_on, disclosed_until);
CREATE INDEX IF NOT EXISTS records_subject ON records (subject_id, listed_on, id, public_on, disclosed_until, class);
CREATE INDEX IF NOT EXISTS records_batch ON records (batch_id);
