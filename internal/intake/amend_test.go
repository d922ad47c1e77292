package intake_test

import (
	"fmt"
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/intake"
	"creditportal/internal/law"
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

// Order 36: where nobody but the severity table says how grave a penalty is, it is as
// grave as what it is put right to, is shown no longer than that may be, and not to the
// public where it is minor and no need is stated; what its provider says of it stands.
func TestAPenaltyThatIsPutRightIsAsGraveAsItThenSays(t *testing.T) {
	w := newWorld(t)
	revoked := penalty(1).with("CF_CFLB", "吊销许可证", "CF_NR", "吊销许可证", "CF_NR_FK", "", "CF_NR_ZKDX", "示例证",
		"severity", "", "severity_basis", "")
	item, _ := starter.Item("A06")
	for i, c := range []struct {
		name       string
		row        values
		to, track  string
		want, last string
		repair     string
	}{
		{"a warning", revoked, "警告", "", "minor authorised", "2026-12-18", ""},
		{
			"a warning that needs to be known", revoked.with("disclosure_reason", "事关公共安全"), "警告", "",
			"minor public", "2026-12-18", "",
		},
		{"what the table does not grade", revoked, "其他", "", "serious public", "2029-09-18", "2027-09-19"},
		{"what is as grave", revoked, "责令关闭", "", "serious public", "2029-09-18", "2027-09-19"},
		{
			"what its provider grades", revoked.with("severity", "严重"), "警告", "",
			"serious public", "2029-09-18", "2027-09-19",
		},
		{
			"a warning of the market track", revoked.with("severity", "一般", "severity_basis", "示例标准"), "警告", law.TrackMarket,
			"general authorised", "2027-09-18", "2026-12-19",
		},
	} {
		said := w.enter(table("A06", c.row.with("CF_WSH", fmt.Sprintf("示例罚〔2026〕%d号", i+1))))
		was, amended := w.only(said.Batch.ID), []intake.Amendment{{Field: "CF_CFLB", Text: c.to}}
		rec, err := intake.Amend(was, item, amended, civil.Of(w.now))
		if err != nil {
			t.Fatal(err)
		}
		rec = intake.Regraded(was, rec, item, c.track, books.Rules)
		ends := disclosure.End(rec, item, c.track, books.Rules)
		if got := string(rec.Severity) + " " + string(rec.Channel); got != c.want || ends.Last.String() != c.last ||
			ends.RepairFrom.String() != c.repair {
			t.Errorf("%s: it is %s by %q, shown up to %s, repaired from %s", c.name, got, rec.SeverityBasis, ends.Last,
				ends.RepairFrom)
		}
	}
}
