// Package monitor watches whether those who owe something do it in time: the
// punctuality of providers and of the operator by each limit, and the state of
// the data and of the post.
package monitor

import (
	"cmp"
	"context"
	"slices"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/workday"
)

// Ran is a number of limits of one kind that went alike.
type Ran struct {
	Provider  string // code of the unit whose matter it was
	Clock     law.Clock
	Start     civil.Date // day 0
	Due       civil.Date
	StoppedOn civil.Date // zero: runs
	Count     int
}

// late says whether the limits were passed on the day today.
func (r Ran) late(today civil.Date) bool {
	if !r.StoppedOn.IsZero() {
		today = r.StoppedOn
	}
	return today.After(r.Due)
}

// Punctuality is how limits of one kind were kept: by one provider, or by the
// operator.
type Punctuality struct {
	Provider string // "" for the operator
	Clock    law.Clock
	Due      int // limits that were met, or that have passed
	OnTime   int
	Median   int // working days that were taken, of those that were met
	Overdue  int // that have passed and still run
}

// Share is how many in a hundred were on time.
func (p Punctuality) Share() int {
	if p.Due == 0 {
		return 0
	}
	return p.OnTime * 100 / p.Due
}

// Met is how many were met, in time or late.
func (p Punctuality) Met() int { return p.Due - p.Overdue }

// theirs is the limit that a provider keeps; the others are the operator's.
const theirs = law.ObjectionProvider

// Watched lists the limits whose punctuality is watched, in the order of the
// procedure.
func Watched() []law.Clock {
	return []law.Clock{
		theirs, law.ObjectionVerify, law.ObjectionCorrect, law.ObjectionForward, law.ObjectionTell,
		law.ObjectionWholeOwn, law.ObjectionWholeAssisted,
	}
}

// Punctual sums up how limits were kept on the day today: those of providers by
// provider, the worst first, then those of the operator in the order of the
// procedure.
func Punctual(list []Ran, calendar workday.Calendar, today civil.Date) []Punctuality {
	type key struct {
		provider string
		clock    law.Clock
	}
	sums, taken := map[key]*Punctuality{}, map[key][]int{}
	for _, r := range list {
		k := key{clock: r.Clock}
		if r.Clock == theirs {
			k.provider = r.Provider
		}
		p := sums[k]
		if p == nil {
			p = &Punctuality{Provider: k.provider, Clock: k.clock}
			sums[k] = p
		}
		p.add(r, today)
		if !r.StoppedOn.IsZero() {
			days := calendar.Between(r.Start, r.StoppedOn)
			taken[k] = append(taken[k], slices.Repeat([]int{days}, r.Count)...)
		}
	}
	var all []Punctuality
	for k, p := range sums {
		p.Median = median(taken[k])
		all = append(all, *p)
	}
	slices.SortFunc(all, worstFirst)
	return all
}

func (p *Punctuality) add(r Ran, today civil.Date) {
	switch {
	case r.late(today):
		p.Due += r.Count
		if r.StoppedOn.IsZero() {
			p.Overdue += r.Count
		}
	case !r.StoppedOn.IsZero():
		p.Due += r.Count
		p.OnTime += r.Count
	}
}

func worstFirst(a, b Punctuality) int {
	if (a.Provider == "") != (b.Provider == "") {
		return cmp.Compare(b.Provider, a.Provider)
	}
	if a.Provider == "" {
		return cmp.Compare(slices.Index(Watched(), a.Clock), slices.Index(Watched(), b.Clock))
	}
	return cmp.Or(
		cmp.Compare(b.Overdue, a.Overdue), cmp.Compare(a.Share(), b.Share()), cmp.Compare(a.Provider, b.Provider))
}

func median(days []int) int {
	if len(days) == 0 {
		return 0
	}
	slices.Sort(days)
	return days[len(days)/2]
}

// Report is when a provider last reported something.
type Report struct {
	Provider string
	At       time.Time
}

// Health is the state of the data and of the post.
type Health struct {
	Reports   []Report // the longest silent first
	Ending    int      // records on display whose last day is one of the next EndingSoon
	HeldRows  int      // rows of batches that wait for a person
	Waiting   int      // errands of letters that are due and not done
	GivenUp   int      // errands that were tried too often
	Years     int      // arrangements of holidays that wait for a signer
	Uncovered int      // the next year, whose calendar is missing though it should be there; zero: none
}

// EndingSoon is how many days ahead records that leave display are counted; what an
// office wants to see, no limit of a law.
const EndingSoon = 7

// calendarMonth is when the next year's holidays are usually published; from
// then on a missing calendar is told.
const calendarMonth = time.October

// Store reads what is watched.
type Store interface {
	// Ran groups the limits of the kinds that were due in the span of days.
	Ran(ctx context.Context, clocks []law.Clock, from, to civil.Date) ([]Ran, error)
	// Health reads the state of the data and of the post on the moment at.
	Health(ctx context.Context, at time.Time) (Health, error)
	// Endings counts what has its last day in the span, by day and rule, the earliest
	// first.
	Endings(ctx context.Context, in Span) ([]Ending, error)
	// Leaving names up to most of it, the earliest first.
	Leaving(ctx context.Context, in Span, most int) ([]Leaving, error)
}

// Desk answers those who watch.
type Desk struct {
	store    Store
	calendar func() workday.Calendar
	now      func() time.Time
}

// NewDesk returns the desk over the store.
func NewDesk(store Store, calendar func() workday.Calendar, now func() time.Time) *Desk {
	return &Desk{store, calendar, now}
}

// Punctuality sums up the limits that were due since the day from.
func (d *Desk) Punctuality(ctx context.Context, from civil.Date) ([]Punctuality, error) {
	today := civil.Of(d.now())
	list, err := d.store.Ran(ctx, Watched(), from, today.AddYears(1))
	if err != nil {
		return nil, err
	}
	return Punctual(list, d.calendar(), today), nil
}

// Health returns the state of the data and of the post.
func (d *Desk) Health(ctx context.Context) (Health, error) {
	now := d.now()
	h, err := d.store.Health(ctx, now)
	if err != nil {
		return Health{}, err
	}
	slices.SortFunc(h.Reports, func(a, b Report) int { return a.At.Compare(b.At) })
	today := civil.Of(now)
	if next := today.Year() + 1; today.Month() >= calendarMonth && !d.calendar().Covers(next) {
		h.Uncovered = next
	}
	return h, nil
}
