package component

import "github.com/a-h/templ"

// TableView is a table whose rows are its children. On narrow screens each
// row becomes a block and each cell carries its column's label.
type TableView struct {
	ID      string
	Caption string
	Quiet   bool // the caption is for screen readers only: a heading says it already
	Columns []Column
}

// Column is one column, used by the head and by each of its cells.
type Column struct {
	Label   string
	Numeric bool   // tabular figures at the right
	Narrow  bool   // never wraps: dates
	Void    bool   // nothing stands in the cell: where cells stand below each other it is left out
	Sort    string // address that sorts by it; empty: cannot be sorted
	Sorted  Order
}

// Order is how a column is sorted, in the words of aria-sort.
type Order string

// The orders; the zero Order is "not sorted by this column".
const (
	Ascending  Order = "ascending"
	Descending Order = "descending"
)

func (c Column) class() string {
	switch {
	case c.Numeric:
		return "is-numeric"
	case c.Narrow:
		return "is-narrow"
	}
	return ""
}

// Holding is the column for a cell that holds something, or nothing.
func (c Column) Holding(something bool) Column {
	c.Void = !something
	return c
}

func (c Column) arrow() string {
	switch c.Sorted {
	case Ascending:
		return "↑"
	case Descending:
		return "↓"
	}
	return "↕"
}

func (c Column) sorted() templ.Attributes {
	if c.Sorted == "" {
		return nil
	}
	return templ.Attributes{"aria-sort": string(c.Sorted)}
}
