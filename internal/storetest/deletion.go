package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/deletion"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
)

func deletions(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestADeletedHonourIsOffEverySurfaceWithItsLetter":           tryADeletedHonourIsOffEverySurface,
		"TestNothingOfADeletedHonourIsLeftInTheDatabase":             tryNothingOfADeletedHonourIsLeft,
		"TestADeletedHonourStaysAwayInOtherWordsToo":                 tryADeletedHonourStaysAwayInOtherWords,
		"TestItComesBackOnceItsSubjectAgrees":                        tryItComesBackOnceItsSubjectAgrees,
		"TestWhoAgreesThatOneHonourBeCollectedAgainKeepsAnotherAway": tryAnotherOneStaysAway,
		"TestOfManyWhoDeleteAnHonourAtOnceOneDoes":                   tryOfManyWhoDeleteAnHonourOneDoes,
		"TestAnHonourThatChangedMeanwhileIsLookedAtAgain":            tryAnHonourThatChangedIsLookedAtAgain,
		"TestAnObjectionToADeletedHonourEndsAndIsTold":               tryAnObjectionToADeletedHonourEnds,
		"TestAPaperIsDeletedByAnotherOfficerAndRefusedTwice":         tryAPaperIsDeletedByAnotherOfficer,
		"TestARowThatWaitsForADeletedHonourGoesBackWithoutItsOwn":    tryARowThatWaitsGoesBack,
	})
}

// parlour is a store with a service of deletions, and the clock it lives by.
type parlour struct {
	*bench
	honours deletion.Service
}

func mustHonour(t *testing.T, open Opener) *parlour {
	t.Helper()
	db := open(t)
	b := &bench{T: t, db: db, store: mustOpenOwing(t, db, nil, owedByWalks), now: Today.Start().Add(10 * time.Hour)}
	return &parlour{b, deletion.NewService(deskOf(b.store, func() time.Time { return b.now }))}
}

// honour is the change that enters an honour of a firm.
func honour(t testing.TB, n int) *record.Change {
	t.Helper()
	c := penalty(t, firm(t, n), n, n+1)
	c.After.Class, c.After.Honour, c.After.Dual, c.After.Severity = record.Further, true, false, record.NoSeverity
	c.After.Procedure, c.After.DocumentTitle = record.NoProcedure, "示例表彰决定"
	return c
}

// entered enters an honour and returns it.
func (p *parlour) entered(n int) record.Record {
	p.Helper()
	c := honour(p.T, n)
	mustEnter(p.T, p.store, fmt.Sprintf("honour %d", n), c)
	return mustKnow(p.T, p.store, c)
}

func (p *parlour) filing(rec record.Record) deletion.Filing {
	return deletion.Filing{
		Op: p.op(), Channel: flow.Online, Subject: rec.Subject, Record: rec.ID, Number: rec.Number, Version: rec.Version,
		Provider: rec.Provider, Aware: true,
		Applicant: flow.Applicant{Account: 1, Name: "示例经办人", Contact: "15400000001"},
	}
}

func (p *parlour) deletes(rec record.Record) flow.Request {
	p.Helper()
	r, err := p.honours.File(ctx(), p.filing(rec), agent(rec))
	if err != nil {
		p.Fatal(err)
	}
	return r
}

// refused is the key of a refusal; "" for none.
func refused(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Key
	}
	return ""
}

func tryADeletedHonourIsOffEverySurface(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	rec := p.entered(1)
	if got := p.surfaces(rec); len(got) != 4 {
		t.Fatalf("before it is on %v", got)
	}
	f := p.filing(rec)
	r, err := p.honours.File(ctx(), f, agent(rec))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.surfaces(rec); len(got) != 0 || r.Open() || r.Items[0].Outcome != deletion.Deleted {
		t.Errorf("deleted, and still on %v; %s", got, r.Items[0].Outcome)
	}
	if told := p.told(r, notice.Deletion); len(told) != 1 || told[0].Number == "" {
		t.Errorf("told %+v", told)
	}
	again, err := p.honours.File(ctx(), f, agent(rec))
	if err != nil || again.PublicID != r.PublicID || len(p.told(r, notice.Deletion)) != 1 {
		t.Errorf("sent twice: %v", err)
	}
	if _, err := p.honours.File(ctx(), p.filing(rec), agent(rec)); refused(err) != "deletion.fault.not_shown" {
		t.Errorf("asked for twice: %v", err)
	}
}

// The content goes from the live tables and to no archive: the tables are read as they
// lie, and what may lie encrypted is opened.
func tryNothingOfADeletedHonourIsLeft(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	rec := p.entered(1)
	older := rec
	older.DocumentNumber = "示例表更正〔2026〕1号"
	change := &record.Change{WasVersion: 1, After: older, Reason: "示例更正"}
	mustCommit(t, p.store.Commit(ctx(), chunk("corrected", change)))
	mustCommit(t, p.store.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "hide")))
	mustCommit(t, p.store.ShowRecord(ctx(), rec.Number, event(audit.RecordShown, "show")))
	raw := Raw(t, p.db)
	if _, err := raw.Exec("INSERT INTO explanations (id, record_id, act_id, state, item, edition, authority_name, "+
		"document_number, said, made_on, shown_until) VALUES (1, ?, 1, 'active', 'A01', '1', '示例局', '示例〔2026〕1号', "+
		"'示例更正', '2026-11-23', '2027-11-23')", rec.ID); err != nil {
		t.Fatal(err)
	}
	now := p.record(rec)
	p.deletes(now)
	left := p.record(rec)
	if left.Attributes.Len() != 0 || left.DocumentNumber+left.DocumentTitle+left.AuthorityName+left.SubjectName != "" ||
		left.State != record.Deleted || left.Key == rec.Key || left.Content != (record.Digest{}) || left.Batch != 0 {
		t.Errorf("left of it: %+v", left)
	}
	for table, where := range map[string]string{
		"record_versions": "record_id", "record_holds": "record_id", "explanations": "record_id",
	} {
		if n := count(t, p.db, fmt.Sprintf("%s WHERE %s = %d", table, where, rec.ID)); n != 0 {
			t.Errorf("%d rows of %s", n, table)
		}
	}
	for _, text := range column[string](t, raw, "SELECT attributes FROM records") {
		if strings.Contains(text, "示例事由1") {
			t.Errorf("in clear: %s", text)
		}
	}
	if n := count(t, p.db, "suppressions"); n != 3 { // the number that was put right, the one before, its twin
		t.Errorf("%d marks against its return", n)
	}
	mustBeWhole(t, p.db, p.store, nil)
}

