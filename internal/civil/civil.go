// Package civil holds the calendar of the law: days without a time of day,
// spans of days, months and years, and the one zone in which a legal day
// begins and ends, Asia/Shanghai.
package civil

import (
	"cmp"
	"fmt"
	"time"
)

// zone is fixed at UTC+8: China has had no other offset since 1991, and a
// fixed zone needs no time-zone database on the machine.
var zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Date is a calendar day in Asia/Shanghai. The zero Date means "no day".
// Dates compare with == and can be map keys.
type Date struct {
	n int32 // year*10000 + month*100 + day; zero means none
}

// New returns the day with the given year (1 to 9999), month and day of the
// month; it returns an error when there is no such day.
func New(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Year() != year || t.Month() != month || t.Day() != day {
		return Date{}, fmt.Errorf("no such day: %04d-%02d-%02d", year, int(month), day)
	}
	return fromTime(t), nil
}

// Parse reads a day written as 2026-09-18.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("not a day of the form 2026-09-18: %q", s)
	}
	return New(t.Year(), t.Month(), t.Day())
}

// MustParse is Parse for days written in the program itself; it panics on a
// day that does not exist.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Of returns the day of the instant t in Asia/Shanghai.
func Of(t time.Time) Date { return fromTime(t.In(zone)) }

// In returns the instant t with its clock face in Asia/Shanghai, for showing.
func In(t time.Time) time.Time { return t.In(zone) }

// ParseInstant reads RFC 3339, or "2026-11-23 08:00[:05]" and "2026-11-23" as
// Asia/Shanghai.
func ParseInstant(s string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	layouts := []string{
		time.DateTime, "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly,
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("not an instant of the form 2026-11-23T08:00:00+08:00: %q", s)
}

func fromTime(t time.Time) Date {
	return Date{int32(t.Year()*10000 + int(t.Month())*100 + t.Day())} //nolint:gosec // at most 99991231
}

// Year returns the year of d, 0 for the zero Date.
func (d Date) Year() int { return int(d.n / 10000) }

// Month returns the month of d, 0 for the zero Date.
func (d Date) Month() time.Month { return time.Month(d.n / 100 % 100) }

// Day returns the day of the month of d, 0 for the zero Date.
func (d Date) Day() int { return int(d.n % 100) }

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// IsZero says whether d means "no day".
func (d Date) IsZero() bool { return d.n == 0 }

// Start returns the instant at which d begins, 00:00 Asia/Shanghai.
func (d Date) Start() time.Time { return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, zone) }

func (d Date) utc() time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
}

// Before says whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After says whether d is a later day than e.
func (d Date) After(e Date) bool { return d.n > e.n }

// Later is the later of two days.
func Later(a, b Date) Date {
	if a.Before(b) {
		return b
	}
	return a
}

// Compare orders days: -1 when d is earlier than e, 0 when equal, +1 when later.
func (d Date) Compare(e Date) int { return cmp.Compare(d.n, e.n) }

// AddDays returns the day n days after d; n may be negative.
func (d Date) AddDays(n int) Date { return fromTime(d.utc().AddDate(0, 0, n)) }

// AddMonths returns the corresponding day n months later, or that month's last
// day where the corresponding day does not exist (民法典 202).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)
	last := first.AddDate(0, 1, -1).Day()
	return fromTime(first.AddDate(0, 0, min(d.Day(), last)-1))
}

// AddYears returns the corresponding day n years later; 29 February becomes
// 28 February in a common year (民法典 202).
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// DaysUntil returns the number of days from d to e, negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()) / (24 * time.Hour)) }

// Age returns the completed years on the day on of somebody born on d. One
// born on 29 February completes a year on 1 March in common years, the
// protective reading of art. 13.
func (d Date) Age(on Date) int {
	years := on.Year() - d.Year()
	if on.Month() < d.Month() || (on.Month() == d.Month() && on.Day() < d.Day()) {
		years--
	}
	return years
}

// String returns 2026-09-18, and "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), int(d.Month()), d.Day())
}

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Earliest returns the earliest of the days, leaving out zero ones; the zero
// Date when none is left.
func Earliest(days ...Date) Date {
	var first Date
	for _, d := range days {
		if !d.IsZero() && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	return first
}
