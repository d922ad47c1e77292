package store

import (
	"context"

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
