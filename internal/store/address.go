package store

import (
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"
)

// dialect is the family of a database.
type dialect string

const (
	liteDialect  dialect = "sqlite"
	mysqlDialect dialect = "mysql"
)

// address is a database address that has been understood.
type address struct {
	dialect dialect
	path    string        // of SQLite
	config  *mysql.Config // of MySQL
}

// The patience of connections.
const (
	dialTimeout = 5 * time.Second
	wireTimeout = 60 * time.Second
)

// parseAddress reads sqlite:PATH or mysql://user:password@host:port/database;
// the error never repeats the address, which may hold a password.
func parseAddress(text string) (address, error) {
	if path, ok := strings.CutPrefix(text, "sqlite:"); ok && path != "" {
		return address{dialect: liteDialect, path: path}, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "mysql" || u.Hostname() == "" || u.User == nil || u.RawQuery != "" {
		return address{}, ErrAddress
	}
	name := strings.TrimPrefix(u.Path, "/")
	if name == "" || strings.Contains(name, "/") {
		return address{}, ErrAddress
	}
	port := u.Port()
	if port == "" {
		port = "3306"
	}
	c := mysql.NewConfig()
	c.User = u.User.Username()
	c.Passwd, _ = u.User.Password()
	c.Net, c.Addr, c.DBName = "tcp", net.JoinHostPort(u.Hostname(), port), name
	c.ParseTime, c.ClientFoundRows, c.InterpolateParams = true, true, true
	c.Timeout, c.ReadTimeout, c.WriteTimeout = dialTimeout, wireTimeout, wireTimeout
	c.Params = map[string]string{"time_zone": "'+00:00'", "sql_mode": "'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE'"}
	if err := c.Apply(mysql.Charset("utf8mb4", "utf8mb4_bin")); err != nil {
		return address{}, fmt.Errorf("character set: %w", err)
	}
	return address{dialect: mysqlDialect, config: c}, nil
}

// What an import needs of SQLite: room for the inner pages of all indexes, and
// a log that is copied back less often. Both are per connection. A job reads
// from end to end, which no room makes faster.
const (
	writeCache = "cache_size(-65536)"       // KiB
	writeLog   = "wal_autocheckpoint(8000)" // pages
)

// use is what the connections of a pool are for.
type use int

const (
	forActs use = iota
	forJobs
	forLooks  // waits for no longer than a look may take
	forAnyone // reading alone
)

// sqliteDSN returns the name under which the driver opens the file; pragmas
// stand in it because each pooled connection needs them.
func (a address) sqliteDSN(u use) string {
	wait := "busy_timeout(5000)"
	if u == forLooks {
		wait = "busy_timeout(2500)"
	}
	pragmas := []string{wait, "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)"}
	q := url.Values{}
	if u == forAnyone {
		pragmas = append(pragmas, "query_only(1)")
	} else {
		q.Set("_txlock", "immediate")
		pragmas = append(pragmas, writeLog)
	}
	if u == forActs {
		pragmas = append(pragmas, writeCache)
	}
	q["_pragma"] = pragmas
	return "file:" + (&url.URL{Path: a.path}).EscapedPath() + "?" + q.Encode()
}
