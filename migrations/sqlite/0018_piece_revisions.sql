-- +goose Up
-- piece_revisions keeps every wording that was published.
CREATE TABLE IF NOT EXISTS piece_revisions (
    slug         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    wording      TEXT NOT NULL,
    written_by   TEXT NOT NULL,
    published_by TEXT NOT NULL,
    published_on TEXT NOT NULL,
    act_id       INTEGER NOT NULL,
    PRIMARY KEY (slug, version)
);
