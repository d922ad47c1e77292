package repair_test

import (
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/repair"
)

func TestAProviderTakesARefusalBackAndExaminesAgainWithADayOfItsOwn(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Accept).does(checker, repair.Decline)
	w.does(reviewer, repair.ProviderSign)
	w.refuses("repair.fault.not_theirs", elsewhere, repair.Reconsider)
	w.stand.Open = true
	w.refuses("repair.fault.other_open", checker, repair.Reconsider)
	w.stand.Open = false
	w.on("2026-08-17").does(checker, repair.Reconsider)
	if it := w.item; it.State != repair.Reviewing || it.Outcome != flow.NoOutcome || !it.Open() || !it.Proposal.IsZero() {
		t.Errorf("taken up again it is %s, %q", it.State, it.Outcome)
	}
	if got := w.due(law.RepairWhole); got != "2026-08-31" {
		t.Errorf("it is decided by %s", got)
	}
	told := w.letters(notice.Extended, actor.Subject)
	if len(told) != 1 || told[0].Facts.Cause != notice.TakenUp || len(told[0].Facts.Limits) == 0 {
		t.Errorf("told %+v", told)
	}
	w.does(checker, repair.Agree).does(reviewer, repair.ProviderSign)
	if w.rec.State != record.Repaired || w.item.Outcome != repair.Repaired {
		t.Errorf("%s, the record is %s", w.item.Outcome, w.rec.State)
	}
	w.refuses("repair.fault.not_refused", checker, repair.Reconsider)
}

func TestARevocationIsTakenBackByAnotherConfirmationAlone(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Accept).does(checker, repair.Agree).
		does(reviewer, repair.ProviderSign).does(checker, repair.ProposeRevoke).does(person, repair.Reply).
		does(reviewer, repair.ProviderSign)
	was := w.rec
	w.does(checker, repair.Reconsider)
	if w.rec != was {
		t.Error("what is only examined again changes the record")
	}
	w.does(checker, repair.Agree).does(reviewer, repair.ProviderSign)
	if w.rec.State != record.Repaired || w.rec.DisclosedUntil != was.DisclosedUntil {
		t.Errorf("the record is %s until %s", w.rec.State, w.rec.DisclosedUntil)
	}
}

func TestWhatLeftDisplayIsNotExaminedAgain(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Decline).
		does(reviewer, repair.ProviderSign)
	gone := *w.rec
	gone.State = record.Annulled
	w.rec = &gone
	w.refuses("repair.fault.not_shown", checker, repair.Reconsider)
}

func TestTheLastDecisionAboutARecordSaysWhetherARefusalStands(t *testing.T) {
	decided := func(outcomes ...flow.Outcome) []flow.Request {
		list := make([]flow.Request, len(outcomes))
		for i, as := range outcomes {
			it := flow.Item{State: repair.Closed, Outcome: as}
			if as == flow.NoOutcome {
				it.State = repair.Reviewing
			}
			list[i] = flow.Request{PublicID: string(rune('a' + i)), Items: []flow.Item{it}}
		}
		return list
	}
	for _, c := range []struct {
		name string
		list []flow.Request
		want flow.Refusal
	}{
		{"nothing was applied for", nil, flow.Refusal{}},
		{"refused", decided(repair.Refused), flow.Refusal{Request: "a", Stands: true}},
		{"not accepted", decided(flow.NotAccepted), flow.Refusal{Request: "a", Stands: true}},
		{"revoked", decided(repair.Revoked), flow.Refusal{Request: "a", Stands: true}},
		{"refused, then withdrawn", decided(repair.Refused, flow.Withdrawn), flow.Refusal{Request: "a", Stands: true}},
		{"refused, and repaired the second time", decided(repair.Refused, repair.Repaired), flow.Refusal{Request: "b"}},
		{"examined again", decided(flow.NoOutcome), flow.Refusal{Request: "a", Open: true}},
		{"withdrawn", decided(flow.Withdrawn), flow.Refusal{}},
	} {
		if got := repair.RefusalIn(c.list); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
