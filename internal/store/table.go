package store

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// table writes rows of type R by statements of many rows with named columns.
// It is for what comes in hundreds; GORM's own insert takes twice as long.
type table[R any] struct {
	name    string
	columns []string
	fields  []int // of R, the places of the columns
	batch   int   // rows in one statement
}

// maxParams is what SQLite takes in one statement; batchRows is where longer
// statements stop being faster.
const (
	maxParams = 32766
	batchRows = 100
)

// newTable returns the table of the row type R, whose fields are its columns.
func newTable[R any](name string) table[R] {
	t := table[R]{name: name}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[R]()) {
		if len(f.Index) == 1 {
			t.columns = append(t.columns, schema.NamingStrategy{}.ColumnName("", f.Name))
			t.fields = append(t.fields, f.Index[0])
		}
	}
	t.batch = min(batchRows, maxParams/len(t.columns))
	return t
}

// mustRead returns the table with the named columns alone, for reading. It
// panics on one that the table does not have.
func (t table[R]) mustRead(columns ...string) table[R] {
	some := table[R]{name: t.name, columns: columns}
	for _, column := range columns {
		some.fields = append(some.fields, t.fields[slices.Index(t.columns, column)])
	}
	return some
}

// insert writes the rows.
func (t table[R]) insert(tx *gorm.DB, rows []R) error {
	exec := func(n int, args []any) error {
		_, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, t.statement(n), args...)
		return err
	}
	if tx.Name() == string(liteDialect) && len(rows) > t.batch { // SQLite reads a long statement as slowly as it runs it
		stmt, err := tx.Statement.ConnPool.PrepareContext( //nolint:sqlclosecheck // closed below, where insert ends
			tx.Statement.Context, t.statement(t.batch))
		if err != nil {
			return fmt.Errorf("preparing to insert %s: %w", t.name, err)
		}
		defer stmt.Close() //nolint:errcheck // ends with its transaction
		once := exec
		exec = func(n int, args []any) error {
			if n < t.batch {
				return once(n, args)
			}
			_, err := stmt.ExecContext(tx.Statement.Context, args...)
			return err
		}
	}
	for len(rows) > 0 {
		n := min(t.batch, len(rows))
		args := make([]any, 0, n*len(t.columns))
		for i := range rows[:n] {
			args = t.cells(args, &rows[i])
		}
		if err := exec(n, args); err != nil {
			return fmt.Errorf("inserting %d %s: %w", n, t.name, err)
		}
		rows = rows[n:]
	}
	return nil
}

func (t table[R]) cells(args []any, row *R) []any {
	v := reflect.ValueOf(row).Elem()
	for _, i := range t.fields {
		args = append(args, v.Field(i).Interface())
	}
	return args
}

// named returns the columns with the alias of the table before them.
func (t table[R]) named(alias string) string {
	return alias + "." + strings.Join(t.columns, ", "+alias+".")
}

// targets returns where a row of the columns is scanned to.
func (t table[R]) targets(to []any, row *R) []any {
	v := reflect.ValueOf(row).Elem()
	for _, i := range t.fields {
		to = append(to, v.Field(i).Addr().Interface())
	}
	return to
}

func (t table[R]) statement(n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + t.name + " (" + strings.Join(t.columns, ", ") + ") VALUES ")
	row := "(?" + strings.Repeat(", ?", len(t.columns)-1) + ")"
	b.WriteString(row)
	for range n - 1 {
		b.WriteString(", " + row)
	}
	return b.String()
}

// update writes every column of the row but the fixed ones, where the guard
// holds, and says whether it did.
func (t table[R]) update(tx *gorm.DB, row *R, fixed []string, guard string, args ...any) (bool, error) {
	var set []string
	var values []any
	for i, cell := range t.cells(nil, row) {
		if !slices.Contains(fixed, t.columns[i]) {
			set = append(set, t.columns[i]+" = ?")
			values = append(values, cell)
		}
	}
	text := "UPDATE " + t.name + " SET " + strings.Join(set, ", ") + " WHERE " + guard
	res, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, text, append(values, args...)...)
	if err != nil {
		return false, fmt.Errorf("updating %s: %w", t.name, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("updating %s: %w", t.name, err)
	}
	return n == 1, nil
}
