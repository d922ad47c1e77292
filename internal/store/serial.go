package store

import (
	"database/sql"
	"errors"
	"fmt"
)

type serialRow struct {
	Kind string
	Year int
	Last int64
}

var serials = newTable[serialRow]("serials")

// serial draws the next number of a kind in a year. The row is locked to the
// end of the transaction: no number is lost by an act that fails.
func (t *tx) serial(kind string, year int) (int64, error) {
	n, found, err := t.countUp(serials.name, "last", "", "kind = ? AND year = ?", kind, year)
	if err != nil {
		return 0, fmt.Errorf("drawing a number: %w", err)
	}
	if !found {
		return 1, serials.insert(t.DB, []serialRow{{Kind: kind, Year: year, Last: 1}})
	}
	return n, nil
}

// countUp adds one to a column of the one row that which finds, sets also what
// is told besides, and returns what the column then holds; false where there is
// no such row. It is one statement, of which each database has one of its own:
// whoever counts holds up all others who do.
func (t *tx) countUp(table, column, also, which string, args ...any) (n int64, found bool, err error) {
	raise, where := "UPDATE "+table+" SET "+column+" = ", also+" WHERE "+which
	pool, ctx := t.Statement.ConnPool, t.Statement.Context
	if t.Name() == string(liteDialect) {
		err = pool.QueryRowContext(ctx, raise+column+" + 1"+where+" RETURNING "+column, args...).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, false, nil
		}
		return n, err == nil, err
	}
	res, err := pool.ExecContext(ctx, raise+"LAST_INSERT_ID("+column+" + 1)"+where, args...)
	if err != nil {
		return 0, false, err
	}
	if n, err = res.LastInsertId(); err != nil {
		return 0, false, err
	}
	rows, err := res.RowsAffected()
	return n, rows > 0, err
}
