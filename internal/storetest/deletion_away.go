package storetest

import (
	"fmt"
	"strings"
	"testing"

	"creditportal/internal/audit"
	"creditportal/internal/deletion"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/intake"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

// Ruling 25: a document that is numbered otherwise is the same honour, given by the same
// office on the same day; one of another day is another.
func tryADeletedHonourStaysAwayInOtherWords(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	rec := p.entered(1)
	p.deletes(rec)
	same, alike, other := honour(t, 1), honour(t, 1), honour(t, 1)
	alike.After.DocumentNumber, alike.After.Key = "示例表（2026）一号", record.Digest{1}
	other.After.DecidedOn, other.After.Key = other.After.DecidedOn.AddDays(1), record.Digest{2}
	for name, c := range map[string]*record.Change{"same": same, "alike": alike} {
		if err := p.store.Commit(ctx(), chunk(name, c)); !fault.Is(err, fault.Stale) {
			t.Errorf("%s: %v", name, err)
		}
	}
	same.Twin, alike.Twin, other.Twin = twin(p.store, same), twin(p.store, alike), twin(p.store, other)
	known, err := p.store.Known(ctx(), []record.Digest{same.After.Key, alike.Twin, other.Twin, other.After.Key})
	if err != nil || !known[same.After.Key].Suppressed || !known[alike.Twin].Suppressed || known[other.Twin].Suppressed {
		t.Errorf("known %v, %v", known, err)
	}
	mustEnter(t, p.store, "other", other)
}

func twin(s *store.Store, c *record.Change) record.Digest { return intake.Twin(c.After, c.Subject, s) }

func tryItComesBackOnceItsSubjectAgrees(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	rec := p.entered(1)
	for round := range 2 {
		r := p.deletes(rec)
		m := flow.Move{Do: deletion.Lift, Op: p.op()}
		if _, err := p.honours.Do(ctx(), r.PublicID, r.Items[0].ID, m, caseOfficer); !fault.Is(err, fault.Forbidden) {
			t.Errorf("an officer lifts it: %v", err)
		}
		if _, err := p.honours.Do(ctx(), r.PublicID, r.Items[0].ID, m, agent(rec)); err != nil {
			t.Fatal(err)
		}
		c := honour(t, 1)
		mustEnter(t, p.store, fmt.Sprintf("anew %d", round), c)
		anew := mustKnow(t, p.store, c)
		if len(p.surfaces(anew)) != 4 || anew.Number == rec.Number || anew.ID == rec.ID {
			t.Errorf("it came back as %s, on %v", anew.Number, p.surfaces(anew))
		}
		if got := p.record(rec); got.State != record.Deleted || got.Attributes.Len() != 0 {
			t.Errorf("what was deleted is %s", got.State)
		}
		rec = anew
	}
}

// Two of one item, organisation and day are known again by the same: who agrees that one
// be collected has said nothing about the other one.
func tryAnotherOneStaysAway(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	reported := func(number string, key byte) *record.Change {
		c := honour(t, 1)
		c.After.DocumentNumber, c.After.Key = number, record.Digest{key}
		return c
	}
	var asked []flow.Request
	var had []record.Record
	for n, number := range []string{"示例表〔2026〕1号", "示例表〔2026〕2号"} {
		mustEnter(t, p.store, number, reported(number, byte(n+1)))
	}
	for n := range byte(2) {
		rec := mustKnow(t, p.store, reported("", n+1))
		asked, had = append(asked, p.deletes(rec)), append(had, rec)
	}
	renumbered := reported("示例表（2026）二号", 3)
	for i, mayCome := range []bool{false, true} {
		m := flow.Move{Do: deletion.Lift, Op: p.op()}
		if _, err := p.honours.Do(ctx(), asked[i].PublicID, asked[i].Items[0].ID, m, agent(had[i])); err != nil {
			t.Fatal(err)
		}
		err := p.store.Commit(ctx(), chunk(fmt.Sprintf("renumbered %d", i), renumbered))
		if mayCome && err != nil || !mayCome && !fault.Is(err, fault.Stale) {
			t.Errorf("after %d of two may be collected again, the second one in other words: %v", i+1, err)
		}
	}
	for n := range byte(2) {
		mustEnter(t, p.store, fmt.Sprintf("anew %d", n), reported("示例表", n+1))
	}
}

func tryARowThatWaitsGoesBack(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	rec := p.entered(1)
	waits := honour(t, 1)
	waits.After.ID, waits.WasVersion = rec.ID, rec.Version
	alike, other := honour(t, 1), honour(t, 2)
	alike.After.DocumentNumber, alike.After.Key = "示例表（2026）一号", record.Digest{1}
	alike.Twin, other.Twin = twin(p.store, alike), twin(p.store, other)
	c := chunk("waiting", nil, nil, nil)
	for i, draft := range []*record.Change{waits, alike, other} {
		c.Rows[i].Outcome, c.Rows[i].Draft = intake.Held, draft
		c.Rows[i].Faults = []intake.Fault{{
			Row: i + 1, Column: "认定文号", Value: draft.After.DocumentNumber, Rule: "repeat_changed",
		}}
	}
	c.Batch.Counts = intake.Counts{Rows: 3, Held: 3}
	mustCommit(t, p.store.Commit(ctx(), c))
	p.deletes(rec)
	b, err := p.store.BatchByKey(ctx(), c.Batch.Key)
	if err != nil || b.Counts.Held != 1 || b.Counts.Returned != 2 {
		t.Errorf("counted %+v, %v", b.Counts, err)
	}
	held, err := p.store.HeldRows(ctx(), 0, 10)
	if err != nil || len(held) != 1 || held[0].Draft.After.Key != other.After.Key {
		t.Fatalf("%d rows wait, %v", len(held), err)
	}
	back := intake.Change{
		Event: event(audit.RowReturned, "back"), Batch: b, WasCursor: b.Cursor, WasState: b.State, Rows: held,
		Records: make([]*record.Change, 1),
	}
	back.Rows[0].Outcome, back.Rows[0].Draft, back.Rows[0].Faults = intake.Returned, nil, nil
	mustCommit(t, p.store.Commit(ctx(), back))
	if n := count(t, p.db, "held_keys"); n != 0 {
		t.Errorf("%d keys of rows that wait no longer", n)
	}
	for _, faults := range column[string](t, Raw(t, p.db), "SELECT faults FROM intake_rows") {
		if strings.Contains(faults, "示例表") {
			t.Errorf("a row says %s", faults)
		}
	}
	if n := count(t, p.db, "intake_rows WHERE draft IS NOT NULL"); n != 0 {
		t.Errorf("%d drafts", n)
	}
}
