package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/ledger"
	"creditportal/internal/vault"
)

// logValueRow is a value of a row of a log that may have to go one day: a name,
// or words in which somebody typed one.
type logValueRow struct {
	Kind  string // ledger.Log
	RowID int64
	Field string
	Value []byte // sealed; the ledger commits to it as it is
	Salt  []byte
}

var logValues = newTable[logValueRow]("log_values")

// valueSalt is how many random bytes a value has of its own.
const valueSalt = 16

func newSalt(size int) ([]byte, error) {
	salt := make([]byte, size)
	_, err := rand.Read(salt)
	return salt, wrapped(err, "drawing a salt")
}

// sealValues seals what is not empty, in the order of the names.
func (s *Store) sealValues(log ledger.Log, row int64, private map[string]string) ([]logValueRow, error) {
	var values []logValueRow
	for _, name := range slices.Sorted(maps.Keys(private)) {
		if private[name] == "" {
			continue
		}
		sealed, err := s.vault.Encrypt(vault.Logs, valueCell(row, name), []byte(private[name]))
		if err != nil {
			return nil, err
		}
		salt, err := newSalt(valueSalt)
		if err != nil {
			return nil, err
		}
		values = append(values, logValueRow{Kind: string(log), RowID: row, Field: name, Value: sealed, Salt: salt})
	}
	return values, nil
}

func valueCell(row int64, name string) vault.Cell {
	return vault.Cell{Table: logValues.name, Column: name, Row: row}
}

// valueFields are the values as the ledger takes them.
func valueFields(values []logValueRow) []ledger.Field {
	fields := make([]ledger.Field, len(values))
	for i, v := range values {
		fields[i] = ledger.Field{Name: v.Field, Value: v.Value, Salt: v.Salt}
	}
	return fields
}

// mark is by what a row of a log shows that the portal wrote it: whoever only
// reaches the database cannot make one.
func (s *Store) mark(row ledger.Row) []byte { return s.vault.Mark(vault.LogMarks, row.Leaf()) }

// fieldsOf are the named columns of the row as the ledger takes them: as
// whoever reads the table beside the portal sees them.
func (t table[R]) fieldsOf(row *R, columns []string) []ledger.Field {
	v := reflect.ValueOf(row).Elem()
	fields := make([]ledger.Field, len(columns))
	for i, column := range columns {
		cell := v.Field(t.fields[slices.Index(t.columns, column)])
		fields[i] = ledger.Field{Name: column, Value: plain(cell)}
	}
	return fields
}

func plain(cell reflect.Value) []byte {
	switch cell.Kind() {
	case reflect.Int, reflect.Int64:
		return strconv.AppendInt(nil, cell.Int(), 10)
	case reflect.Bool:
		if cell.Bool() {
			return []byte("1")
		}
		return []byte("0")
	default:
		return []byte(cell.String())
	}
}

// settleTime is what is left of the patience of a look for finding out whether
// it was entered, when the answer to its COMMIT did not come.
const settleTime = time.Second

// logged makes rows of a log true by one transaction on connections of the
// log's own, tried again where somebody stood in its way. When it returns no
// error they are committed.
func (s *Store) logged(ctx context.Context, publicID string, do func(*gorm.DB) error) error {
	var err error
	for try := range writeTries {
		if try > 0 {
			pause(ctx, try)
		}
		if err = s.logOnce(ctx, publicID, do); err == nil || ctx.Err() != nil || !isBusy(err) && !isUnique(err) {
			return err
		}
	}
	return err
}

// logOnce makes good an answer to the COMMIT that does not come by looking for
// the row.
func (s *Store) logOnce(ctx context.Context, publicID string, do func(*gorm.DB) error) error {
	if s.dialect == liteDialect {
		release, err := s.turn(ctx)
		if err != nil {
			return err
		}
		defer release()
	}
	g := s.looks.WithContext(ctx).Begin(s.isolation())
	if g.Error != nil {
		return fmt.Errorf("beginning an entry: %w", g.Error)
	}
	defer g.Rollback() // does nothing after a commit
	if err := do(g); err != nil {
		return err
	}
	cause := g.Commit().Error
	if cause == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	var n int64
	err := s.looks.WithContext(ctx).Table(queryLog.name).Where("public_id = ?", publicID).Count(&n).Error
	if err != nil || n == 0 {
		return fmt.Errorf("%w: %w", errLost, cause)
	}
	return nil
}
