package store

import (
	"database/sql/driver"
	"fmt"
	"time"

	"creditportal/internal/civil"
)

// day is a legal day in a column: DATE on MySQL, the same ten characters as
// text on SQLite; NULL for the zero Date.
type day struct{ civil.Date }

// Value writes the day as 2006-01-02.
func (d day) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what either driver returns for a day.
func (d *day) Scan(src any) error {
	var err error
	switch v := src.(type) {
	case nil:
		d.Date = civil.Date{}
	case string:
		d.Date, err = readDay(v)
	case []byte:
		d.Date, err = readDay(string(v))
	case time.Time:
		d.Date, err = civil.New(v.Year(), v.Month(), v.Day())
	default:
		err = fmt.Errorf("not a day: %T", src)
	}
	return err
}

// readDay reads 2026-09-18 without the detour over an instant: the index reads
// millions of them at start.
func readDay(s string) (civil.Date, error) {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return civil.Parse(s)
	}
	n := 0
	for i := range len(s) {
		if i == 4 || i == 7 {
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			return civil.Parse(s)
		}
		n = n*10 + int(s[i]-'0')
	}
	return civil.New(n/10000, time.Month(n/100%100), n%100)
}

// instant is a moment in a column: DATETIME(6) in UTC on MySQL, the same
// characters as text on SQLite; NULL for the zero time.
type instant struct{ time.Time }

const instantLayout = "2006-01-02 15:04:05.000000"

// Value writes the instant in UTC.
func (i instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.UTC().Format(instantLayout), nil
}

// Scan reads what either driver returns for an instant.
func (i *instant) Scan(src any) error {
	var err error
	switch v := src.(type) {
	case nil:
		i.Time = time.Time{}
	case string:
		i.Time, err = time.ParseInLocation(instantLayout, v, time.UTC)
	case []byte:
		i.Time, err = time.ParseInLocation(instantLayout, string(v), time.UTC)
	case time.Time:
		i.Time = v.UTC()
	default:
		err = fmt.Errorf("not an instant: %T", src)
	}
	return err
}

// optional is text in a column that is NULL when there is none, so that a
// unique index does not see it.
type optional string

// Value writes NULL for "".
func (o optional) Value() (driver.Value, error) {
	if o == "" {
		return nil, nil
	}
	return string(o), nil
}

// Scan reads NULL as "".
func (o *optional) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*o = ""
	case string:
		*o = optional(v)
	case []byte:
		*o = optional(v)
	default:
		return fmt.Errorf("not text: %T", src)
	}
	return nil
}
