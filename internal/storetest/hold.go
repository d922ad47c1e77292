package storetest

import (
	"testing"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/record"
)

// holds are the trials of what keeps a record from display for a while: an officer's
// order, and the request that is about it.
func holds(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestWhatAnOfficerHidStaysAwayWhenTheRequestThatHidItTooIsOver": tryAnOrderOutlivesARequest,
		"TestWhatAnOfficerShowsStaysAwayWhileARequestHidesIt":           tryARequestOutlivesAnOrder,
	})
}

// mustHide is a record that the draft of a result hides, and its request.
func mustHide(t *testing.T, open Opener) (*court, flow.Request, record.Record) {
	c := mustConvene(t, open)
	r, rec := c.refused(1)
	r = c.does(r, agent(rec), flow.Move{Do: objection.Contest})
	r = c.does(r, caseOfficer, flow.Move{
		Do: objection.Overrule, As: objection.Removed, Document: "示例复决〔2026〕1号", Reason: "复议决定撤销",
	})
	if !c.record(rec).Held {
		t.Fatal("a record that is about to be taken down is still shown")
	}
	return c, r, rec
}

func tryAnOrderOutlivesARequest(t *testing.T, open Opener) {
	c, r, rec := mustHide(t, open)
	mustCommit(t, c.store.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "hide")))
	err := c.store.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "again"))
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("hidden by order twice: %v, want conflict", err)
	}
	c.does(r, signer, flow.Move{Do: objection.SendBack})
	if !c.record(rec).Held {
		t.Error("what an order hides is shown again because the request no longer hides it")
	}
	mustCommit(t, c.store.ShowRecord(ctx(), rec.Number, event(audit.RecordShown, "show")))
	if c.record(rec).Held {
		t.Error("nothing hides the record any more, and it is not shown")
	}
}

func tryARequestOutlivesAnOrder(t *testing.T, open Opener) {
	c, r, rec := mustHide(t, open)
	err := c.store.ShowRecord(ctx(), rec.Number, event(audit.RecordShown, "none"))
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("an officer shows what a request hides: %v, want conflict", err)
	}
	mustCommit(t, c.store.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "hide")))
	mustCommit(t, c.store.ShowRecord(ctx(), rec.Number, event(audit.RecordShown, "show")))
	if !c.record(rec).Held {
		t.Error("an officer's order that is lifted shows what a request hides")
	}
	c.does(r, signer, flow.Move{Do: objection.SendBack})
	if c.record(rec).Held {
		t.Error("the request no longer hides the record, and it is not shown")
	}
}
