package catalog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// Lasting is the normal form of a day that never comes: 长期.
const Lasting = "9999-12-31"

// earliest is the founding of the People's Republic, before which no organ of
// it decided anything.
var earliest = civil.MustParse("1949-10-01")

// dateWords are the words that may stand in a date.
var dateWords = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, line := range mustLines("dates") {
		all[line[0]] = line[1:]
	}
	return all
})

var (
	dateForm    = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	compactForm = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	timeOfDay   = regexp.MustCompile(`[ T]*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$`)
)

// readDate reads a day in any spelling that leaves no doubt, into 2006-01-02;
// a number cell is a serial of the workbook. Years of two digits and days
// before months are never guessed.
func readDate(f Field, c Cell, today civil.Date) (string, error) {
	text := strings.TrimSpace(fold.Width(c.Text))
	if f.Lasting && slices.Contains(dateWords()["lasting"], text) {
		return Lasting, nil
	}
	day, ok := parseDay(text, c)
	if !ok {
		return "", fault.New(fault.Invalid, KeyDateUnreadable, nil)
	}
	if f.Lasting && (day.Year() == 2099 || day.Year() == 9999) && day.Month() == time.December && day.Day() == 31 {
		return Lasting, nil
	}
	switch {
	case f.Spine != ColumnBirthDate && day.Before(earliest), day.Year() > 2999:
		return "", fault.New(fault.Invalid, KeyDateRange, fault.Args{"Earliest": earliest.String()})
	case f.Past && day.After(today):
		return "", fault.New(fault.Invalid, KeyDateFuture, nil)
	}
	return day.String(), nil
}

// ParseDay reads a day as people write it, in any spelling that leaves no
// doubt: 2026-01-03, 2026/1/3, 20260103, or with the Chinese words for year,
// month and day. The second result is false for anything else.
func ParseDay(text string) (civil.Date, bool) {
	return parseDay(strings.TrimSpace(fold.Width(text)), Cell{})
}

func parseDay(text string, c Cell) (civil.Date, bool) {
	if c.Number && !compactForm.MatchString(text) {
		return serialDay(text, c.Base1904)
	}
	if day, err := civil.Parse(text); err == nil {
		return day, true // as most are written
	}
	text = timeOfDay.ReplaceAllString(text, "")
	m := compactForm.FindStringSubmatch(text)
	if m == nil {
		m = dateForm.FindStringSubmatch(western(text))
	}
	if m == nil {
		return civil.Date{}, false
	}
	return dayOf(m[1], m[2], m[3])
}

// western writes the words for year, month and day as hyphens.
func western(text string) string {
	parts := dateWords()["parts"]
	for i, word := range parts {
		with := "-"
		if i > 1 {
			with = ""
		}
		text = strings.Replace(text, word, with, 1)
	}
	return strings.ReplaceAll(text, " ", "")
}

func dayOf(year, month, day string) (civil.Date, bool) {
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(day)
	if errY != nil || errM != nil || errD != nil {
		return civil.Date{}, false
	}
	date, err := civil.New(y, time.Month(m), d)
	return date, err == nil
}

// The systems in which workbooks count days. That of 1900 has a day 60, 29
// February 1900, that never was; it is refused, and the days after it are one
// off.
const (
	phantomDay = 60
	lastSerial = 1_000_000 // in the year 4637
)

var (
	base1900 = civil.MustParse("1899-12-31")
	base1904 = civil.MustParse("1904-01-01")
)

func serialDay(text string, base1904System bool) (civil.Date, bool) {
	n, err := strconv.ParseFloat(text, 64)
	days := int(n)
	switch {
	case err != nil || n < 0 || n > lastSerial:
		return civil.Date{}, false
	case base1904System:
		return base1904.AddDays(days), true
	case days == 0 || days == phantomDay:
		return civil.Date{}, false
	case days > phantomDay:
		days--
	}
	return base1900.AddDays(days), true
}
