// Package workday counts working days (工作日). A working day is a Monday to
// Friday that the State Council does not declare off, or a weekend day that it
// declares working. The calendar is a value built from data; a
// year without data is counted by weekends and said to be provisional.
package workday

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// Festival is the occasion for which days are declared off.
type Festival string

// The festivals of the State Council's yearly notices.
const (
	NewYear    Festival = "new_year"    // 元旦
	Spring     Festival = "spring"      // 春节
	Qingming   Festival = "qingming"    // 清明节
	Labour     Festival = "labour"      // 劳动节
	DragonBoat Festival = "dragon_boat" // 端午节
	MidAutumn  Festival = "mid_autumn"  // 中秋节
	National   Festival = "national"    // 国庆节
	Jubilee    Festival = "jubilee"     // 中秋节与国庆节相连
	Special    Festival = "special"     // 国务院另行公布的放假
)

// Festivals lists every festival, for the loader and for tests that walk them all.
func Festivals() []Festival {
	return []Festival{
		NewYear, Spring, Qingming, Labour, DragonBoat, MidAutumn, National, Jubilee, Special,
	}
}

// Declared is a day on which a notice departs from the ordinary week.
type Declared struct {
	On       civil.Date
	MakeUp   bool // 调休上班: a weekend day that is worked; otherwise a day off
	Festival Festival
	Notice   string // number of the State Council notice
}

// Year is the calendar of one year as the State Council published it. Years
// are made by NewYearCalendar and filled by Declare.
type Year struct {
	number  int
	edition int
	days    map[civil.Date]Declared
}

// NewYearCalendar returns the calendar of the year with no day declared yet;
// edition tells corrected data of one year apart.
func NewYearCalendar(year, edition int) Year {
	return Year{number: year, edition: edition, days: map[civil.Date]Declared{}}
}

// Number returns the year.
func (y Year) Number() int { return y.number }

// Edition returns the edition of the year's data.
func (y Year) Edition() int { return y.edition }

// Days returns what is declared, by date.
func (y Year) Days() []Declared {
	return slices.SortedFunc(maps.Values(y.days), func(a, b Declared) int { return a.On.Compare(b.On) })
}

// Declare enters a day. It refuses a day outside the year, a day declared
// twice, a make-up day that is no weekend day, an unknown festival and a
// missing notice number.
func (y Year) Declare(d Declared) error {
	refuse := func(key string) error {
		return fault.New(fault.Invalid, key, fault.Args{
			"Date": d.On.String(), "Year": strconv.Itoa(y.number), "Festival": string(d.Festival),
		})
	}
	_, twice := y.days[d.On]
	switch {
	case d.On.Year() != y.number:
		return refuse("workday.fault.outside_year")
	case twice:
		return refuse("workday.fault.twice")
	case d.MakeUp && !weekend(d.On):
		return refuse("workday.fault.make_up_no_weekend")
	case !slices.Contains(Festivals(), d.Festival):
		return refuse("workday.fault.festival")
	case strings.TrimSpace(d.Notice) == "":
		return refuse("workday.fault.notice")
	}
	y.days[d.On] = d
	return nil
}

// Calendar is the calendars of several years. The zero Calendar knows none, so
// all its answers are provisional.
type Calendar struct {
	years   map[int]Year
	version string
}

// New joins years into a calendar; a later argument replaces an earlier one of
// the same year.
func New(years ...Year) Calendar {
	c := Calendar{years: make(map[int]Year, len(years))}
	for _, y := range years {
		c.years[y.number] = y
	}
	c.version = c.versionOf()
	return c
}

// Covers says whether the notice of the year is known.
func (c Calendar) Covers(year int) bool {
	_, ok := c.years[year]
	return ok
}

// Years returns the years covered, in order.
func (c Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Year returns the data of one year, and whether it is covered.
func (c Calendar) Year(year int) (Year, bool) {
	y, ok := c.years[year]
	return y, ok
}

// Version names the calendar that a due date was computed with, such as
// "2025.1 2026.2": every year covered, with its edition.
func (c Calendar) Version() string { return c.version }

func (c Calendar) versionOf() string {
	parts := make([]string, 0, len(c.years))
	for _, n := range c.Years() {
		parts = append(parts, fmt.Sprintf("%d.%d", n, c.years[n].edition))
	}
	return strings.Join(parts, " ")
}

// IsWorkday says whether d is a working day, as far as is known.
func (c Calendar) IsWorkday(d civil.Date) bool { return c.explain(d).Reason.Works() }

// explain says what kind of day d is and why; Number is left 0.
func (c Calendar) explain(d civil.Date) Step {
	year, covered := c.years[d.Year()]
	if !covered {
		if weekend(d) {
			return Step{On: d, Reason: ProvisionalWeekend, Provisional: true}
		}
		return Step{On: d, Reason: ProvisionalWeekday, Provisional: true}
	}
	declared, ok := year.days[d]
	switch {
	case ok && declared.MakeUp:
		return Step{On: d, Reason: MakeUp, Festival: declared.Festival, Source: declared.Notice}
	case ok:
		return Step{On: d, Reason: Holiday, Festival: declared.Festival, Source: declared.Notice}
	case weekend(d):
		return Step{On: d, Reason: Weekend}
	}
	return Step{On: d, Reason: Weekday}
}

func weekend(d civil.Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// Before returns the last working day before d.
func (c Calendar) Before(d civil.Date) civil.Date {
	d = d.AddDays(-1)
	for !c.IsWorkday(d) {
		d = d.AddDays(-1)
	}
	return d
}

// Between counts the working days after the day from, up to and with the day
// to; none when to is not later.
func (c Calendar) Between(from, to civil.Date) int {
	n := 0
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		if c.IsWorkday(d) {
			n++
		}
	}
	return n
}
