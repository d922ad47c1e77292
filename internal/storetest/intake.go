package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// same compares nouns: their opaque parts by what they print, and everything
// but the row ids that the store drew.
var same = cmp.Options{
	cmp.Comparer(func(a, b catalog.Attributes) bool {
		one, err1 := a.MarshalJSON()
		two, err2 := b.MarshalJSON()
		return err1 == nil && err2 == nil && string(one) == string(two)
	}),
	cmp.Comparer(func(a, b civil.Date) bool { return a == b }),
	cmp.Comparer(func(a, b subject.Code) bool { return a == b }),
	cmp.Comparer(func(a, b subject.Document) bool { return a == b }),
	cmpopts.EquateEmpty(),
}

func intaken(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestARecordComesBackAsItEntered":                        tryARecordComesBackAsItEntered,
		"TestTheSameFileGivesTheSameNumbersInAnotherDatabase":    tryTheSameFileGivesTheSameNumbersInAnotherDatabase,
		"TestABatchIsFoundByItsKeyAndGoesOnWhereItStopped":       tryABatchIsFoundByItsKeyAndGoesOnWhereItStopped,
		"TestTheSameBatchTwiceAtOnceIsOneBatch":                  tryTheSameBatchTwiceAtOnceIsOneBatch,
		"TestAHeldRowKeepsItsDraftUntilOnePersonDecides":         tryAHeldRowKeepsItsDraftUntilOnePersonDecides,
		"TestAWithdrawnBatchTakesItsRecordsAlongAndMayComeAgain": tryAWithdrawnBatchTakesItsRecordsAlongAndMayComeAgain,
		"TestADeletedHonourDoesNotComeBack":                      tryADeletedHonourDoesNotComeBack,
	})
}

func tryARecordComesBackAsItEntered(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	subjects := []subject.Subject{firm(t, 1), person(t, "370399189103150014")}
	for i, subj := range subjects {
		c := full(t, penalty(t, subj, i+1, 10))
		batch := mustEnter(t, s, subj.Name, c)
		want, got := c.After, mustKnow(t, s, c)
		want.ID, want.Subject, want.Number, want.Version, want.Batch = got.ID, got.Subject, got.Number, 1, batch.ID
		if diff := cmp.Diff(want, got, same); diff != "" {
			t.Errorf("%s (-entered +read):\n%s", subj.Kind, diff)
		}
		if number, err := record.ParseNumber(string(got.Number)); err != nil || number != got.Number {
			t.Errorf("number %q does not read back: %v", got.Number, err)
		}
	}
}

func tryTheSameFileGivesTheSameNumbersInAnotherDatabase(t *testing.T, open Opener) {
	one, two := MustOpen(t, open(t), nil), MustOpen(t, open(t), nil)
	c := entered(t, one, 1)
	entered(t, two, 2)
	entered(t, two, 1)
	if a, b := mustKnow(t, one, c).Number, mustKnow(t, two, c).Number; a != b {
		t.Errorf("numbers %s and %s", a, b)
	}
	if one.BusinessKey("A06|示例罚〔2026〕1号") != two.BusinessKey("A06|示例罚〔2026〕1号") {
		t.Error("business keys of one secret differ")
	}
}

func tryABatchIsFoundByItsKeyAndGoesOnWhereItStopped(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	c := chunk("first", penalty(t, firm(t, 1), 1, 10))
	c.Batch.State = intake.Open
	mustCommit(t, s.Commit(ctx(), c))
	b := mustBatch(t, s, c)
	want := c.Batch
	want.ID = b.ID
	if diff := cmp.Diff(want, b, same); diff != "" {
		t.Fatalf("batch (-written +read):\n%s", diff)
	}
	next := chunk("second", penalty(t, firm(t, 2), 2, 10))
	next.Batch, next.WasCursor, next.WasState = b, 1, intake.Open
	next.Batch.Cursor, next.Batch.State = 2, intake.Finished
	next.Rows[0].Number = 2
	mustCommit(t, s.Commit(ctx(), next))
	next.Event.Op = "somebody else's second"
	if err := s.Commit(ctx(), next); !fault.Is(err, fault.Stale) {
		t.Errorf("a chunk computed from a cursor that moved: %v, want stale", err)
	}
	recs, err := s.BatchRecords(ctx(), b.ID)
	if err != nil || len(recs) != 2 {
		t.Errorf("%d records of the batch, %v; want 2", len(recs), err)
	}
}

func tryTheSameBatchTwiceAtOnceIsOneBatch(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	c := chunk("first", penalty(t, firm(t, 1), 1, 10))
	mustCommit(t, s.Commit(ctx(), c))
	c.Event.Op = "second"
	if err := s.Commit(ctx(), c); !fault.Is(err, fault.Stale) {
		t.Errorf("a second new batch of one key: %v, want stale", err)
	}
}

