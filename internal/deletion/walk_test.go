package deletion_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/actor"
	"creditportal/internal/deletion"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/record"
)

// Whatever anybody tries, in any order, on any day: the record is deleted exactly while
// the item says so, by the subject or by another officer than entered the paper; no limit
// runs on a closed item; and whoever is offered an act can do it.
func TestNoWayThroughADeletionBreaksItsPromises(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := begin(t, flow.Online, "2026-08-03")
		if rapid.Bool().Draw(rt, "on paper") {
			w = onPaper(t, "2026-08-03")
		} else {
			w.does(person, deletion.Delete)
		}
		for range rapid.IntRange(3, 15).Draw(rt, "steps") {
			w.now = w.now.AddDate(0, 0, rapid.SampledFrom([]int{0, 0, 0, 1, 8}).Draw(rt, "days"))
			by := rapid.SampledFrom(append(people(), actor.System())).Draw(rt, "by")
			rows := slices.DeleteFunc(slices.Clone(w.table.Rows), func(r flow.Row) bool {
				return !slices.Contains(r.From, w.item.State)
			})
			if by.Side != actor.Engine {
				flowtest.Offered(rt, w.table, by, []flow.Move{form()}, func(m flow.Move) flow.Situation {
					return w.situation(by, m)
				})
			}
			m := form()
			m.Do = rapid.SampledFrom(rows).Draw(rt, "row").Do
			rec := w.rec
			err := w.try(by, m)
			var f *fault.Error
			if err != nil && !errors.As(err, &f) {
				rt.Fatalf("%s by %s: %v", m.Do, by.Role, err)
			}
			w.keeps(rt, by, rec)
		}
	})
}

func (w *world) keeps(rt *rapid.T, by actor.Actor, rec *record.Record) {
	if w.rec != rec && by.Side != actor.Subject && by.Account == w.req.FiledBy {
		rt.Errorf("%s by whoever entered it changed the record", w.last.Event.Did)
	}
	if (w.rec.State == record.Deleted) != (w.item.Outcome == deletion.Deleted) {
		rt.Errorf("record %s, item %s", w.rec.State, w.item.Outcome)
	}
	for _, c := range w.item.Clocks {
		if w.item.State == deletion.Closed && c.Runs() {
			rt.Errorf("%s runs on a closed item", c.Limit.Clock)
		}
	}
	if w.item.Open() && w.item.Due.IsZero() {
		rt.Errorf("%s has no date", w.item.State)
	}
}
