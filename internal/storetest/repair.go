package storetest

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/search"
	"creditportal/internal/store"
)

func repairs(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAConfirmedRepairIsOffEverySurfaceWithItsLetter":            tryAConfirmedRepairIsOffEverySurface,
		"TestARefusedRepairLeavesTheRecordAndGivesReasons":              tryARefusedRepairLeavesTheRecord,
		"TestARevokedRepairIsShownForItsRemainingDays":                  tryARevokedRepairIsShownForItsRemainingDays,
		"TestOfManyWhoSignARepairAtOnceOneDoes":                         tryOfManyWhoSignARepairAtOnceOneDoes,
		"TestARecordHasOneOpenRepairHoweverOftenItIsFiled":              tryARecordHasOneOpenRepair,
		"TestTheDocketShowsRepairsAmongTheRestAndTheirLatenessIsTold":   tryTheDocketShowsRepairs,
		"TestAMatterThatCannotBeReadKeepsNobodyFromBeingToldOfLateness": tryWhatCannotBeReadKeepsNobodyFromBeingTold,
		"TestAnExtendedLimitIsKeptAsItWasExtended":                      tryAnExtendedLimitIsKept,
		"TestWhatIsWrittenForARepairIsNotReadableInTheDatabase":         tryWhatIsWrittenForARepairIsClosed,
	})
}

// bench is a store with a service of repairs, and the clock it lives by.
type bench struct {
	*testing.T
	db      Database
	store   *store.Store
	service repair.Service
	now     time.Time
	ops     atomic.Int64
}

func mustRepair(t *testing.T, open Opener) *bench {
	t.Helper()
	db := open(t)
	b := &bench{T: t, db: db, store: mustOpenOwing(t, db, nil, owedByWalks), now: Today.Start().Add(10 * time.Hour)}
	desk := deskOf(b.store, func() time.Time { return b.now })
	desk.Repair = func(record.Record) flow.Repairable { return flow.Repairable{State: disclosure.RepairAtOnce} }
	b.service = repair.NewService(desk)
	return b
}

func (b *bench) op() string { return fmt.Sprintf("repair %d", b.ops.Add(1)) }

func targetOf(rec record.Record) repair.Target {
	return repair.Target{Record: rec.ID, Number: rec.Number, Provider: rec.Provider}
}

// application is one about the record, with two papers of its own.
func (b *bench) application(rec record.Record, papers int) repair.Filing {
	b.Helper()
	return repair.Filing{
		Op: b.op(), Channel: flow.Online, Subject: rec.Subject, Targets: []repair.Target{targetOf(rec)},
		Applicant: flow.Applicant{Account: 1, Name: "示例经办人", Contact: "15400000001"}, Claim: "示例罚款已缴清",
		Proof: mustKeep(b.T, b.store, 1, papers, 1).ID, Commitment: mustKeep(b.T, b.store, 1, papers+1, 1).ID,
	}
}

// filed is an application about a record of its own.
func (b *bench) filed(n int) (flow.Request, record.Record) {
	b.Helper()
	rec := mustKnow(b.T, b.store, entered(b.T, b.store, n))
	r, err := b.service.File(ctx(), b.application(rec, 2*n), agent(rec))
	if err != nil {
		b.Fatal(err)
	}
	return r, rec
}

func (b *bench) move(m flow.Move) flow.Move {
	m.Op, m.Reason, m.Document, m.Dated = b.op(), "示例理由", "示例修〔2026〕1号", civil.Of(b.now)
	for _, c := range repair.Conditions() {
		m.Fields = append(m.Fields, string(c))
	}
	return m
}

func (b *bench) does(r flow.Request, by actor.Actor, m flow.Move) flow.Request {
	b.Helper()
	after, err := b.service.Do(ctx(), r.PublicID, r.Items[0].ID, b.move(m), by)
	if err != nil {
		b.Fatalf("%s: %v", m.Do, err)
	}
	return after
}

// scan is a file that somebody of the provider handed in.
func (b *bench) scan(by actor.Actor, n int) []attachment.ID {
	return []attachment.ID{mustKeep(b.T, b.store, by.Account, 1000+n, 1).ID}
}

// agreed is an application that a checker of the provider agrees to.
func (b *bench) agreed(n int) (flow.Request, record.Record) {
	b.Helper()
	r, rec := b.filed(n)
	r = b.does(r, checker, flow.Move{Do: repair.Accept})
	return b.does(r, checker, flow.Move{Do: repair.Agree, Attachments: b.scan(checker, n)}), rec
}

// surfaces are where the record is still found.
func (b *bench) surfaces(rec record.Record) []string {
	b.Helper()
	today := civil.Of(b.now)
	var found []string
	add := func(name string, is bool) {
		if is {
			found = append(found, name)
		}
	}
	_, err := b.store.RecordByNumber(ctx(), rec.Number, today)
	add("page", err == nil)
	add("list", slices.Contains(listedNumbers(b.T, b.store, search.EveryRecord, today), rec.Number))
	list, _, err := b.store.OfSubject(ctx(), rec.Subject, today, search.Cursor{}, 10)
	if err != nil && !fault.Is(err, fault.NotFound) {
		b.Fatal(err)
	}
	add("subject", len(list) > 0)
	file, err := query.NewDesk(b.store, itemOf, func() time.Time { return b.now }).OwnFile(ctx(), agent(rec), query.Page)
	if err != nil {
		b.Fatal(err)
	}
	add("own file", slices.ContainsFunc(file.Lines, func(l query.Line) bool { return l.ID == rec.ID }))
	return found
}