func tryAHeldRowKeepsItsDraftUntilOnePersonDecides(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	draft := full(t, penalty(t, person(t, "370399189103150022"), 7, 3))
	c := chunk("hold", nil)
	c.Rows[0] = intake.Row{
		Number: 1, Outcome: intake.Held, Draft: draft,
		Faults: []intake.Fault{{Row: 1, Column: "事由", Value: "3703****0022", Rule: "secrecy_words"}},
	}
	mustCommit(t, s.Commit(ctx(), c))
	rows, err := s.HeldRows(ctx(), 0, 10)
	if err != nil || len(rows) != 1 {
		t.Fatalf("held rows: %v, %v", rows, err)
	}
	if diff := cmp.Diff(draft, rows[0].Draft, same); diff != "" {
		t.Errorf("draft (-held +read):\n%s", diff)
	}
	if diff := cmp.Diff(c.Rows[0].Faults, rows[0].Faults); diff != "" {
		t.Errorf("faults (-held +read):\n%s", diff)
	}
	release := func(op string) intake.Change {
		b := mustBatch(t, s, c)
		own := rows[0]
		own.Outcome, own.Draft = intake.Entered, nil
		return intake.Change{
			Event: event("row.released", op), Batch: b, WasCursor: b.Cursor, WasState: b.State,
			Rows: []intake.Row{own}, Records: []*record.Change{rows[0].Draft},
		}
	}
	mustCommit(t, s.Commit(ctx(), release("one")))
	if err := s.Commit(ctx(), release("two")); !fault.Is(err, fault.Stale) {
		t.Errorf("the second who decides: %v, want stale", err)
	}
	if left, err := s.HeldRows(ctx(), rows[0].Batch, 10); err != nil || len(left) != 0 {
		t.Errorf("still held: %v, %v", left, err)
	}
	if rec := mustKnow(t, s, draft); rec.SubjectName != draft.Subject.Name {
		t.Errorf("entered under the name %q", rec.SubjectName)
	}
}

func tryAWithdrawnBatchTakesItsRecordsAlongAndMayComeAgain(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	first := penalty(t, firm(t, 1), 1, 10)
	c := chunk("first", first)
	mustCommit(t, s.Commit(ctx(), c))
	b := mustBatch(t, s, c)
	recs, err := s.BatchRecords(ctx(), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	withdraw := intake.Change{Event: event("batch.withdrawn", "back"), Batch: b, WasCursor: b.Cursor, WasState: b.State}
	withdraw.Batch.State = intake.Withdrawn
	for _, rec := range recs {
		rec.State = record.Withdrawn
		withdraw.Records = append(withdraw.Records, &record.Change{WasVersion: rec.Version, After: rec, Reason: "测试"})
	}
	mustCommit(t, s.Commit(ctx(), withdraw))
	if _, err := s.RecordByNumber(ctx(), recs[0].Number, Today); !fault.Is(err, fault.Gone) {
		t.Errorf("a withdrawn record answers %v, want gone", err)
	}
	if _, err := s.BatchByKey(ctx(), c.Batch.Key); !fault.Is(err, fault.NotFound) {
		t.Errorf("a withdrawn batch is found by its key: %v", err)
	}
	again := chunk("first", &record.Change{WasVersion: 2, After: recs[0], Subject: first.Subject, Reason: "重新报送"})
	again.Event.Op = "again"
	mustCommit(t, s.Commit(ctx(), again))
	if found, err := s.RecordByNumber(ctx(), recs[0].Number, Today); err != nil || found.Record.Version != 3 {
		t.Errorf("the record came again as version %d, %v", found.Record.Version, err)
	}
	list, err := s.Batches(ctx(), 10)
	if err != nil || len(list) != 2 {
		t.Errorf("%d batches listed, %v; want both", len(list), err)
	}
}

func tryADeletedHonourDoesNotComeBack(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	c := penalty(t, firm(t, 1), 1, 10)
	c.After.Class, c.After.Honour, c.After.Dual, c.After.Item = record.Further, true, false, "F01"
	mustEnter(t, s, "first", c)
	rec := mustKnow(t, s, c)
	rec.State = record.Deleted
	mustCommit(t, s.Commit(ctx(), chunk("delete", &record.Change{WasVersion: 1, After: rec, Reason: "主体申请"})))
	known, err := s.Known(ctx(), []record.Digest{c.After.Key})
	if err != nil || !known[c.After.Key].Suppressed {
		t.Errorf("known as %+v, %v; want suppressed", known[c.After.Key].Suppressed, err)
	}
	if err := s.Commit(ctx(), chunk("again", c)); !fault.Is(err, fault.Stale) {
		t.Errorf("it came back: %v", err)
	}
}

func mustCommit(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

type byKey interface {
	BatchByKey(ctx context.Context, key record.Digest) (intake.Batch, error)
}

func mustBatch(t *testing.T, s byKey, c intake.Change) intake.Batch {
	t.Helper()
	b, err := s.BatchByKey(ctx(), c.Batch.Key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// full sets every field of the record that a column keeps.
func full(t *testing.T, c *record.Change) *record.Change {
	t.Helper()
	r := &c.After
	r.List, r.SeverityBasis, r.FineClass, r.Penalties = "serious_default", "ndrc-36 第十条", "较低", "警告;罚款"
	r.AuthorityCode, r.FormedOn, r.FormedPresumed = "11370399004999018A", r.DecidedOn, true
	r.ConductEndedOn, r.ConductContinuing, r.ConductPresumed = r.DecidedOn.AddDays(-1), true, true
	r.ValidFrom, r.ValidTo, r.LongTerm = r.DecidedOn, record.Forever, true
	r.ProviderUntil, r.RemovedOn, r.FirstDisclosedOn = Today.AddDays(99), Today.AddDays(98), r.DecidedOn
	r.DisclosureReason, r.RepairableFrom = "确需公示", Today.AddDays(30)
	r.Annotation = record.Annotation{Kind: record.Disputed, On: Today}
	r.Source, r.Late, r.Held, r.Honour = "示例来源 𠀀", true, true, true
	return c
}
