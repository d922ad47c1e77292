package flow

import (
	"fmt"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/workday"
)

// Clock is a limit on an item (时限): the line it started with, its day 0, its due
// date, and whether it still runs. It is late when it runs past its due date;
// nothing stores that.
type Clock struct {
	ID int64
	law.Running
	StoppedOn civil.Date // zero: runs
	Voided    bool       // never counted
	Told      civil.Date // the due date that somebody was told last; zero: none
}

// Runs says whether the clock still runs.
func (c Clock) Runs() bool { return c.StoppedOn.IsZero() }

// Late says whether the clock ran past its due date: by the day today where
// it runs, by the day it stopped otherwise.
func (c Clock) Late(today civil.Date) bool {
	if c.Voided {
		return false
	}
	if !c.Runs() {
		today = c.StoppedOn
	}
	return c.Overdue(today)
}

// asKept is the limit with its days counted, and with the date that was told.
func (c Clock) asKept(calendar workday.Calendar) law.Running {
	r := law.Run(c.Limit, c.Due.Start, calendar)
	if r.Due.On.After(c.Due.On) {
		r.Due.Steps = slices.DeleteFunc(r.Due.Steps, func(s workday.Step) bool { return s.On.After(c.Due.On) })
	}
	r.Due.On, r.Due.Provisional = c.Due.On, c.Due.Provisional
	return r
}

// wholes are the clocks that end with the answer to the applicant; the others
// are steps on the way there.
var wholes = []law.Clock{
	law.ObjectionWholeOwn, law.ObjectionWholeAssisted, law.RepairWhole, law.DeletionExecute, law.QueryConsent,
	law.FeedbackAnswer, law.IntakeCorrect, law.IntakeAnnulled,
}

// Governing returns the clock that binds towards the applicant: the earliest
// of those that end with the answer, of equal ones the one of higher rank. Where
// the answer was given before, it is that within which a correction is made and
// told (art. 37 ¶2). The second result is false when none runs.
func (it Item) Governing() (Clock, bool) {
	if c, ok := earliest(it.Clocks, func(c Clock) bool { return slices.Contains(wholes, c.Limit.Clock) }); ok {
		return c, true
	}
	return earliest(it.Clocks, func(c Clock) bool { return c.Limit.Clock == law.ObjectionCorrect })
}

// Next returns the running clock that is due first, whatever it binds.
func (it Item) Next() (Clock, bool) {
	return earliest(it.Clocks, func(Clock) bool { return true })
}

func earliest(clocks []Clock, of func(Clock) bool) (Clock, bool) {
	var running []law.Running
	var held []Clock
	for _, c := range clocks {
		if c.Runs() && of(c) {
			running, held = append(running, c.Running), append(held, c)
		}
	}
	first, ok := law.Binding(running)
	if !ok {
		return Clock{}, false
	}
	i := slices.IndexFunc(held, func(c Clock) bool { return same(c.Running, first) })
	return held[i], true
}

func same(a, b law.Running) bool {
	return a.Limit.Clock == b.Limit.Clock && a.Limit.Basis.Cite() == b.Limit.Basis.Cite() && a.Due.On == b.Due.On
}

// Law is what limits are read from on the day of an act.
type Law struct {
	Rules    law.Rules
	Calendar workday.Calendar
}

// turn does the operations on the clocks of an item by an act whose day 0 is zero and
// that is done today: a paper that is entered later counts from the day it came, but
// whoever it is forwarded to has it from today.
func (l Law) turn(clocks []Clock, ops []ClockOp, zero, today civil.Date) ([]Clock, error) {
	clocks = slices.Clone(clocks)
	for _, op := range ops {
		switch op.Turn {
		case Start:
			if slices.ContainsFunc(clocks, func(c Clock) bool { return c.Limit.Clock == op.Clock && c.Runs() }) {
				return nil, fmt.Errorf("starting clock %s: it runs already", op.Clock)
			}
			clocks = append(clocks, l.started(op.Clock, zero, today)...)
		case Stop, Void:
			each(clocks, op.Clock, Clock.Runs, func(c *Clock) {
				c.Voided = op.Turn == Void && !c.Overdue(zero)
				c.StoppedOn = zero
			})
		case Resume:
			resume(clocks, op.Clock)
		case Extend:
			each(clocks, op.Clock, Clock.Runs, func(c *Clock) { c.Running = c.extended(l.Calendar) })
		}
	}
	return clocks, nil
}

// started are the limits of the name, from the day that each counts from.
func (l Law) started(name law.Clock, zero, today civil.Date) []Clock {
	var clocks []Clock
	for _, limit := range l.Rules.InForce(zero).Limits(name, law.Facts{}) {
		day := zero
		if limit.Counts == law.Forwarded {
			day = today
		}
		clocks = append(clocks, Clock{Running: law.Run(limit, day, l.Calendar)})
	}
	return clocks
}

func each(clocks []Clock, name law.Clock, which func(Clock) bool, do func(*Clock)) {
	for i := range clocks {
		if clocks[i].Limit.Clock == name && which(clocks[i]) {
			do(&clocks[i])
		}
	}
}

// extended is the limit with the days by which its line may be extended, once; one
// whose line allows none stays as it is.
func (c Clock) extended(calendar workday.Calendar) law.Running {
	limit := c.Limit
	if limit.Extension == 0 {
		return c.Running
	}
	limit.Days, limit.Extension = limit.Days+limit.Extension, 0
	return law.Run(limit, c.Due.Start, calendar)
}

// resume lets the clocks of the name that were started last go on, of each line one:
// several may have stopped on one day. They keep their due date: what happens inside
// the office does not lengthen a limit.
func resume(clocks []Clock, name law.Clock) {
	var on civil.Date
	revived := map[string]bool{}
	for i := len(clocks) - 1; i >= 0; i-- {
		c := &clocks[i]
		line := fmt.Sprint(c.Limit.Basis.Book.ID, c.Limit.Basis.Article, c.Limit.Days, c.Limit.Target)
		if c.Limit.Clock != name || revived[line] || !on.IsZero() && c.Due.Start != on {
			continue
		}
		on, revived[line] = c.Due.Start, true
		c.StoppedOn, c.Voided = civil.Date{}, false
	}
}
