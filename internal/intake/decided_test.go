package intake_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// signed is the act by which an objection is decided on.
const signed audit.Act = "objection.sign"

// Art. 37 ¶3: what a signed decision put right stays right: a row that says of it what was
// wrong, or anything else, goes back, and one that waited is not released; what says it as
// it is may say other things anew.
func TestNoRowUndoesWhatADecisionPutRight(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", penalty(1)))
	waits := w.enter(table("A06", penalty(1).with("CF_SY", "经查，情形属实。")))
	w.decide(first.Batch.ID, signed, "decide", func(r *record.Record) {
		r.DecidedOn = civil.MustParse("2026-09-08")
	})
	for name, row := range map[string]values{
		"what was wrong": penalty(1).with("CF_SY", "经查，另有情形。"),
		"something else": penalty(1).with("CF_JDRQ", "2026-09-09"),
	} {
		for _, order := range []func(*intake.Order){dry, because("更正笔误")} {
			said := w.enter(table("A06", row), because("更正笔误"), order)
			if diff := cmp.Diff(map[int]string{2: "repeat_decided"}, said.rules()); diff != "" {
				t.Errorf("%s: counts %+v, rules (-want +got):\n%s", name, said.Counts, diff)
			}
		}
	}
	for _, row := range w.waiting(waits.Batch.ID) {
		if err := w.office().Release(t.Context(), row.ID, w.mandate()); ruleOf(t, err) != "repeat_decided" {
			t.Errorf("released: %v", err)
		}
	}
	if is := w.only(first.Batch.ID); is.Version != 2 || is.DecidedOn.String() != "2026-09-08" {
		t.Errorf("in version %d it is of %s", is.Version, is.DecidedOn)
	}
	kept := w.enter(table("A06", penalty(1).with("CF_JDRQ", "2026-09-08", "CF_SY", "经查，另有情形。")), because("更正笔误"))
	w.mustStand(kept, intake.Counts{Rows: 1, NewVersions: 1})
	again := w.enter(table("A06", penalty(1).with("CF_JDRQ", "2026-09-08")), because("更正笔误"))
	w.mustStand(again, intake.Counts{Rows: 1, NewVersions: 1})
}

// Art. 35 ¶1: nor does conduct go on again whose end a decision put right, nor does it with
// its batch, taken back and sent again.
func TestConductThatADecisionEndedGoesOnByNoRow(t *testing.T) {
	w := newWorld(t)
	goesOn := arrears(1).with("conduct_ended_on", "", "conduct_continuing", "持续中")
	first := w.enter(table("A01", goesOn))
	w.decide(first.Batch.ID, signed, "decide", func(r *record.Record) {
		r.ConductEndedOn, r.ConductContinuing = civil.MustParse("2026-09-01"), false
	})
	w.now = w.now.AddDate(0, 0, 1)
	withdraws := func() { w.withdraw(first.Batch.ID) }
	for i, before := range []func(){func() {}, withdraws} {
		before()
		for name, row := range map[string]values{
			"goes on": goesOn, "ended and goes on": goesOn.with("conduct_ended_on", "2026-09-01"),
		} {
			said := w.enter(labelled("A01", row.with("QS_JE", fmt.Sprint(12000+i))), because("年度确认"))
			if diff := cmp.Diff(map[int]string{2: "repeat_decided"}, said.rules()); diff != "" {
				t.Errorf("%s: counts %+v, rules (-want +got):\n%s", name, said.Counts, diff)
			}
		}
	}
}
