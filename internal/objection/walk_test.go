package objection_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/record"
)

// Whatever anybody tries, in any order, on any day: the annotation stands
// exactly while the matter is open or contested, nothing about the record
// changes without a second person, no limit runs on a closed item, and no act
// is done by somebody whom the table does not name.
func TestNoWayThroughAnObjectionBreaksItsPromises(t *testing.T) {
	taken := map[audit.Act]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		ground := rapid.SampledFrom(objection.Grounds()).Draw(rt, "ground")
		w := begin(t, "2026-08-03", ground)
		w.does(person, objection.Submit)
		if w.rec != nil && rapid.Bool().Draw(rt, "the platform errs") {
			w.errs()
		}
		acts := acts(w.table)
		day := w.now
		for range rapid.IntRange(5, 40).Draw(rt, "steps") {
			day = day.AddDate(0, 0, rapid.SampledFrom([]int{0, 0, 0, 1, 8}).Draw(rt, "days"))
			w.now = day
			do, by := w.somebody(rt, acts)
			before, rec := w.item, w.rec
			m := w.move(rt, do)
			err := w.try(by, m)
			var f *fault.Error
			switch {
			case err == nil:
				taken[m.Do] = true
				w.keeps(rt, by, before, rec)
			case !errors.As(err, &f):
				rt.Fatalf("%s by %s: %v", m.Do, by.Role, err)
			}
		}
	})
	for _, do := range acts(objection.Table()) {
		if !taken[do] && do != objection.Submit && do != objection.ConfirmOverTerm {
			t.Logf("no walk took %s", do)
		}
	}
	if len(taken) < 15 {
		t.Errorf("the walks took %d acts only", len(taken))
	}
}

// somebody chooses an act and who tries it: mostly one that leads on from here,
// by one of those who may, so that walks get somewhere.
func (w *world) somebody(rt *rapid.T, acts []audit.Act) (audit.Act, actor.Actor) {
	everybody := append(people(), actor.System())
	var here []flow.Row
	for _, row := range w.table.Rows {
		if slices.Contains(row.From, w.item.State) && row.Do != objection.Withdraw && row.Do != objection.Join {
			here = append(here, row)
		}
	}
	if len(here) == 0 || rapid.IntRange(0, 9).Draw(rt, "astray") == 0 {
		return rapid.SampledFrom(acts).Draw(rt, "act"), rapid.SampledFrom(everybody).Draw(rt, "by")
	}
	row := rapid.SampledFrom(here).Draw(rt, "row")
	var may []actor.Actor
	for _, by := range everybody {
		if _, ok := by.In(row.By...); ok || row.Engine() && by.Side == actor.Engine {
			may = append(may, by)
		}
	}
	return row.Do, rapid.SampledFrom(may).Draw(rt, "by")
}

// people are those of the tests.
func people() []actor.Actor {
	return []actor.Actor{person, window, officer, signer, checker, reviewer, supervisor, both}
}

func acts(table flow.Table) []audit.Act {
	var list []audit.Act
	for _, row := range table.Rows {
		list = append(list, row.Do)
	}
	return list
}

// move is mostly one that fits: an outcome of the row, a remedy that goes with
// it.
func (w *world) move(rt *rapid.T, do audit.Act) flow.Move {
	m := flow.Move{
		Do: do, Op: "op", Reason: "理由", Document: "淄信〔2026〕1号", Papers: []string{"身份证明"}, Provider: unit, Owner: 3,
		Remedy: rapid.SampledFrom(flow.Remedies()).Draw(rt, "remedy"),
	}
	if do == objection.NotOurs {
		m.Provider = another
	}
	if row, ok := w.table.Row(w.item.State, do); ok && len(row.As) > 1 {
		m.As = rapid.SampledFrom(row.As).Draw(rt, "as")
	} else if rapid.IntRange(0, 9).Draw(rt, "unasked") == 0 {
		m.As = objection.Upheld
	}
	if m.As == objection.Rejected {
		m.Remedy = flow.Maintain
	}
	if do == objection.Propose && rapid.Bool().Draw(rt, "as answered") {
		m.As = w.item.Answer.Outcome
	}
	if m.Remedy == flow.Correct || rapid.Bool().Draw(rt, "values") {
		m.Values = []flow.Value{{Field: "CF_WSH", Text: "淄市监罚〔2026〕4号"}}
	}
	return m
}

func (w *world) keeps(rt *rapid.T, by actor.Actor, before flow.Item, rec *record.Record) {
	it := w.item
	row, ok := w.table.Row(before.State, w.last.Event.Did)
	if !ok {
		rt.Fatalf("%s is not in the table from %s", w.last.Event.Did, before.State)
	}
	if _, may := by.In(row.By...); !may && (!row.Engine() || by.Side != actor.Engine) {
		rt.Errorf("%s was done by %s", row.Do, by.Role)
	}
	want := record.NotAnnotated
	switch {
	case it.Open():
		want = record.Disputed
	case it.State == objection.Contested:
		want = record.Contested
	}
	if w.rec != nil && w.mark != want && before.State != objection.Contested && it.State != objection.Signing {
		rt.Errorf("%s after %s: annotated %q, want %q", it.State, row.Do, w.mark, want)
	}
	if it.Version != before.Version+1 || len(it.History) != len(before.History)+1 {
		rt.Errorf("version %d after %d, %d steps", it.Version, before.Version, len(it.History))
	}
	if w.rec != rec && (row.Do != objection.Sign || by.Account == it.Proposal.By) {
		rt.Errorf("%s by account %d changed the record", row.Do, by.Account)
	}
	if w.rec != rec && !slices.Contains([]flow.Outcome{
		objection.Corrected, objection.Removed, objection.Upheld, objection.PartlyUpheld,
	}, it.Outcome) {
		rt.Errorf("an item that was %s changed the record", it.Outcome)
	}
	for _, c := range it.Clocks {
		if !it.Open() && c.Runs() && it.State == objection.Closed {
			rt.Errorf("%s runs on a closed item", c.Limit.Clock)
		}
		if c.Runs() && c.Due.On.Before(c.Due.Start) {
			rt.Errorf("%s ends before it begins", c.Limit.Clock)
		}
	}
	if it.State != objection.Closed && it.State != objection.Contested && before.State != objection.Contested &&
		it.Due == (civil.Date{}) && it.Was != objection.Contested {
		rt.Errorf("%s after %s has no date", it.State, row.Do)
	}
}
