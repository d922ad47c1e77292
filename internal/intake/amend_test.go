package intake_test

import (
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// amended returns the only record of the batch as it is when the field has been put right,
// and when it then leaves display.
func (w *world) amended(said told, field, text string) (record.Record, disclosure.Ends) {
	w.t.Helper()
	rec := w.only(said.Batch.ID)
	item, _ := starter.Item(rec.Item)
	rec, err := intake.Amend(rec, item, []intake.Amendment{{Field: field, Text: text}}, civil.Of(w.now))
	if err != nil {
		w.t.Fatal(err)
	}
	return rec, disclosure.End(rec, item, "", books.Rules)
}

// Art. 35 ¶1, 条例 38: conduct whose end is put right goes on no longer, and its five years
// count from that day.
func TestConductWhoseEndIsPutRightGoesOnNoLonger(t *testing.T) {
	w := newWorld(t)
	for name, row := range map[string]*grid{
		"said to go on": table("A01", arrears(1).with("conduct_ended_on", "", "conduct_continuing", "持续中")),
		"presumed":      table("A06", penalty(1).with("conduct_ended_on", "")),
	} {
		rec, ends := w.amended(w.enter(row), "conduct_ended_on", "2019-03-01")
		if rec.ConductContinuing || rec.ConductPresumed || ends.Last.String() != "2024-03-01" {
			t.Errorf("%s: it leaves on %s; goes on %t, presumed %t", name, ends.Last, rec.ConductContinuing, rec.ConductPresumed)
		}
		for _, line := range ends.Lines {
			if line.Presumed {
				t.Errorf("%s: %s still counts from a day that is presumed", name, line.Basis.Cite())
			}
		}
	}
}

// What lasts for ever ends when a day is put in its place, and the other way round.
func TestAValidityThatIsPutRightLastsAsItSays(t *testing.T) {
	w := newWorld(t)
	rec, ends := w.amended(w.enter(table("B02", licence(1).with("XK_YXQZI", "长期"))), "XK_YXQZI", "2027-01-31")
	if rec.LongTerm || rec.ValidTo.String() != "2027-01-31" || ends.Last != rec.ValidTo {
		t.Errorf("it lasts %t, is valid to %s and shown to %s", rec.LongTerm, rec.ValidTo, ends.Last)
	}
	rec, ends = w.amended(w.enter(table("B02", licence(2))), "XK_YXQZI", catalog.Lasting)
	if !rec.LongTerm || !rec.ValidTo.IsZero() || ends.Last != record.Forever {
		t.Errorf("it lasts %t, is valid to %s and shown to %s", rec.LongTerm, rec.ValidTo, ends.Last)
	}
}
