package objection

import (
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
// provider's limit runs. The day asked for is never before the next working day
// after the item was delivered.
func AskedOf(it flow.Item, calendar workday.Calendar) (Asked, bool) {
	own, ok := running(it, law.ObjectionProvider)
	if !ok {
		return Asked{}, false
	}
	asked := Asked{Limit: own, By: own.Due.On}
	if all, ok := running(it, law.ObjectionWholeAssisted); ok {
		asked.By = civil.Earliest(asked.By, calendar.Before(all.Due.On))
	}
	if first := calendar.OrNext(own.Due.Start.AddDays(1)); asked.By.Before(first) {
		asked.By = first
	}
	return asked, true
}

func running(it flow.Item, name law.Clock) (flow.Clock, bool) {
	for _, c := range it.Clocks {
		if c.Limit.Clock == name && c.Runs() && !c.Limit.Target {
			return c, true
		}
	}
	return flow.Clock{}, false
}
