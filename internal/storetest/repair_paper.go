package storetest

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/repair"
)

// repairsOnPaper are applications that come to the window, and those about several
// records.
func repairsOnPaper(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAnApplicationOnPaperGoesToItsUnitAndOpensByNumberAndCode":              tryAnApplicationOnPaper,
		"TestEachRecordOfAnApplicationIsDecidedByItsOwnUnit":                        tryEachRecordIsDecidedByItsOwnUnit,
		"TestAnApplicationOfWhichOneRecordIsRefusedSaysWhyOfEachAndLeavesNothing":   tryAnApplicationIsRefusedWhole,
		"TestOfManyWhoFileSeveralRecordsAtOnceInAnyOrderEachRecordIsAppliedForOnce": trySeveralRecordsAtOnce,
		"TestWhatAUnitWritesOnPaperHoldsOnceTwoOfficersHaveEnteredItAsItStands":     tryWhatAUnitWritesOnPaper,
		"TestARepairOfTheWindowIsNotRevokedBeforeTheLetterIsHandedOver":             tryALetterAtTheWindowIsHandedOver,
	})
}

var clerk = staff(21, actor.IntakeOfficer)

// onPaper is an application that the clerk enters, with papers of their own.
func (b *bench) onPaper(rec record.Record, papers int) repair.Filing {
	b.Helper()
	f := b.application(rec, papers)
	f.Channel, f.Applicant = flow.Post, flow.Applicant{Name: "示例来信人", Contact: "15400000002"}
	f.Proof = mustKeep(b.T, b.store, clerk.Account, papers+5000, 1).ID
	f.Commitment = mustKeep(b.T, b.store, clerk.Account, papers+5001, 1).ID
	return f
}

func tryAnApplicationOnPaper(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	rec := mustKnow(t, b.store, entered(t, b.store, 1))
	f := b.onPaper(rec, 1)
	f.CameOn = Today.AddDays(-5)
	_, err := b.service.File(ctx(), f, clerk)
	if keyOf(err) != "repair.fault.day_of_paper" || count(t, b.db, "requests") != 0 {
		t.Errorf("without what proves its day it is told %v", err)
	}
	f.DayBy = "示例收文1号"
	r, err := b.service.File(ctx(), f, clerk)
	if err != nil {
		t.Fatal(err)
	}
	it := b.again(r).Items[0]
	for _, c := range it.Clocks {
		from := f.CameOn
		if c.Limit.Clock == law.RepairAccept {
			from = Today // the unit has it from today on
		}
		if c.Due.Start != from {
			t.Errorf("%s counts from %s, not from %s", c.Limit.Clock, c.Due.Start, from)
		}
	}
	told := b.told(r, notice.Receipt)
	if len(told) != 1 || !slices.Equal(told[0].Errands(), []notice.Errand{notice.Print}) || told[0].To.Name != "示例来信人" ||
		len(b.told(r, notice.Referral)) != 1 {
		t.Errorf("told %+v", told)
	}
	seen, err := b.store.Flows().ByLookup(ctx(), r.Number, b.store.Flows().LookupOf(r.PublicID))
	if err != nil || seen.PublicID != r.PublicID {
		t.Errorf("by number and code it is found as %s, %v", seen.PublicID, err)
	}
	b.refuses(fault.Invalid, r, clerk, flow.Move{Do: repair.Withdraw})
	if own, err := b.store.Flows().Request(ctx(), r.PublicID, agent(rec)); err != nil || own.FiledBy != clerk.Account {
		t.Errorf("its subject reads it as filed by %d, %v", own.FiledBy, err)
	}
	b.does(r, staff(22, actor.IntakeOfficer), flow.Move{Do: repair.Withdraw})
}

// twoUnits are two records of one firm, each of another unit.
func (b *bench) twoUnits(n int) (record.Record, record.Record) {
	b.Helper()
	first, second := penalty(b.T, firm(b.T, n), 2*n, 10), penalty(b.T, firm(b.T, n), 2*n+1, 11)
	second.After.Provider = anotherProvider
	mustEnter(b.T, b.store, b.op(), first, second)
	return mustKnow(b.T, b.store, first), mustKnow(b.T, b.store, second)
}

// about is an application about all the records.
func (b *bench) about(papers int, list ...record.Record) repair.Filing {
	b.Helper()
	f := b.application(list[0], papers)
	for _, rec := range list[1:] {
		f.Targets = append(f.Targets, targetOf(rec))
	}
	return f
}

// doesTo does an act to one item of the request.
func (b *bench) doesTo(r flow.Request, i int, by actor.Actor, m flow.Move) {
	b.Helper()
	if _, err := b.service.Do(ctx(), r.PublicID, r.Items[i].ID, b.move(m), by); err != nil {
		b.Fatalf("%s: %v", m.Do, err)
	}
}

