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
// end of the transaction: numbers have no gaps.
func (t *tx) serial(kind string, year int) (int64, error) {
	n, found, err := t.draw(kind, year)
	if err != nil {
		return 0, fmt.Errorf("drawing a number: %w", err)
	}
	if !found {
		return 1, serials.insert(t.DB, []serialRow{{Kind: kind, Year: year, Last: 1}})
	}
	return n, nil
}

// draw raises a number and reads it in one statement, of which each database
// has one of its own; false where none of the kind was ever drawn.
func (t *tx) draw(kind string, year int) (n int64, found bool, err error) {
	const raise, which = "UPDATE serials SET last = ", " WHERE kind = ? AND year = ?"
	pool, ctx := t.Statement.ConnPool, t.Statement.Context
	if t.Name() == string(liteDialect) {
		err = pool.QueryRowContext(ctx, raise+"last + 1"+which+" RETURNING last", kind, year).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, false, nil
		}
		return n, err == nil, err
	}
	res, err := pool.ExecContext(ctx, raise+"LAST_INSERT_ID(last + 1)"+which, kind, year)
	if err != nil {
		return 0, false, err
	}
	if n, err = res.LastInsertId(); err != nil {
		return 0, false, err
	}
	rows, err := res.RowsAffected()
	return n, rows > 0, err
}
