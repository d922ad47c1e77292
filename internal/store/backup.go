package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Backup writes a copy of the database to a file that must not exist yet; it
// holds no key of keys. A MySQL or MariaDB server has tools of its own for
// that: there it returns fault.Conflict.
func (s *Store) Backup(ctx context.Context, path string, e audit.Event) error {
	if s.dialect != liteDialect {
		return fault.New(fault.Conflict, "store.fault.backup_server", nil)
	}
	if err := s.write(ctx, e, func(*tx) error { return nil }); err != nil {
		return err
	}
	return wrapped(s.jobs.WithContext(ctx).Exec("VACUUM INTO ?", path).Error, "writing the copy")
}

// ErrCopy says that a file is no whole copy of a database.
var ErrCopy = errors.New("the copy of the database is not whole")

// CheckCopy reads a copy that Backup wrote from end to end, and changes nothing beside
// it; ErrCopy where it is not whole.
func CheckCopy(ctx context.Context, path string) error {
	name := "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=ro&immutable=1"
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCopy, err)
	}
	defer db.Close() //nolint:errcheck // read only
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil {
		return fmt.Errorf("%w: %w", ErrCopy, err)
	}
	if said != "ok" {
		return ErrCopy // what it says may name values
	}
	var act int64 // that of the backup at least, or the file is empty
	if err := db.QueryRowContext(ctx, "SELECT id FROM acts LIMIT 1").Scan(&act); err != nil {
		return fmt.Errorf("%w: %w", ErrCopy, err)
	}
	return nil
}

// FiledAttachments counts the attachments of requests whose content is kept.
func (s *Store) FiledAttachments(ctx context.Context) (int, error) {
	var n int64
	err := s.jobs.WithContext(ctx).Table(attachments.name).
		Where("request <> 0 AND state <> ?", string(attachment.Refused)).Count(&n).Error
	return int(n), wrapped(err, "counting attachments")
}