func tryEachRecordIsDecidedByItsOwnUnit(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	one, other := b.twoUnits(1)
	r, err := b.service.File(ctx(), b.about(1, one, other), agent(one))
	if err != nil || len(r.Items) != 2 || count(t, b.db, "requests") != 1 {
		t.Fatalf("%d items, %v", len(r.Items), err)
	}
	if n := len(b.told(r, notice.Receipt)); n != 1 || len(b.told(r, notice.Referral)) != 2 {
		t.Errorf("%d receipts, %d referrals", n, len(b.told(r, notice.Referral)))
	}
	theirs := func(role actor.Role, account int64) actor.Actor {
		by := staff(account, role)
		by.Unit = anotherProvider
		return by
	}
	elsewhere, second := theirs(actor.ProviderChecker, 25), theirs(actor.ProviderReviewer, 26)
	for _, by := range []actor.Actor{checker, elsewhere} {
		if seen, err := b.store.Flows().Request(ctx(), r.PublicID, by); err != nil || len(seen.Items) != 1 ||
			seen.Items[0].Provider != by.Unit || len(seen.Items[0].Evidence) != 2 {
			t.Errorf("%s reads %+v, %v", by.Unit, seen.Items, err)
		}
	}
	b.doesTo(r, 0, checker, flow.Move{Do: repair.Accept})
	b.doesTo(r, 0, checker, flow.Move{Do: repair.Agree, Attachments: b.scan(checker, 1)})
	b.doesTo(r, 0, reviewer, flow.Move{Do: repair.ProviderSign})
	if now := b.again(r); !now.Open() || now.Items[0].Outcome != repair.Repaired || now.Items[1].State != repair.Routed {
		t.Errorf("once one unit has decided: %s, %s", now.Items[0].Outcome, now.Items[1].State)
	}
	if slices.Contains(b.surfaces(one), "page") || b.record(one).State != record.Repaired ||
		b.record(other).State != record.Active {
		t.Errorf("the records are %s and %s", b.record(one).State, b.record(other).State)
	}
	b.doesTo(r, 1, elsewhere, flow.Move{Do: repair.Decline})
	b.doesTo(r, 1, second, flow.Move{Do: repair.ProviderSign})
	now := b.again(r)
	if now.Open() || now.Items[1].Outcome != flow.NotAccepted || len(b.told(r, notice.RepairResult)) != 2 {
		t.Errorf("decided: open %v, %s, %d results", now.Open(), now.Items[1].Outcome, len(b.told(r, notice.RepairResult)))
	}
}

func tryAnApplicationIsRefusedWhole(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	one, other := b.twoUnits(1)
	third := mustKnow(t, b.store, entered(t, b.store, 7))
	if _, err := b.service.File(ctx(), b.about(1, other), agent(one)); err != nil {
		t.Fatal(err)
	}
	requests, letters := count(t, b.db, "requests"), count(t, b.db, "notices")
	b.service.Desk.Repair = func(rec record.Record) flow.Repairable {
		if rec.ID == one.ID {
			return flow.Repairable{State: disclosure.RepairFrom, From: Today.AddDays(1)}
		}
		return flow.Repairable{State: disclosure.RepairAtOnce}
	}
	f := b.about(10, one, other, third)
	_, err := b.service.File(ctx(), f, agent(one))
	var refused *repair.RefusedError
	if !errors.As(err, &refused) || len(refused.By) != 3 {
		t.Fatalf("refused with %v", err)
	}
	for rec, want := range map[record.Number]string{
		one.Number: "repair.fault.too_early", other.Number: "repair.fault.open", third.Number: "repair.fault.not_own",
	} {
		if got := refused.By[rec]; got == nil || got.Key != want {
			t.Errorf("%s is refused with %v, not %s", rec, got, want)
		}
	}
	if count(t, b.db, "requests") != requests || count(t, b.db, "notices") != letters {
		t.Error("something of what was refused is kept")
	}
	b.service.Desk.Repair = func(record.Record) flow.Repairable { return flow.Repairable{State: disclosure.RepairAtOnce} }
	f.Targets = f.Targets[:1]
	if _, err := b.service.File(ctx(), f, agent(one)); err != nil {
		t.Errorf("what was left of it, with the same papers: %v", err)
	}
}

func trySeveralRecordsAtOnce(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	for round := range Times(t) {
		one, other := b.twoUnits(round + 1)
		filings := []repair.Filing{b.about(100*round, one, other), b.about(100*round+10, other, one)}
		errs := make([]error, len(filings))
		var all sync.WaitGroup
		for i, f := range filings {
			all.Go(func() { _, errs[i] = b.service.File(ctx(), f, agent(one)) })
		}
		all.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Stale):
				t.Errorf("the loser is told %v", err)
			}
		}
		for _, rec := range []record.Record{one, other} {
			if list, err := b.store.Flows().About(ctx(), flow.Repair, rec.ID); err != nil || len(list) != 1 || won != 1 {
				t.Errorf("%d won; about %s there are %d, %v", won, rec.Number, len(list), err)
			}
		}
	}
}

