package repair_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/record"
	"creditportal/internal/repair"
)

// Whatever anybody tries, in any order, on any day: the record changes by the
// signature of a second person of the provider alone, it is repaired exactly while
// the item says so, no limit runs on a closed item, and whoever is offered an act can
// do it.
func TestNoWayThroughARepairBreaksItsPromises(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := begin(t, "2026-08-03").does(person, repair.Submit)
		for range rapid.IntRange(5, 30).Draw(rt, "steps") {
			w.now = w.now.AddDate(0, 0, rapid.SampledFrom([]int{0, 0, 0, 1, 8}).Draw(rt, "days"))
			by := rapid.SampledFrom(append(people(), actor.System())).Draw(rt, "by")
			rows := slices.DeleteFunc(slices.Clone(w.table.Rows), func(r flow.Row) bool {
				return !slices.Contains(r.From, w.item.State)
			})
			if by.Side != actor.Engine {
				flowtest.Offered(rt, w.table, by, forms(), func(m flow.Move) flow.Situation { return w.situation(by, m) })
			}
			m := form()
			m.Do = rapid.SampledFrom(rows).Draw(rt, "row").Do
			if rapid.Bool().Draw(rt, "to the first unit") {
				m.Provider = unit
			}
			before, rec := w.item, w.rec
			err := w.try(by, m)
			var f *fault.Error
			if err != nil && !errors.As(err, &f) {
				rt.Fatalf("%s by %s: %v", m.Do, by.Role, err)
			}
			w.keeps(rt, by, before, rec)
		}
	})
}

// forms are two with everything filled in, each to another unit.
func forms() []flow.Move {
	first, second := form(), form()
	second.Provider = unit
	return []flow.Move{first, second}
}

func (w *world) keeps(rt *rapid.T, by actor.Actor, before flow.Item, rec *record.Record) {
	signed := w.last.Event.Did == repair.ProviderSign || w.last.Event.Did == repair.ConfirmPaper
	if w.rec != rec && (!signed || by.Account == before.Proposal.By) {
		rt.Errorf("%s by account %d changed the record", w.last.Event.Did, by.Account)
	}
	if (w.rec.State == record.Repaired) != (w.item.Outcome == repair.Repaired) {
		rt.Errorf("record %s, item %s", w.rec.State, w.item.Outcome)
	}
	if w.rec.DisclosedUntil != rec.DisclosedUntil {
		rt.Errorf("the last day moved to %s", w.rec.DisclosedUntil)
	}
	for _, c := range w.item.Clocks {
		if w.item.State == repair.Closed && c.Runs() {
			rt.Errorf("%s runs on a closed item", c.Limit.Clock)
		}
	}
	if w.item.Open() && w.item.Due.IsZero() {
		rt.Errorf("%s has no date", w.item.State)
	}
}
