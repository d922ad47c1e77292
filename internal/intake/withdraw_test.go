package intake_test

import (
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// only returns the one record of a batch.
func (w *world) only(batch int64) record.Record {
	w.t.Helper()
	records, err := w.store.BatchRecords(w.t.Context(), batch)
	if err != nil || len(records) != 1 {
		w.t.Fatalf("the batch has %d records, %v", len(records), err)
	}
	return records[0]
}

func (w *world) withdraw(batch int64) intake.Undone {
	w.t.Helper()
	done, err := w.office().Withdraw(w.t.Context(), batch, w.mandate())
	if err != nil {
		w.t.Fatal(err)
	}
	return done
}

func TestAWithdrawnCorrectionGivesBackWhatTheRecordWas(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", penalty(1)))
	was := w.only(first.Batch.ID)
	w.now = w.now.AddDate(0, 0, 1)
	second := w.enter(table("A06", penalty(1).with("CF_SY", "经查，另有情形。")), because("更正"))
	hide := audit.Event{
		Did: audit.RecordHidden, By: actor.System(), At: w.now, Op: "hide", Reason: "核查", On: "records",
	}
	if err := w.store.HideRecord(t.Context(), was.Number, hide); err != nil {
		t.Fatal(err)
	}
	if done := w.withdraw(second.Batch.ID); done != (intake.Undone{Restored: 1}) {
		t.Errorf("undone %+v", done)
	}
	is := w.only(first.Batch.ID)
	fact := is.Attributes.Get("CF_SY")
	if is.State != record.Active || fact != was.Attributes.Get("CF_SY") || is.Content != was.Content {
		t.Errorf("it is %s with %q", is.State, fact)
	}
	if is.DisclosedFrom != was.DisclosedFrom || is.DisclosedUntil != was.DisclosedUntil || is.Number != was.Number {
		t.Errorf("%s is shown from %s to %s, %s was to %s", is.Number, is.DisclosedFrom, is.DisclosedUntil,
			was.Number, was.DisclosedUntil)
	}
	if !is.Held {
		t.Error("the hold that an officer set is lifted by a provider")
	}
}

func TestARecordLeavesWhenEveryBatchThatBroughtItIsWithdrawn(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", penalty(1)))
	second := w.enter(table("A06", penalty(1).with("CF_SY", "经查，另有情形。")), because("更正"))
	if done := w.withdraw(first.Batch.ID); done != (intake.Undone{}) {
		t.Errorf("a batch whose record was corrected since undoes %+v", done)
	}
	if done := w.withdraw(second.Batch.ID); done != (intake.Undone{Removed: 1}) {
		t.Errorf("undone %+v", done)
	}
	if is := w.only(second.Batch.ID); is.State != record.Withdrawn {
		t.Errorf("it is %s", is.State)
	}
}

func TestEachOfSeveralCorrectionsIsTakenBackByItself(t *testing.T) {
	w := newWorld(t)
	batches := []int64{w.enter(table("A06", penalty(1))).Batch.ID}
	for _, fact := range []string{"经查，另有情形。", "经查，情形属实。"} {
		w.now = w.now.Add(time.Hour)
		said := w.enter(table("A06", penalty(1).with("CF_SY", fact)), because("更正"))
		batches = append(batches, said.Batch.ID)
	}
	w.withdraw(batches[2])
	if is := w.only(batches[1]); is.Attributes.Get("CF_SY") != "经查，另有情形。" {
		t.Errorf("after the second correction was withdrawn it says %q", is.Attributes.Get("CF_SY"))
	}
	w.withdraw(batches[1])
	if is := w.only(batches[0]); is.State != record.Active || is.Version != 5 {
		t.Errorf("after both it is %s in version %d", is.State, is.Version)
	}
}

func TestADecisionTakenAfterACorrectionOutlivesItsWithdrawal(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", penalty(1)))
	second := w.enter(table("A06", penalty(1).with("CF_SY", "经查，另有情形。")), because("更正"))
	is := w.only(second.Batch.ID)
	is.DocumentTitle = "行政处罚决定书（更正）"
	list, err := w.store.Batches(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	decision := intake.Change{
		Batch: list[0], WasCursor: list[0].Cursor, WasState: list[0].State, Event: audit.Event{
			Did: audit.RecordShown, On: "records", By: w.mandate().By, At: w.now, Op: "decide", Reason: "异议成立",
		},
		Records: []*record.Change{{WasVersion: is.Version, After: is, Reason: "异议成立"}},
	}
	if err := w.store.Commit(t.Context(), decision); err != nil {
		t.Fatal(err)
	}
	if done := w.withdraw(second.Batch.ID); done != (intake.Undone{}) {
		t.Errorf("undone %+v", done)
	}
	if now := w.only(second.Batch.ID); now.DocumentTitle != is.DocumentTitle || now.State != record.Active {
		t.Errorf("it is %s with the title %q", now.State, now.DocumentTitle)
	}
	if done := w.withdraw(first.Batch.ID); done != (intake.Undone{}) {
		t.Errorf("the batch before it undoes %+v", done)
	}
}
