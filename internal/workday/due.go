package workday

import "creditportal/internal/civil"

// Reason is why a day is counted or skipped.
type Reason string

// The reasons of a Step. A provisional one is a guess: the notice of its year
// is not published yet.
const (
	Weekday            Reason = "weekday"             // counted: Monday to Friday
	MakeUp             Reason = "make_up"             // counted: 调休上班
	Weekend            Reason = "weekend"             // skipped
	Holiday            Reason = "holiday"             // skipped: declared off
	ProvisionalWeekday Reason = "provisional_weekday" // counted for now
	ProvisionalWeekend Reason = "provisional_weekend" // skipped for now
	EveryDay           Reason = "every_day"           // counted: the limit is stated in bare days
)

// Reasons lists every reason, for tests that walk them all.
func Reasons() []Reason {
	return []Reason{Weekday, MakeUp, Weekend, Holiday, ProvisionalWeekday, ProvisionalWeekend, EveryDay}
}

// Works says whether a day with this reason is counted.
func (r Reason) Works() bool {
	return r == Weekday || r == MakeUp || r == ProvisionalWeekday || r == EveryDay
}

// Key returns the message key of the reason.
func (r Reason) Key() string { return "workday.reason." + string(r) }

// Key returns the message key of the festival's name.
func (f Festival) Key() string { return "workday.festival." + string(f) }

// Step is one day of a computation.
type Step struct {
	On          civil.Date
	Number      int // 1 for the first working day counted; 0 for a skipped day
	Reason      Reason
	Festival    Festival // with Holiday and MakeUp
	Source      string   // number of the State Council notice, "" for the ordinary week
	Provisional bool
}

// Due is the last day of a limit with its whole computation.
type Due struct {
	Start       civil.Date // day 0, not counted and not tested for being a working day
	On          civil.Date // the limit ends at 24:00 Asia/Shanghai of this day
	Provisional bool       // some day was guessed, for want of its year's notice
	Steps       []Step     // every day after Start up to On, counted or skipped
}

// Due counts n working days from start, which is day 0 (民法典 201). With n
// below 1 the limit ends on start itself.
func (c Calendar) Due(start civil.Date, n int) Due {
	due := Due{Start: start, On: start, Steps: make([]Step, 0, max(n, 0)+max(n, 0))} // room for days of rest
	for counted := 0; counted < n; {
		due.On = due.On.AddDays(1)
		step := c.explain(due.On)
		if step.Reason.Works() {
			counted++
			step.Number = counted
		}
		due.Provisional = due.Provisional || step.Provisional
		due.Steps = append(due.Steps, step)
	}
	return due
}

// DueDays counts n calendar days from start, for the limits that the law
// states in bare days; every day is counted.
func DueDays(start civil.Date, n int) Due {
	due := Due{Start: start, On: start}
	for i := range n {
		due.On = due.On.AddDays(1)
		due.Steps = append(due.Steps, Step{On: due.On, Number: i + 1, Reason: EveryDay})
	}
	return due
}

// OrNext returns d, or the next working day when d is none: a term within
// which a person must act does not end on a day of rest (民法典 203).
func (c Calendar) OrNext(d civil.Date) civil.Date {
	for !c.IsWorkday(d) {
		d = d.AddDays(1)
	}
	return d
}
