package flow

import (
	"slices"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/workday"
)

// Moved is a running limit that a new calendar changed. Both dates are kept.
type Moved struct {
	Clock int64
	Name  law.Clock
	From  civil.Date
	To    civil.Date
	Firm  bool // rested on a guess before, and does so no longer
}

// IsMoved says whether the date is another one.
func (m Moved) IsMoved() bool { return m.From != m.To }

// theApplicants are the limits within which the person concerned must act; all
// others are within which somebody owes them something.
var theApplicants = []law.Clock{law.PapersAnswer, law.QueryConsent, law.QueryPaperWait, law.RepairHearing}

// Recount is what a new calendar does to the limits of an item.
const Recount audit.Act = "flow.recount"

// Recounted returns the item with its running limits counted by the calendar at
// the moment at, and what changed; where something did, the history says so
// with both dates. Every date of a running limit has been told: no new one is
// to a person's loss. What the office or a provider owes is not due later, what
// a person must do is not due earlier. What has stopped stays as it was.
func (it Item) Recounted(calendar workday.Calendar, at time.Time) (Item, []Moved) {
	it.Clocks = slices.Clone(it.Clocks)
	var moved []Moved
	for i, c := range it.Clocks {
		if !c.Runs() || c.Limit.Unit == law.Day || c.Calendar == calendar.Version() {
			continue
		}
		anew := c.recounted(calendar)
		m := Moved{
			Clock: c.ID, Name: c.Limit.Clock, From: c.Due.On, To: anew.Due.On,
			Firm: c.Due.Provisional && !anew.Due.Provisional,
		}
		if m.IsMoved() || m.Firm {
			moved = append(moved, m)
		}
		it.Clocks[i].Running = anew
	}
	it.dated()
	if len(moved) > 0 {
		it.Version++
		it.History = append(slices.Clone(it.History), Step{
			Did: Recount, By: actor.System(), At: at, From: it.State, To: it.State, Outcome: outcomeOf(it),
			Version: it.Version, Reason: moves(moved),
		})
	}
	return it, moved
}

// recounted is the limit by the calendar, never to a person's loss.
func (c Clock) recounted(calendar workday.Calendar) law.Running {
	anew := law.Run(c.Limit, c.Due.Start, calendar)
	own := slices.Contains(theApplicants, c.Limit.Clock)
	if own && anew.Due.On.Before(c.Due.On) || !own && anew.Due.On.After(c.Due.On) {
		anew.Due.On = c.Due.On
	}
	return anew
}

// moves are the dates that moved, each with what it was.
func moves(moved []Moved) string {
	var said []string
	for _, m := range moved {
		if m.IsMoved() {
			said = append(said, m.From.String()+" → "+m.To.String())
		}
	}
	return strings.Join(slices.Compact(said), " · ")
}

// Recounting is what a calendar would do to what is under way.
type Recounting struct {
	Items int // whose limits it changes
	Dates int // that move
	Lines []Recounted
}

// Recounted is an item that a calendar changes.
type Recounted struct {
	Request Request // holds the item alone
	Moved   []Moved
}
