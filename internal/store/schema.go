package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"creditportal/migrations"
)

// Migration is one file of the schema and whether it has been run.
type Migration struct {
	Name    string // base name of the file
	Applied bool
}

// Schema brings a database up to the program's migrations, forward only.
type Schema struct {
	dialect  dialect
	db       *sql.DB
	provider *goose.Provider
}

// OpenSchema connects for migrating alone: it refuses a wrong or unreachable
// address, and neither pending migrations nor a newer database.
func OpenSchema(ctx context.Context, cfg Config) (*Schema, error) {
	addr, err := parseAddress(cfg.URL)
	if err != nil {
		return nil, err
	}
	db, err := addr.pool(ctx, jobConns, forJobs, cfg.Connector)
	if err != nil {
		return nil, err
	}
	s, err := newSchema(addr.dialect, db)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func newSchema(d dialect, db *sql.DB) (*Schema, error) {
	files, err := fs.Sub(migrations.Files, string(d))
	if err != nil {
		return nil, fmt.Errorf("reading migrations: %w", err)
	}
	kind, options := goose.DialectSQLite3, []goose.ProviderOption{goose.WithSlog(slog.New(slog.DiscardHandler))}
	if d == mysqlDialect {
		locker, err := lock.NewMySQLTableLocker()
		if err != nil {
			return nil, fmt.Errorf("making the migration lock: %w", err)
		}
		kind, options = goose.DialectMySQL, append(options, goose.WithLocker(locker))
	}
	p, err := goose.NewProvider(kind, db, files, options...)
	if err != nil {
		return nil, fmt.Errorf("reading migrations: %w", err)
	}
	return &Schema{dialect: d, db: db, provider: p}, nil
}

// Close gives the connections back.
func (s *Schema) Close() error { return s.db.Close() }

// Migrate runs what is pending and returns the names of the files it ran;
// ErrNewer when the database knows migrations that the program does not.
func (s *Schema) Migrate(ctx context.Context) ([]string, error) {
	if err := s.check(ctx); errors.Is(err, ErrNewer) {
		return nil, err
	}
	results, err := s.provider.Up(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrating: %w", err)
	}
	var ran []string
	for _, r := range results {
		ran = append(ran, r.Source.Path)
	}
	return ran, nil
}

// Status lists every migration of the program in order.
func (s *Schema) Status(ctx context.Context) ([]Migration, error) {
	states, err := s.provider.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the state of migrations: %w", err)
	}
	list := make([]Migration, len(states))
	for i, st := range states {
		list[i] = Migration{Name: st.Source.Path, Applied: st.State == goose.StateApplied}
	}
	return list, nil
}

// check returns ErrPending, ErrNewer or nil.
func (s *Schema) check(ctx context.Context) error {
	at, want, err := s.provider.GetVersions(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("reading the version of the database: %w", err)
	case at > want:
		return fmt.Errorf("%w: it is at %d, this program knows %d", ErrNewer, at, want)
	case at < want:
		return fmt.Errorf("%w: it is at %d, this program needs %d", ErrPending, at, want)
	}
	return nil
}
