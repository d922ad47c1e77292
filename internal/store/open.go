// Package store keeps everything in a relational database: SQLite, MySQL or
// MariaDB. It alone speaks SQL, it writes by one path with one trail, and its
// public reads let through what disclosure.Show shows to anyone, no more.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/authorisation"
	"creditportal/internal/catalog"
	"creditportal/internal/flow"
	"creditportal/internal/ledger"
	"creditportal/internal/notice"
	"creditportal/internal/vault"
)

// Config says which database to open, and with what.
type Config struct {
	// URL is sqlite:PATH or mysql://user:password@host:port/database.
	URL string
	// Wrapper opens the data keys.
	Wrapper vault.KeyWrapper
	// Item returns a catalog item by edition and code: attributes that it says
	// are not sensitive are kept in clear, all others encrypted. Nil knows none.
	Item func(edition, code string) (catalog.Item, bool)
	// Now is the clock of row ids and keys; nil is the machine's.
	Now func() time.Time
	// Letters turns what acts owe into letters; the zero Press draws none, and an
	// act that owes one fails.
	Letters notice.Press
	// Owes says which letters changes of a request owe; nil: none.
	Owes func(r flow.Request, changes []flow.Change) []notice.Owed
	// Consents says which letters a change of an authorisation owes, where letters to
	// its subject go to who is named; nil: none.
	Consents func(a authorisation.Authorisation, c flow.Change, to notice.Recipient) []notice.Owed
	// Erasures is the file of the erasure list, outside the database and its backups;
	// empty: what ends is written nowhere else. All processes of an installation name
	// the same.
	Erasures string
	// Migrate runs pending migrations first, where Open would refuse.
	Migrate bool
	// Connector wraps what opens connections; tests watch and cut through it.
	Connector func(driver.Connector) driver.Connector
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	dialect dialect
	public  *gorm.DB // reads for anyone; read-only on SQLite
	private *gorm.DB // acts of officers and imports
	jobs    *gorm.DB // what runs over everything: loads, recomputations
	looks   *gorm.DB // the query log, and nothing else
	pools   []*sql.DB
	reads   *sql.DB // the pool of public
	vault   *vault.Vault
	items   func(edition, code string) (catalog.Item, bool)
	letters notice.Press
	owes    func(flow.Request, []flow.Change) []notice.Owed
	ids     *ids
	now     func() time.Time
	writing chan struct{} // held by who writes to SQLite

	statements statements   // prepared on reads
	attended   atomic.Int64 // the request with a limit that ran out that was looked at last; zero: from the start

	erasures *ledger.Erasures // nil: none is kept
	shut     error            // why nothing is written; see Shut
	consents func(authorisation.Authorisation, flow.Change, notice.Recipient) []notice.Owed
}

// Open connects and checks that the schema is the program's. Its errors are
// ErrAddress, ErrUnreachable, ErrPending, ErrNewer and vault.ErrSecret.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	addr, err := parseAddress(cfg.URL)
	if err != nil {
		return nil, err
	}
	s := newStore(addr.dialect, cfg)
	if err := s.connect(ctx, addr, cfg); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func newStore(d dialect, cfg Config) *Store {
	s := &Store{
		dialect: d, items: cfg.Item, letters: cfg.Letters, owes: cfg.Owes, consents: cfg.Consents, now: cfg.Now,
		writing: make(chan struct{}, 1),
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.items == nil {
		s.items = func(string, string) (catalog.Item, bool) { return catalog.Item{}, false }
	}
	s.ids = &ids{now: s.now}
	return s
}

// connect opens the private pool first: on SQLite it makes the file, which
// the read-only pool could not.
func (s *Store) connect(ctx context.Context, addr address, cfg Config) error {
	pools := []struct {
		into  **gorm.DB
		conns int
		use   use
	}{
		{&s.private, privateConns, forActs},
		{&s.jobs, jobConns, forJobs},
		{&s.looks, lookConns, forLooks},
		{&s.public, publicConns, forAnyone},
	}
	for i, p := range pools {
		db, err := addr.pool(ctx, p.conns, p.use, cfg.Connector)
		if err != nil {
			return err
		}
		s.pools = append(s.pools, db)
		if *p.into, err = addr.mapped(db); err != nil {
			return err
		}
		if i == 0 {
			if err := s.prepare(ctx, db, cfg.Migrate); err != nil {
				return err
			}
		}
	}
	s.reads = s.pools[len(s.pools)-1]
	if err := s.openVault(ctx, cfg.Wrapper); err != nil {
		return err
	}
	return s.openErasures(ctx, cfg.Erasures)
}

// prepare refuses a schema that is not the program's, or makes it so.
func (s *Store) prepare(ctx context.Context, db *sql.DB, migrate bool) error {
	schema, err := newSchema(s.dialect, db)
	if err != nil {
		return err
	}
	if migrate {
		_, err = schema.Migrate(ctx)
		return err
	}
	return schema.check(ctx)
}

// Close gives all connections back.
func (s *Store) Close() error {
	var all error
	if s.erasures != nil {
		all = s.erasures.Close()
	}
	for _, p := range s.pools {
		all = errors.Join(all, p.Close())
	}
	return all
}

// Ping says whether the database answers, for readiness checks.
func (s *Store) Ping(ctx context.Context) error {
	if _, err := s.DataVersion(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return nil
}