func tryOfManyWhoDeleteAnHonourOneDoes(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	for round := range 5 * Times(t) {
		rec := p.entered(round + 1)
		var won atomic.Int64
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				_, err := p.honours.File(ctx(), p.filing(rec), agent(rec))
				switch {
				case err == nil:
					won.Add(1)
				case fault.Is(err, fault.Stale), fault.Is(err, fault.Invalid):
				default:
					t.Errorf("a loser was told %v", err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 || p.record(rec).State != record.Deleted {
			t.Fatalf("round %d: %d won, the record is %s", round, won.Load(), p.record(rec).State)
		}
	}
	mustBeWhole(t, p.db, p.store, nil)
}

func tryAnHonourThatChangedIsLookedAtAgain(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	rec := p.entered(1)
	f := p.filing(rec)
	after := rec
	after.DocumentNumber = "示例表更正〔2026〕1号"
	mustCommit(t, p.store.Commit(ctx(), chunk("corrected", &record.Change{WasVersion: 1, After: after, Reason: "更正"})))
	if _, err := p.honours.File(ctx(), f, agent(rec)); !fault.Is(err, fault.Stale) || len(p.surfaces(rec)) != 4 {
		t.Errorf("it was deleted as it is not any more: %v", err)
	}
}

// An objection to what is gone is moot, also where its applicant wanted a finding: of a
// deleted honour nothing is left to find (ruling 26).
func tryAnObjectionToADeletedHonourEnds(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	objections := objection.NewService(p.honours.Desk)
	for n, finding := range []bool{false, true} {
		rec := p.entered(n + 1)
		disputed, err := objections.File(ctx(), objection.Filing{
			Op: p.op(), Channel: flow.Online, Subject: rec.Subject, WantFinding: finding,
			Applicant: flow.Applicant{Account: 1, Name: "示例经办人", Contact: "15400000001"},
			Targets: []objection.Target{{
				Record: rec.ID, Number: rec.Number, Provider: rec.Provider, Ground: objection.Wrong, Claim: "示例陈述",
			}},
		}, agent(rec))
		if err != nil {
			t.Fatal(err)
		}
		p.deletes(p.record(rec))
		books := p.honours.Desk.Law()
		owing, err := p.store.Flows().Owing(ctx(), Today, books.Calendar, 100)
		if err != nil || !slices.Contains(owing, disputed.PublicID) {
			t.Fatalf("owing %v, %v", owing, err)
		}
		if err := objections.Watch(ctx(), owing); err != nil {
			t.Fatal(err)
		}
		now, err := p.store.Flows().Request(ctx(), disputed.PublicID, agent(rec))
		if err != nil || now.Items[0].Outcome != flow.Ended || len(p.told(disputed, notice.Ended)) != 1 {
			t.Errorf("%s, %d letters, %v", now.Items[0].Outcome, len(p.told(disputed, notice.Ended)), err)
		}
		if got := p.record(rec); got.State != record.Deleted || got.Attributes.Len() != 0 || got.Annotation.Kind != "" {
			t.Errorf("the end of the objection left it %+v", got)
		}
	}
}

func tryAPaperIsDeletedByAnotherOfficer(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	rec := p.entered(1)
	window := staff(8, actor.IntakeOfficer)
	f := p.filing(rec)
	f.Channel, f.Aware, f.CameOn, f.Proof = flow.Counter, false, Today.AddDays(-1), "示例收文1号"
	f.Papers = []attachment.ID{mustKeep(p.T, p.store, window.Account, 1, 1).ID}
	r, err := p.honours.File(ctx(), f, window)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.surfaces(rec); len(got) != 4 || len(p.told(r, notice.Receipt)) != 1 {
		t.Errorf("a paper alone took it off: on %v", got)
	}
	f.Op = p.op()
	if _, err := p.honours.File(ctx(), f, window); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second paper about it: %v", err)
	}
	p.now = p.now.AddDate(0, 0, 7)
	ids, err := p.store.Flows().Owing(ctx(), civil.Of(p.now), p.honours.Desk.Law().Calendar, 100)
	if err == nil {
		err = p.honours.Watch(ctx(), ids)
	}
	if err != nil || len(p.told(r, notice.Extended)) == 0 {
		t.Errorf("lateness: %d letters, %v", len(p.told(r, notice.Extended)), err)
	}
	m := flow.Move{Do: deletion.Execute, Op: p.op()}
	if _, err := p.honours.Do(ctx(), r.PublicID, r.Items[0].ID, m, caseOfficer); err != nil {
		t.Fatal(err)
	}
	if got := p.surfaces(rec); len(got) != 0 || len(p.told(r, notice.Deletion)) != 1 {
		t.Errorf("deleted, and still on %v", got)
	}
}
