package intake_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/civil"
	"creditportal/internal/intake"
)

// 条例 38, flows.md X3, X4: a record whose last day is over is not shown again because its
// provider sends another end, be it in a file with a reason or in a row that waited.
func TestARecordWhoseLastDayIsOverIsNotShownAgainByARow(t *testing.T) {
	w := newWorld(t)
	said := penalty(1).with("CF_GSJZQ", "2026-11-25")
	first := w.enter(table("A06", said))
	waits := w.enter(table("A06", said.with("CF_GSJZQ", "", "CF_SY", "经查，情形属实。")))
	w.now = civil.MustParse("2026-12-02").Start()

	for name, changed := range map[string]values{
		"without its end":            said.with("CF_GSJZQ", ""),
		"with a later one":           said.with("CF_GSJZQ", "2027-01-31"),
		"and the conduct ends later": said.with("CF_GSJZQ", "", "conduct_ended_on", "2026-09-01"),
	} {
		got := w.enter(table("A06", changed), because("更正笔误"))
		if diff := cmp.Diff(map[int]string{2: "repeat_over"}, got.rules()); diff != "" || got.Counts.Returned != 1 {
			t.Errorf("%s: counts %+v, rules (-want +got):\n%s", name, got.Counts, diff)
		}
	}
	for _, row := range w.waiting(waits.Batch.ID) {
		if err := w.office().Release(t.Context(), row.ID, w.mandate()); ruleOf(t, err) != "repeat_over" {
			t.Errorf("released: %v", err)
		}
	}
	if is := w.only(first.Batch.ID); is.Version != 1 || is.OnDisplay(civil.Of(w.now)) {
		t.Errorf("it is shown up to %s in version %d", is.DisclosedUntil, is.Version)
	}

	kept := w.enter(table("A06", said.with("CF_SY", "经查，另有情形。")), because("更正笔误"))
	if last, _ := w.mustStand(kept, intake.Counts{Rows: 1, NewVersions: 1}); last != "2026-11-25" {
		t.Errorf("other words leave it shown up to %s", last)
	}
}
