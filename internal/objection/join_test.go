package objection_test

import (
	"testing"
	"time"

	"creditportal/internal/flow"
	"creditportal/internal/objection"
)

// older is a request of the same subject that came before, and is open.
func older(w *world) *flow.Request {
	return &flow.Request{
		ID: 70, Kind: flow.Objection, Number: "2026-000007", Subject: w.req.Subject,
		ReceivedAt: w.req.ReceivedAt.Add(-time.Hour),
		Items:      []flow.Item{{ID: 71, Record: w.item.Record, State: objection.Verifying}},
	}
}

func TestNothingIsJoinedToWhatCannotGoOnForIt(t *testing.T) {
	for name, change := range map[string]func(*world){
		"that there is not":    func(w *world) { w.older = nil },
		"itself":               func(w *world) { w.older.ID = w.req.ID },
		"that came later":      func(w *world) { w.older.ReceivedAt = w.req.ReceivedAt.Add(time.Hour) },
		"that is closed":       func(w *world) { w.older.Items[0].State = objection.Closed },
		"of another subject":   func(w *world) { w.older.Subject = 101 },
		"about another record": func(w *world) { w.older.Items[0].Record = 10 },
		"where that record is done with": func(w *world) {
			w.older.Items[0].State = objection.Closed
			w.older.Items = append(w.older.Items, flow.Item{ID: 72, Record: 10, State: objection.Received})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit)
			change(w)
			w.refuses("objection.fault.not_older", officer, objection.Join)
		})
	}
}

func TestThatSomethingIsMissingIsJoinedOnlyToAnotherThatSaysSo(t *testing.T) {
	begin(t, "2026-08-03", objection.Omitted).does(person, objection.Submit).does(officer, objection.Join)
	w := begin(t, "2026-08-03", objection.Omitted).does(person, objection.Submit)
	w.older.Items[0].Record = 9
	w.refuses("objection.fault.not_older", officer, objection.Join)
}
