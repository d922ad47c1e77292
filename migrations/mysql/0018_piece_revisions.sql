-- +goose Up
-- piece_revisions keeps every wording that was published.
CREATE TABLE IF NOT EXISTS piece_revisions (
    slug         VARCHAR(64) NOT NULL,
    version      BIGINT NOT NULL,
    wording      MEDIUMTEXT NOT NULL,
    written_by   VARCHAR(255) NOT NULL,
    published_by VARCHAR(255) NOT NULL,
    published_on DATE NOT NULL,
    act_id       BIGINT NOT NULL,
    PRIMARY KEY (slug, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