func (b *bench) record(rec record.Record) record.Record {
	b.Helper()
	now, err := b.store.Flows().RecordOf(ctx(), rec.ID)
	if err != nil {
		b.Fatal(err)
	}
	return *now
}

// told are the letters of the kind about the request.
func (b *bench) told(r flow.Request, kind notice.Kind) []notice.Notice {
	b.Helper()
	all, err := b.store.NoticesOf(ctx(), r.ID, caseOfficer)
	if err != nil {
		b.Fatal(err)
	}
	return slices.DeleteFunc(all, func(n notice.Notice) bool { return n.Kind != kind })
}

func tryAConfirmedRepairIsOffEverySurface(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.agreed(1)
	if got := b.surfaces(rec); len(got) != 4 || r.Number != "2026-000001" {
		t.Fatalf("%s: before the signature it is on %v", r.Number, got)
	}
	if got := b.record(rec).Annotation.Kind; got != record.NotAnnotated {
		t.Errorf("a pending repair annotates the record: %s", got)
	}
	for _, kind := range []notice.Kind{notice.Receipt, notice.Referral} {
		if len(b.told(r, kind)) != 1 {
			t.Errorf("%d letters of kind %s", len(b.told(r, kind)), kind)
		}
	}
	r = b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	if got := b.surfaces(rec); len(got) != 0 || b.record(rec).State != record.Repaired {
		t.Errorf("repaired, and still on %v", got)
	}
	if told := b.told(r, notice.RepairResult); len(told) != 1 || told[0].Facts.Items[0].Confirmed == nil {
		t.Errorf("told %+v", told)
	}
}

func tryARefusedRepairLeavesTheRecord(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.filed(1)
	r = b.does(r, checker, flow.Move{Do: repair.Decline})
	r = b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	if got := b.surfaces(rec); len(got) != 4 || r.Items[0].Outcome != flow.NotAccepted {
		t.Errorf("%s, on %v", r.Items[0].Outcome, got)
	}
	told := b.told(r, notice.RepairResult)
	if len(told) != 1 || told[0].Facts.Items[0].Reasons[0] != "示例理由" || len(told[0].Facts.Next) == 0 {
		t.Errorf("told %+v", told)
	}
	if _, err := b.service.File(ctx(), b.application(rec, 10), agent(rec)); err != nil {
		t.Errorf("with something new it cannot be applied for again: %v", err)
	}
}

func tryARevokedRepairIsShownForItsRemainingDays(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.agreed(1)
	r = b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	b.now = b.now.AddDate(0, 1, 0)
	r = b.does(r, checker, flow.Move{Do: repair.ProposeRevoke, Attachments: b.scan(checker, 2)})
	if len(b.told(r, notice.Hearing)) != 1 || len(b.surfaces(rec)) != 0 {
		t.Errorf("%d hearings, on %v", len(b.told(r, notice.Hearing)), b.surfaces(rec))
	}
	r = b.does(r, agent(rec), flow.Move{Do: repair.Reply})
	r = b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	now := b.record(rec)
	if len(b.surfaces(rec)) != 4 || now.DisclosedUntil != rec.DisclosedUntil || r.Items[0].Outcome != repair.Revoked {
		t.Errorf("%s until %s, on %v", r.Items[0].Outcome, now.DisclosedUntil, b.surfaces(rec))
	}
	b.now = rec.DisclosedUntil.AddDays(1).Start()
	if got := b.surfaces(rec); len(got) != 0 {
		t.Errorf("past its last day it is on %v", got)
	}
}

func tryOfManyWhoSignARepairAtOnceOneDoes(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	for round := range 3 * Times(t) {
		r, rec := b.agreed(round)
		var won atomic.Int64
		var all sync.WaitGroup
		for i := range 64 {
			all.Go(func() {
				m := b.move(flow.Move{Do: repair.ProviderSign})
				if i%2 == 0 {
					m.Do = repair.ProviderSendBack
				}
				_, err := b.service.Do(ctx(), r.PublicID, r.Items[0].ID, m, staff(int64(100+i), actor.ProviderReviewer))
				switch {
				case err == nil:
					won.Add(1)
				case fault.Is(err, fault.Stale), fault.Is(err, fault.Conflict):
				default:
					t.Errorf("a loser was told %v", err)
				}
			})
		}
		all.Wait()
		after, err := b.store.Flows().Request(ctx(), r.PublicID, caseOfficer)
		signed := after.Items[0].Times(repair.ProviderSign) == 1
		if err != nil || won.Load() != 1 || signed != (b.record(rec).State == record.Repaired) {
			t.Fatalf("round %d: %d won, signed %v, the record is %s, %v", round, won.Load(), signed, b.record(rec).State, err)
		}
	}
}
