package objection_test

import (
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/objection"
)

// Whoever is offered an act can do it: what is refused to them whatever they
// write has no button, in any state of any objection, on any day.
func TestNobodyIsOfferedWhatIsAlwaysRefusedToThem(t *testing.T) {
	forms := filledIn()
	rapid.Check(t, func(rt *rapid.T) {
		w := begin(t, "2026-08-03", rapid.SampledFrom(objection.Grounds()).Draw(rt, "ground"))
		if rapid.Bool().Draw(rt, "at the window") {
			w.req.FiledBy, w.req.Channel = window.Account, flow.Counter
		}
		w.does(person, objection.Submit)
		if w.rec != nil && rapid.Bool().Draw(rt, "the platform errs") {
			w.errs()
		}
		w.hands = []string{rapid.SampledFrom(people()).Draw(rt, "merged by").Name}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			for _, by := range people() {
				flowtest.Offered(rt, w.table, by, forms, func(m flow.Move) flow.Situation { return w.situation(by, m) })
			}
			w.now = w.now.AddDate(0, 0, rapid.SampledFrom([]int{0, 0, 1, 8}).Draw(rt, "days"))
			do, by := w.somebody(rt, acts(w.table))
			before := w.item
			if err := w.try(by, w.move(rt, do)); err != nil {
				w.item = before
			}
		}
	})
}

// filledIn are forms with everything filled in, each with another remedy, with
// values and without.
func filledIn() []flow.Move {
	var forms []flow.Move
	for _, remedy := range append(flow.Remedies(), flow.NoRemedy) {
		m := flow.Move{
			Op: "op", Reason: "理由", Document: "淄信〔2026〕1号", Papers: []string{"身份证明"}, Provider: unit, Owner: 99,
			Remedy: remedy,
		}
		forms = append(forms, m)
		m.Provider = another
		m.Values = []flow.Value{{Field: "CF_WSH", Text: "淄市监罚〔2026〕4号"}}
		forms = append(forms, m)
	}
	return forms
}

// Flows.md 13.3: whoever filed for somebody sees why another has to go on.
func TestWhoMayNotGoOnIsToldWhy(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong)
	w.req.FiledBy = officer.Account
	w.does(person, objection.Submit)
	told := func(by actor.Actor) string {
		said := ""
		for _, why := range w.table.Barred(w.situation(by, flow.Move{})) {
			said += why.Key
		}
		return said
	}
	if said := told(officer); said != "objection.fault.own_filing" {
		t.Errorf("who filed it is told %q", said)
	}
	another := officer
	another.Account = 99
	if said := told(another); said != "" {
		t.Errorf("another officer is told %q", said)
	}
}