// enteredByTwo has an officer register what the unit wrote, and a signer confirm it once
// the applicant has said what is said meanwhile; neither on what is shown as it no longer
// stands, nor the officer both.
func (b *bench) enteredByTwo(r flow.Request, m flow.Move, meanwhile func()) flow.Item {
	b.Helper()
	refused := func(key string, by actor.Actor, m flow.Move) {
		b.Helper()
		if _, err := b.service.Do(ctx(), r.PublicID, r.Items[0].ID, b.move(m), by); keyOf(err) != key {
			b.Errorf("%s by account %d is told %v, not %s", m.Do, by.Account, err, key)
		}
	}
	was := b.again(r).Items[0].Version
	m.Attachments = b.scan(caseOfficer, was)
	b.does(r, caseOfficer, m)
	refused("flow.fault.role", caseOfficer, flow.Move{Do: repair.ConfirmPaper})
	refused("repair.fault.own_proposal", staff(caseOfficer.Account, actor.Signer), flow.Move{Do: repair.ConfirmPaper})
	refused("repair.fault.answered_on_paper", reviewer, flow.Move{Do: repair.ProviderSign})
	refused("flow.fault.stale", signer, flow.Move{Do: repair.ConfirmPaper, Version: was})
	meanwhile()
	return b.does(r, signer, flow.Move{Do: repair.ConfirmPaper}).Items[0]
}

func tryWhatAUnitWritesOnPaper(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.filed(1)
	shown := func(is int) {
		t.Helper()
		if got := b.surfaces(rec); len(got) != is {
			t.Errorf("it is on %v", got)
		}
	}
	if it := b.enteredByTwo(r, flow.Move{Do: repair.AgreeOnPaper}, func() {
		shown(4)
		b.does(r, agent(rec), flow.Move{Do: repair.Add})
	}); it.Outcome != repair.Repaired {
		t.Errorf("confirmed it is %s", it.Outcome)
	}
	shown(0)
	b.now = b.now.AddDate(0, 1, 0)
	if it := b.enteredByTwo(r, flow.Move{Do: repair.RevokeOnPaper}, func() {
		b.refuses(fault.Invalid, r, signer, flow.Move{Do: repair.ConfirmPaper}) // nobody was heard
		shown(0)
		b.does(r, agent(rec), flow.Move{Do: repair.Reply})
	}); it.Outcome != repair.Revoked || len(b.told(r, notice.Hearing)) != 1 {
		t.Errorf("revoked it is %s, after %d hearings", it.Outcome, len(b.told(r, notice.Hearing)))
	}
	shown(4)
	b.does(r, caseOfficer, flow.Move{Do: repair.ReconsiderOnPaper, Attachments: b.scan(caseOfficer, 100)})
	if it := b.enteredByTwo(r, flow.Move{Do: repair.DeclineOnPaper}, func() {}); it.Outcome != repair.Refused {
		t.Errorf("declined it is %s", it.Outcome)
	}
	shown(4)
	if now := b.record(rec); now.DisclosedUntil != rec.DisclosedUntil || len(b.told(r, notice.RepairResult)) != 3 {
		t.Errorf("it is shown until %s, told by %d letters", now.DisclosedUntil, len(b.told(r, notice.RepairResult)))
	}
	b.now = rec.DisclosedUntil.AddDays(1).Start()
	shown(0)
}

func tryALetterAtTheWindowIsHandedOver(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	rec := mustKnow(t, b.store, entered(t, b.store, 1))
	window := staff(8, actor.IntakeOfficer)
	f := b.application(rec, 1)
	f.Channel, f.Applicant.Account = flow.Counter, 0
	f.Proof, f.Commitment = mustKeep(t, b.store, window.Account, 1, 1).ID, mustKeep(t, b.store, window.Account, 2, 1).ID
	r, err := b.service.File(ctx(), f, window)
	mustCommit(t, err)
	b.enteredByTwo(r, flow.Move{Do: repair.AgreeOnPaper}, func() {})
	b.enteredByTwo(r, flow.Move{Do: repair.RevokeOnPaper}, func() {
		b.now = b.now.AddDate(0, 0, 14) // nobody handed it over
		b.refuses(fault.Invalid, r, signer, flow.Move{Do: repair.ConfirmPaper})
		b.does(r, staff(9, actor.IntakeOfficer), flow.Move{Do: repair.HandOver})
		if told := b.told(r, notice.Hearing); len(told) != 1 || !told[0].ServedAt.Equal(b.now) {
			t.Errorf("of the hearing is told %+v", told)
		}
		if told := b.told(r, notice.RepairResult); len(told) != 1 || !told[0].ServedAt.IsZero() {
			t.Errorf("of the result is told %+v", told)
		}
		b.refuses(fault.Invalid, r, signer, flow.Move{Do: repair.ConfirmPaper})
		b.now = b.now.AddDate(0, 0, 7)
	})
	if got := b.surfaces(rec); len(got) != 4 {
		t.Errorf("heard, it is on %v", got)
	}
}
