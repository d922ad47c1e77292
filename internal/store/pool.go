package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/go-sql-driver/mysql"
	gormmysql "gorm.io/driver/mysql"
	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"modernc.org/sqlite"

	"creditportal/internal/fault"
)

// The sizes of the pools: a hung private pool cannot starve the public one, a job
// cannot starve an officer, and a look is entered however long others take.
const (
	publicConns  = 16
	privateConns = 8
	jobConns     = 4
	lookConns    = 8
	connLife     = 30 * time.Minute
)

// connector returns what opens connections to the address.
func (a address) connector(u use) (driver.Connector, error) {
	if a.dialect == liteDialect {
		return sqlite.NewConnector(a.sqliteDSN(u))
	}
	return mysql.NewConnector(a.config)
}

// pool opens up to conns connections through wrap, which tests use to watch
// and to cut them; nil wraps nothing. The first is opened at once.
func (a address) pool(
	ctx context.Context, conns int, u use, wrap func(driver.Connector) driver.Connector,
) (*sql.DB, error) {
	c, err := a.connector(u)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	if wrap != nil {
		c = wrap(c)
	}
	db := sql.OpenDB(reaching{c})
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	db.SetConnMaxLifetime(connLife)
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return db, nil
}

// reaching says of a database that does not answer that it does not: whoever asked
// comes later, and nothing here is broken.
type reaching struct{ driver.Connector }

// Connect opens a connection; fault.Unavailable where none can be had.
func (r reaching) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := r.Connector.Connect(ctx)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Unavailable, Key: "error.fault.store", Err: err}
	}
	return conn, nil
}

// mapped returns GORM over the pool: columns always named, nothing logged,
// since statements carry personal data, no transaction but those of write.
func (a address) mapped(db *sql.DB) (*gorm.DB, error) {
	d := gormsqlite.New(gormsqlite.Config{DriverName: "sqlite", Conn: db})
	if a.dialect == mysqlDialect {
		d = gormmysql.New(gormmysql.Config{Conn: db, SkipInitializeWithVersion: true})
	}
	g, err := gorm.Open(d, &gorm.Config{
		Logger: logger.Discard, QueryFields: true, SkipDefaultTransaction: true, DisableAutomaticPing: true,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return g, nil
}
