package store

import (
	"database/sql/driver"
	"errors"
	"slices"

	"github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	"modernc.org/sqlite"

	"creditportal/internal/fault"
)

// Why a database cannot be served from; the command line gives each its exit
// code.
var (
	// ErrAddress says that the address is of no known form (exit code 3).
	ErrAddress = errors.New("not a database address: want sqlite:PATH or mysql://user:password@host:port/database")
	// ErrUnreachable says that the database does not answer (exit code 4).
	ErrUnreachable = errors.New("the database cannot be reached")
	// ErrPending says that migrations wait to be run (exit code 5).
	ErrPending = errors.New("the database lacks migrations")
	// ErrNewer says that a newer program made this database (exit code 5).
	ErrNewer = errors.New("the database is newer than this program")
)

// errLost says that the answer to a COMMIT did not come and the act was not
// found afterwards.
var errLost = errors.New("commit not acknowledged")

// Codes of the drivers that mean the same thing.
var (
	sqliteUnique = []int{1555, 2067}                      // primary key, unique
	sqliteBusy   = []int{5, 517}                          // busy, busy snapshot
	mysqlUnique  = []uint16{1062}                         // duplicate entry
	mysqlBusy    = []uint16{1213, 1205, 1020, 9007, 8002} // deadlock, lock wait, changed since read, TiDB's two
)

// isUnique says whether err is a refused duplicate, whatever the driver.
func isUnique(err error) bool { return hasCode(err, sqliteUnique, mysqlUnique) }

// isBusy says whether err ended a transaction that may be run again whole.
func isBusy(err error) bool {
	return hasCode(err, sqliteBusy, mysqlBusy) || errors.Is(err, errLost) || errors.Is(err, driver.ErrBadConn)
}

func hasCode(err error, lite []int, my []uint16) bool {
	var l *sqlite.Error
	if errors.As(err, &l) {
		return slices.Contains(lite, l.Code())
	}
	var m *mysql.MySQLError
	return errors.As(err, &m) && slices.Contains(my, m.Number)
}

func isMissing(err error) bool { return errors.Is(err, gorm.ErrRecordNotFound) }

// stale is the refusal of a change that was computed from something that is
// no longer so.
func stale() error { return fault.New(fault.Stale, "store.fault.stale", nil) }

// found is stale where a guarded update met no row.
func found(met bool, err error) error {
	if err == nil && !met {
		return stale()
	}
	return err
}
