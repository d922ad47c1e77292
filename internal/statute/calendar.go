package statute

import (
	"errors"
	"fmt"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/workday"
)

// rawCalendar is the calendar of a year as its file writes it.
type rawCalendar struct {
	Year    int
	Edition int
	Notice  []rawNotice
	Holiday []rawHoliday
}

// rawNotice is a notice of the State Council's General Office.
type rawNotice struct {
	Number string
	Dated  day
}

// rawHoliday is one festival: the days off and the weekend days worked for it.
type rawHoliday struct {
	Festival string
	From     day
	Until    day
	MakeUp   []day `toml:"make_up"`
	Notice   string
}

const (
	firstYear = 1949
	lastYear  = 2999
	// longestHoliday bounds a range, so that a mistyped date is refused at once.
	longestHoliday = 31
)

// dayFaults gives the refusals of a declared day their words with file and line.
var dayFaults = map[string]string{
	"workday.fault.outside_year":       "statute.fault.outside_year",
	"workday.fault.twice":              "statute.fault.day_twice",
	"workday.fault.make_up_no_weekend": "statute.fault.make_up_no_weekend",
	"workday.fault.festival":           "statute.fault.festival",
	"workday.fault.notice":             "statute.fault.no_notice",
}

// readCalendar reads and checks the calendar of one year.
func readCalendar(s source) (workday.Year, error) {
	var raw rawCalendar
	if err := s.decode(&raw); err != nil {
		return workday.Year{}, err
	}
	switch {
	case raw.Year < firstYear || raw.Year > lastYear:
		return workday.Year{}, s.refuse("year", "statute.fault.year", fault.Args{"Found": raw.Year})
	case raw.Edition < 1:
		return workday.Year{}, s.refuse("edition", "statute.fault.edition", fault.Args{"Found": raw.Edition})
	case len(raw.Notice) == 0:
		return workday.Year{}, s.refuse("year", "statute.fault.no_notice", nil)
	}
	for i, n := range raw.Notice {
		if n.Number == "" || n.Dated.IsZero() {
			return workday.Year{}, s.refuse(fmt.Sprintf("notice[%d]", i), "statute.fault.no_notice", nil)
		}
	}
	year := workday.NewYearCalendar(raw.Year, raw.Edition)
	for i, h := range raw.Holiday {
		if err := declare(s, year, raw.Notice, fmt.Sprintf("holiday[%d]", i), h); err != nil {
			return workday.Year{}, err
		}
	}
	return year, nil
}

// declare enters one festival into the year.
func declare(s source, year workday.Year, notices []rawNotice, path string, h rawHoliday) error {
	if h.Notice == "" || !slices.ContainsFunc(notices, func(n rawNotice) bool { return n.Number == h.Notice }) {
		return s.refuse(path+".notice", "statute.fault.no_notice", nil)
	}
	if length := h.From.DaysUntil(h.Until.Date); h.From.IsZero() || length < 0 || length > longestHoliday {
		return s.refuse(path+".until", "statute.fault.range", fault.Args{"From": h.From.String(), "Until": h.Until.String()})
	}
	enter := func(on civil.Date, makeUp bool, key string) error {
		err := year.Declare(workday.Declared{
			On: on, MakeUp: makeUp, Festival: workday.Festival(h.Festival), Notice: h.Notice,
		})
		var bad *fault.Error
		if errors.As(err, &bad) {
			return s.refuse(path+key, dayFaults[bad.Key], bad.Args)
		}
		return err
	}
	for on := h.From.Date; !on.After(h.Until.Date); on = on.AddDays(1) {
		if err := enter(on, false, ".from"); err != nil {
			return err
		}
	}
	for _, on := range h.MakeUp {
		if err := enter(on.Date, true, ".make_up"); err != nil {
			return err
		}
	}
	return nil
}
