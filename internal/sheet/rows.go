package sheet

import (
	"errors"
	"io"
)

// source gives the rows of one sheet; io.EOF after the last.
type source interface {
	next(into *Row) error
	close() error
}

// Rows are the rows of a sheet, pulled one by one:
//
//	for rows.Next() {
//		use(rows.Row())
//	}
//	return rows.Err()
type Rows struct {
	from source
	row  Row
	err  error
	left int
	max  int
}

// Next moves to the next row and says whether there is one. After false, Err
// says whether the sheet ended or reading it failed.
func (r *Rows) Next() bool {
	if r.err != nil {
		return false
	}
	r.row.Cells = r.row.Cells[:0]
	r.err = r.from.next(&r.row)
	if r.err != nil {
		return false
	}
	if r.left--; r.left < 0 {
		r.err = refuseRows(r.max)
	}
	return r.err == nil
}

// Row returns the present row. Its cells are overwritten by Next.
func (r *Rows) Row() Row { return r.row }

// Err returns what stopped the reading before the end of the sheet: a
// *fault.Error for a file that cannot be taken, nil at the end.
func (r *Rows) Err() error {
	if errors.Is(r.err, io.EOF) {
		return nil
	}
	return r.err
}

// Close ends the reading. It may be called before the last row.
func (r *Rows) Close() error { return r.from.close() }

// trimmed cuts the empty cells off the end of a row.
func trimmed(cells []Cell) []Cell {
	for len(cells) > 0 && cells[len(cells)-1].Text == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}
