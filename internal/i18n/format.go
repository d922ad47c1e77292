package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/civil"
)

// Date returns the day as 2026-09-18, the form of tables in both languages;
// "" for no day.
func (p *Printer) Date(d civil.Date) string { return d.String() }

// LongDate returns the day as sentences write it, with its day of the week;
// "" for no day.
func (p *Printer) LongDate(d civil.Date) string { return p.day("format.day_long", d) }

// DueDate returns the last day of a period as sentences write it; in Chinese it
// says that the day itself is included. "" for no day.
func (p *Printer) DueDate(d civil.Date) string { return p.day("format.day_due", d) }

func (p *Printer) day(key string, d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	month := fmt.Sprintf("format.month.m%02d", int(d.Month()))
	return p.T(key, "Year", d.Year(), "Month", p.T(month), "Day", d.Day(), "Weekday", p.Weekday(d))
}

// Weekday returns the name of the day of the week; "" for no day.
func (p *Printer) Weekday(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.T("format.weekday." + strings.ToLower(d.Weekday().String()[:3]))
}

// Instant returns the clock face in Asia/Shanghai to the minute, as
// 2026-11-23 08:00; "" for the zero instant.
func (p *Printer) Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return civil.In(t).Format("2006-01-02 15:04")
}

// Count returns n with a comma between thousands.
func (p *Printer) Count(n int) string {
	if n < 0 {
		return p.T("format.minus", "Amount", thousands(strconv.Itoa(n)[1:]))
	}
	return thousands(strconv.Itoa(n))
}

// Money returns an amount of 分 as yuan with two decimals.
func (p *Printer) Money(fen int64) string {
	sign := fen < 0
	digits := strings.TrimPrefix(strconv.FormatInt(fen, 10), "-")
	digits = strings.Repeat("0", max(0, 3-len(digits))) + digits
	whole, cents := digits[:len(digits)-2], digits[len(digits)-2:]
	amount := thousands(whole) + "." + cents
	if sign {
		amount = p.T("format.minus", "Amount", amount)
	}
	return p.T("format.money", "Amount", amount)
}

// Path returns the address of a page in the printer's language: English ones
// begin with /en.
func (p *Printer) Path(path string) string { return LangPath(p.lang, path) }

// LangPath returns the address of a page in the language; path begins with a
// slash and carries no language.
func LangPath(lang Lang, path string) string {
	switch {
	case lang != English:
		return path
	case path == "/":
		return "/en"
	case strings.HasPrefix(path, "/?"):
		return "/en" + path[1:]
	}
	return "/en" + path
}

func thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
