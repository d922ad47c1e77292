package civil

import (
	"fmt"
	"strconv"
)

// Span is a length of calendar time as the law states it: days, months or
// years. The zero Span means "none".
type Span struct {
	Days, Months, Years int // one of them is set
}

// ParseSpan reads "90d", "3m" or "5y"; the number is 1 to 999.
func ParseSpan(s string) (Span, error) {
	if len(s) < 2 {
		return Span{}, fmt.Errorf("not a span like 90d, 3m or 5y: %q", s)
	}
	n, err := strconv.Atoi(s[:len(s)-1])
	if err != nil || n < 1 || n > 999 {
		return Span{}, fmt.Errorf("not a span like 90d, 3m or 5y: %q", s)
	}
	switch s[len(s)-1] {
	case 'd':
		return Span{Days: n}, nil
	case 'm':
		return Span{Months: n}, nil
	case 'y':
		return Span{Years: n}, nil
	}
	return Span{}, fmt.Errorf("not a span like 90d, 3m or 5y: %q", s)
}

// IsZero says whether s means "none".
func (s Span) IsZero() bool { return s == Span{} }

// After returns the corresponding last day of a span that begins on d; d is
// day 0 and is not counted (民法典 201, 202).
func (s Span) After(d Date) Date { return d.AddMonths(s.Months + 12*s.Years).AddDays(s.Days) }

// String returns what ParseSpan reads, and "" for the zero Span.
func (s Span) String() string {
	switch {
	case s.Years > 0:
		return strconv.Itoa(s.Years) + "y"
	case s.Months > 0:
		return strconv.Itoa(s.Months) + "m"
	case s.Days > 0:
		return strconv.Itoa(s.Days) + "d"
	}
	return ""
}

// Longer says whether s is certainly longer than t, taking a month as at
// least 28 and at most 31 days.
func (s Span) Longer(t Span) bool { return s.least() > t.most() }

func (s Span) least() int { return s.Days + 28*s.Months + 365*s.Years }
func (s Span) most() int  { return s.Days + 31*s.Months + 366*s.Years }

// UnmarshalText reads what String writes.
func (s *Span) UnmarshalText(text []byte) error {
	parsed, err := ParseSpan(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
