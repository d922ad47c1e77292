package law

import (
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/workday"
)

// Running is a limit that runs on something (时限). It keeps the line and the
// calendar it started with; a new book governs clocks that start on or after
// its date.
type Running struct {
	Limit    Limit
	Due      workday.Due // Due.Start is day 0
	Calendar string      // version of the calendar it was computed with
}

// Run starts a limit on day 0, which may be a day of rest.
func Run(l Limit, day0 civil.Date, c workday.Calendar) Running {
	due := c.Due(day0, l.Days)
	if l.Unit == Day {
		due = workday.DueDays(day0, l.Days)
	}
	return Running{Limit: l, Due: due, Calendar: c.Version()}
}

// RunAll starts every line of a clock.
func RunAll(limits []Limit, day0 civil.Date, c workday.Calendar) []Running {
	running := make([]Running, 0, len(limits))
	for _, l := range limits {
		running = append(running, Run(l, day0, c))
	}
	return running
}

// Overdue says whether the limit has passed on the day today: late begins at
// 00:00 after the due date.
func (r Running) Overdue(today civil.Date) bool { return today.After(r.Due.On) }

// Binding returns the clock that governs: the earliest due date, and of equal
// ones the one of highest rank. Targets of the house never bind. The second
// result is false when nothing binds.
func Binding(running []Running) (Running, bool) {
	lawful := slices.DeleteFunc(slices.Clone(running), func(r Running) bool { return r.Limit.Target })
	if len(lawful) == 0 {
		return Running{}, false
	}
	return slices.MinFunc(lawful, func(a, b Running) int {
		if c := a.Due.On.Compare(b.Due.On); c != 0 {
			return c
		}
		return CompareRank(a.Limit.Basis.Book.Rank, b.Limit.Basis.Book.Rank)
	}), true
}

// CompareRank sorts the higher rank first.
func CompareRank(a, b Rank) int {
	switch {
	case a.Above(b):
		return -1
	case b.Above(a):
		return 1
	}
	return 0
}
