package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"
	_ "modernc.org/sqlite" // reads a copy that is a file

	"creditportal/internal/ledger"
)

// errAddress says that an address is of no known form; it never repeats it, since
// it may hold a password.
var errAddress = errors.New("the database is named sqlite:PATH or mysql://user:password@host:port/database")

// open opens the database, to read from it alone.
func open(address string) (*sql.DB, error) {
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok && path != "" {
		return sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&_pragma=query_only(1)")
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "mysql" || u.User == nil || u.Hostname() == "" {
		return nil, errAddress
	}
	c := mysql.NewConfig()
	c.User, c.Net, c.DBName = u.User.Username(), "tcp", strings.TrimPrefix(u.Path, "/")
	c.Passwd, _ = u.User.Password()
	c.Addr = u.Host
	if u.Port() == "" {
		c.Addr = net.JoinHostPort(u.Hostname(), "3306")
	}
	c.Params = map[string]string{"time_zone": "'+00:00'"}
	if err := c.Apply(mysql.Charset("utf8mb4", "utf8mb4_bin")); err != nil {
		return nil, fmt.Errorf("character set: %w", err)
	}
	connector, err := mysql.NewConnector(c)
	if err != nil {
		return nil, errAddress
	}
	return sql.OpenDB(connector), nil
}

// asker is a database, or a transaction on one.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// source reads the logs and the ledger of a portal by statements of its own.
type source struct{ db asker }

var _ ledger.Source = source{}

// tables are where the logs are kept.
var tables = map[ledger.Log]string{ledger.Looks: "query_log", ledger.Deeds: "events"}

// idBits are the bits of a row id under its time.
const idBits = 21

// each scans every row that the query finds as text.
func (s source) each(ctx context.Context, query string, see func(cells []sql.RawBytes) error) error {
	rows, err := s.db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	cells := make([]sql.RawBytes, len(columns))
	into := make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := see(cells); err != nil {
			return err
		}
	}
	return rows.Err()
}

func number(cell sql.RawBytes) (int64, error) { return strconv.ParseInt(string(cell), 10, 64) }

// Heads returns the trees, the oldest first.
func (s source) Heads(ctx context.Context) ([]ledger.Head, error) {
	var heads []ledger.Head
	err := s.each(ctx, "SELECT origin, note FROM log_heads ORDER BY tree", func(cells []sql.RawBytes) error {
		heads = append(heads, ledger.Head{Origin: string(cells[0]), Checkpoint: append([]byte(nil), cells[1]...)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	// a copy from before there were gaps has no table of them, and none
	_ = s.each(ctx, "SELECT h.origin, g.text FROM log_gaps g JOIN log_heads h ON h.tree = g.tree",
		func(cells []sql.RawBytes) error {
			for i := range heads {
				if heads[i].Origin == string(cells[0]) {
					heads[i].Gap = append([]byte(nil), cells[1]...)
				}
			}
			return nil
		})
	return heads, nil
}

// inTree is the condition on a row of the tree.
func inTree(origin string) string {
	return " WHERE tree = (SELECT tree FROM log_heads WHERE origin = '" + strings.ReplaceAll(origin, "'", "''") + "')"
}

// Leaves gives the leaves of the tree by index.
func (s source) Leaves(ctx context.Context, origin string, see func(ledger.Leaf) error) error {
	query := "SELECT idx, row_id, kind, hash FROM log_leaves" + inTree(origin) + " ORDER BY idx"
	return s.each(ctx, query, func(cells []sql.RawBytes) error {
		index, err := number(cells[0])
		row, rowErr := number(cells[1])
		if err := errors.Join(err, rowErr); err != nil {
			return err
		}
		hash, _ := ledger.ReadHash(cells[3]) // what is no hash is found wrong
		return see(ledger.Leaf{Index: index, Log: ledger.Log(cells[2]), Row: row, Hash: hash})
	})
}

// Hashes gives the stored hashes of the tree by place.
func (s source) Hashes(ctx context.Context, origin string, see func(int64, ledger.Hash) error) error {
	query := "SELECT idx, hash FROM log_hashes" + inTree(origin) + " ORDER BY idx"
	return s.each(ctx, query, func(cells []sql.RawBytes) error {
		place, err := number(cells[0])
		if err != nil {
			return err
		}
		hash, _ := ledger.ReadHash(cells[1])
		return see(place, hash)
	})
}

// Rows gives the rows of the log by id, each with what it says in words.
func (s source) Rows(ctx context.Context, log ledger.Log, see func(ledger.Row) error) error {
	columns := ledger.Columns(log)
	query := "SELECT r.id, r.at, r.salt, v.field, v.value, v.salt, r." + strings.Join(columns, ", r.") + " FROM " +
		tables[log] + " r LEFT JOIN log_values v ON v.kind = '" + string(log) + "' AND v.row_id = r.id ORDER BY r.id, v.field"
	var row *ledger.Row
	err := s.each(ctx, query, func(cells []sql.RawBytes) error {
		next, err := rowOf(log, columns, cells)
		if err != nil {
			return err
		}
		if row != nil && row.ID == next.ID {
			row.Fields = append(row.Fields, next.Fields[len(columns):]...)
			return nil
		}
		was := row
		row = &next
		if was == nil {
			return nil
		}
		return see(*was)
	})
	if err != nil || row == nil {
		return err
	}
	return see(*row)
}

// The places of the cells of a row before its columns.
const (
	cellID = iota
	cellAt
	cellSalt
	cellField
	cellValue
	cellValueSalt
	cellColumns
)

func rowOf(log ledger.Log, columns []string, cells []sql.RawBytes) (ledger.Row, error) {
	copied := make([][]byte, len(cells))
	for i, cell := range cells {
		copied[i] = append([]byte{}, cell...)
	}
	id, err := number(cells[cellID])
	if err != nil {
		return ledger.Row{}, fmt.Errorf("a row of log %s: %w", log, err)
	}
	// what is no time was not written by the portal, and makes another leaf
	at, _ := time.ParseInLocation("2006-01-02 15:04:05.000000", string(copied[cellAt]), time.UTC)
	r := ledger.Row{Log: log, ID: id, At: at, Made: time.UnixMilli(id >> idBits), Salt: copied[cellSalt]}
	for i, name := range columns {
		r.Fields = append(r.Fields, ledger.Field{Name: name, Value: copied[cellColumns+i]})
	}
	if cells[cellField] != nil {
		r.Fields = append(r.Fields, ledger.Field{
			Name: string(copied[cellField]), Value: copied[cellValue], Salt: copied[cellValueSalt],
		})
	}
	return r, nil
}
