package objection

import (
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/workday"
)

// Asked is when a provider has to answer: by its own limit (art. 37 ¶3), and
// by the day on which the answer is asked for, so that the applicant still has
// the result within the whole (条例 39 ¶2).
type Asked struct {
	Limit flow.Clock // of the provider itself
	By    civil.Date // its last day or the last working day before the whole ends, whichever is earlier
}

// AskedOf says when the provider that has the item must answer; false while no
// provider's limit runs. Letters, pages and reminders all read it here. The day
// asked for is never before the next working day after the provider was asked,
// for the first time or again.
func AskedOf(it flow.Item, calendar workday.Calendar) (Asked, bool) {
	own, ok := running(it, law.ObjectionProvider)
	if !ok {
		return Asked{}, false
	}
	asked := Asked{Limit: own, By: own.Due.On}
	if all, ok := running(it, law.ObjectionWholeAssisted); ok {
		asked.By = civil.Earliest(asked.By, calendar.Before(all.Due.On))
	}
	if first := calendar.OrNext(askedOn(it, own).AddDays(1)); asked.By.Before(first) {
		asked.By = first
	}
	return asked, true
}

// askedOn is the day on which the provider was asked last: that on which its limit
// began, or on which it was asked again within it.
func askedOn(it flow.Item, own flow.Clock) civil.Date {
	day := own.Due.Start
	if again, ok := it.Last(AskAgain); ok && civil.Of(again.At).After(day) {
		day = civil.Of(again.At)
	}
	return day
}

// running returns the limit of the name that runs and ends first; a target of the
// house is none.
func running(it flow.Item, name law.Clock) (flow.Clock, bool) {
	var found []flow.Clock
	for _, c := range it.Clocks {
		if c.Limit.Clock == name && c.Runs() && !c.Limit.Target {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		return flow.Clock{}, false
	}
	return slices.MinFunc(found, func(a, b flow.Clock) int { return a.Due.On.Compare(b.Due.On) }), true
}
