package storetest

import (
	"slices"
	"sync"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
)

// edges are the edge cases of flows.md 14 that no other trial has.
func edges(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestSeveralRecordsAreOneRequestAndEachGoesItsOwnWay":              tryEachGoesItsOwnWay,
		"TestWhoFilesAgainAfterADecisionHasAnotherRequestAndTheOldStands":  tryWhoFilesAgain,
		"TestAnErrorIsPutRightThoughItsObjectionWasWithdrawn":              tryAnErrorIsPutRight,
		"TestAMatterIsWithdrawnOrSignedAndNeverBoth":                       tryWithdrawnOrSigned,
		"TestWhatConcernsSomebodyElseLeavesTheFile":                        tryWhatConcernsSomebodyElse,
		"TestASilentProviderIsToldOfAndNothingEndsByItself":                tryASilentProvider,
		"TestWhatTwoProvidersDisclaimIsNamedByTheAuthorityOnTheSameClock":  tryTheAuthorityNames,
		"TestAnObjectionEndsWithItsRecordUnlessAFindingIsWanted":           tryAnObjectionEndsWithItsRecord,
		"TestWhatAProviderPutsRightMeanwhileAnswersTheObjection":           tryAProviderPutsRight,
		"TestWhatAProviderChangesBesideTheMatterEndsNoObjection":           tryAProviderChangesSomethingElse,
		"TestARulingFromOutsideSupersedesAndTakesTheAnnotationOff":         tryARulingFromOutside,
		"TestARefusedFilingIsSignedByAnotherAndBarsNoOther":                tryARefusedFiling,
		"TestAPaperCountsFromItsDayOnceASecondPersonVouchesForIt":          tryAPaperCounts,
		"TestAPaperOfBeforeTheHolidaysIsDeletedByAWorkingSaturday":         tryAPaperOfBeforeTheHolidays,
		"TestWhoseBasisFellIsOffEverySurfaceAndTheApplicationForItIsEnded": tryWhoseBasisFell,
	})
}

// of is the request with the item of that place first: the helpers act upon it.
func of(r flow.Request, place int) flow.Request {
	r.Items = []flow.Item{r.Items[place]}
	return r
}

// sees is the request as the office sees it.
func (c *court) sees(r flow.Request) flow.Request {
	c.Helper()
	now, err := c.store.Flows().Request(ctx(), r.PublicID, caseOfficer)
	if err != nil {
		c.Fatal(err)
	}
	return now
}

// holds says how many letters of the kind the request has.
func (c *court) holds(r flow.Request, kind notice.Kind) int {
	c.Helper()
	all, err := c.store.NoticesOf(ctx(), r.ID, caseOfficer)
	if err != nil {
		c.Fatal(err)
	}
	return len(slices.DeleteFunc(all, func(n notice.Notice) bool { return n.Kind != kind }))
}

func tryEachGoesItsOwnWay(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	ours, theirs := penalty(t, firm(t, 1), 1, 10), penalty(t, firm(t, 1), 2, 10)
	theirs.After.Provider = anotherProvider
	mustEnter(t, c.store, "two", ours, theirs)
	recs := []record.Record{mustKnow(t, c.store, ours), mustKnow(t, c.store, theirs)}
	f := filing(recs[0], c.op(), objection.Wrong)
	f.Targets = append(f.Targets, filing(recs[1], "", objection.Wrong).Targets...)
	r, err := c.service.File(ctx(), f, agent(recs[0]))
	if err != nil || len(r.Items) != 2 || c.holds(r, notice.Receipt) != 1 || count(t, c.db, "requests") != 1 {
		t.Fatalf("%d items, %d receipts, %v", len(r.Items), c.holds(r, notice.Receipt), err)
	}
	elsewhere := []actor.Actor{checker, reviewer}
	for i := range elsewhere {
		elsewhere[i].Unit = anotherProvider
	}
	units := [][]actor.Actor{{checker, reviewer}, elsewhere}
	for i, unit := range []string{theProvider, anotherProvider} {
		c.does(of(r, i), caseOfficer, flow.Move{Do: objection.TakeUp})
		c.does(of(r, i), caseOfficer, flow.Move{Do: objection.FindSame})
		c.does(of(r, i), caseOfficer, flow.Move{Do: objection.Forward, Provider: unit})
		seen, err := c.store.Flows().Request(ctx(), r.PublicID, units[i][0])
		if err != nil || len(seen.Items) != 1 || seen.Items[0].Number != recs[i].Number {
			t.Errorf("%s sees %d items, %v", unit, len(seen.Items), err)
		}
	}
	for i, unit := range units {
		c.now = Today.AddDays(1 + i).Start().Add(10 * time.Hour)
		c.does(of(r, i), unit[0], refusing)
		c.does(of(r, i), unit[1], flow.Move{Do: objection.ProviderSign})
		c.does(of(r, i), caseOfficer, flow.Move{Do: objection.Propose, As: objection.Rejected})
		c.does(of(r, i), signer, flow.Move{Do: objection.Sign})
		now := c.sees(r)
		if now.Items[i].Open() || now.Open() != (i == 0) || c.holds(r, notice.Result) != i+1 {
			t.Errorf("after result %d the request is open: %v, with %d results", i+1, now.Open(), c.holds(r, notice.Result))
		}
		if got := c.record(recs[1]).Annotation.Kind; (got == record.Disputed) != (i == 0) {
			t.Errorf("after result %d the second record is annotated %q", i+1, got)
		}
	}
}

// Whoever has nothing new contests, once; who has something new files, and has another
// number.
func tryWhoFilesAgain(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.refused(1)
	signed := r.Items[0].Proposal
	again, err := c.service.File(ctx(), filing(rec, c.op(), objection.Wrong), agent(rec))
	if err != nil || again.Number == r.Number || again.Items[0].State != objection.Received || len(again.Joined) != 0 {
		t.Fatalf("filed again as %s, %v", again.Number, err)
	}
	old := c.sees(r).Items[0]
	if old.State != flow.Closed || old.Outcome != objection.Rejected || old.Proposal.Reason != signed.Reason {
		t.Errorf("what was decided is %s, %s", old.State, old.Outcome)
	}
	if got := c.record(rec).Annotation.Kind; got != record.Disputed {
		t.Errorf("while the new one is open the record is annotated %q", got)
	}
	c.does(r, agent(rec), flow.Move{Do: objection.Contest})
	c.does(r, agent(rec), flow.Move{Do: objection.Settle})
	if got := c.record(rec).Annotation.Kind; got != record.Disputed {
		t.Errorf("the older one is settled, and the record that the new one is about is annotated %q", got)
	}
	twice := flow.Move{Do: objection.Contest, Op: c.op(), Reason: "示例理由"}
	if _, err := c.service.Do(ctx(), r.PublicID, r.Items[0].ID, twice, agent(rec)); !fault.Is(err, fault.Invalid) {
		t.Errorf("contested a second time: %v", err)
	}
}

// Art. 33: who withdraws an objection withdraws the matter, and not the error.
func tryAnErrorIsPutRight(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, rec := c.filed(1, objection.Wrong)
	c.does(r, agent(rec), flow.Move{Do: objection.Withdraw})
	if got := c.record(rec).Annotation.Kind; got != record.NotAnnotated || c.holds(r, notice.Ended) != 1 {
		t.Errorf("withdrawn, annotated %q, %d letters", got, c.holds(r, notice.Ended))
	}
	c.does(r, caseOfficer, flow.Move{
		Do: objection.PutRight, As: objection.Corrected, Document: "示例核查〔2026〕1号",
		Values: []flow.Value{{Field: "CF_WSH", Text: rightNumber}},
	})
	if c.record(rec).DocumentNumber == rightNumber {
		t.Error("one person alone put it right")
	}
	r = c.does(r, signer, flow.Move{Do: objection.Sign})
	if now := c.record(rec); now.DocumentNumber != rightNumber || r.Open() || c.holds(r, notice.Corrected) != 1 {
		t.Errorf("%q, open %v, %d letters", now.DocumentNumber, r.Open(), c.holds(r, notice.Corrected))
	}
}

func tryWithdrawnOrSigned(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	for round := range 6 * Times(t) {
		r, rec := c.filed(round, objection.NotPublic)
		c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
		c.does(r, caseOfficer, flow.Move{Do: objection.FindOwn, As: objection.Removed})
		moves := []flow.Move{{Do: objection.Withdraw, Op: c.op(), Reason: "示例"}, {Do: objection.Sign, Op: c.op()}}
		errs := make([]error, len(moves))
		var both sync.WaitGroup
		for i, by := range []actor.Actor{agent(rec), signer} {
			both.Go(func() { _, errs[i] = c.service.Do(ctx(), r.PublicID, r.Items[0].ID, moves[i], by) })
		}
		both.Wait()
		now, after := c.sees(r).Items[0], c.record(rec)
		withdrawn := now.Outcome == flow.Withdrawn
		if (errs[0] == nil) == (errs[1] == nil) || withdrawn != (errs[0] == nil) ||
			withdrawn != (after.State == record.Active) || after.Held || after.Annotation.Kind != record.NotAnnotated {
			t.Fatalf("round %d: %v; %s, the record is %s, held %v", round, errs, now.Outcome, after.State, after.Held)
		}
		ended, told := c.holds(r, notice.Ended), c.holds(r, notice.Corrected)
		if ended+told != 1 || withdrawn != (ended == 1) {
			t.Errorf("round %d: %s, and %d and %d letters", round, now.Outcome, ended, told)
		}
	}
}

// One of the same name: the record leaves the one file, and is entered anew in the other.
func tryWhatConcernsSomebodyElse(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	c := b.court()
	rec := mustKnow(t, b.store, entered(t, b.store, 1))
	r, err := c.service.File(ctx(), filing(rec, "wrong person", objection.Identity), agent(rec))
	if err != nil {
		t.Fatal(err)
	}
	r = c.answered(r, objection.Upheld, flow.Rematch)
	c.does(r, signer, flow.Move{Do: objection.Sign})
	if got := b.surfaces(rec); len(got) != 0 {
		t.Errorf("it is on %v of the wrong one", got)
	}
	right := penalty(t, firm(t, 2), 3, 10)
	right.After.DocumentNumber = rec.DocumentNumber
	mustEnter(t, b.store, "the right one", right)
	now := mustKnow(t, b.store, right)
	if len(b.surfaces(now)) != 4 || len(b.surfaces(rec)) != 0 || now.Subject == rec.Subject {
		t.Errorf("the right one is on %v, the wrong one on %v", b.surfaces(now), b.surfaces(rec))
	}
	if n := c.holds(r, notice.Result); n != 1 {
		t.Errorf("%d results", n)
	}
}

// The dates of the law stand though they were missed; each lateness is told once.
func tryASilentProvider(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, rec := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	r = c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	bound := r.Items[0].Binding
	theirs, _ := lawful(r.Items[0], law.ObjectionProvider)
	c.now = lastMinute(theirs.Due.On)
	c.sweep(2)
	if n := c.holds(r, notice.Late); n != 0 {
		t.Errorf("on its last day it is told to be late by %d letters", n)
	}
	for _, days := range []int{1, 2, 60} {
		c.now = theirs.Due.On.AddDays(days).Start()
		c.sweep(3)
		now := c.sees(r).Items[0]
		if now.State != objection.WithProvider || now.Binding != bound || c.record(rec).Annotation.Kind != record.Disputed {
			t.Errorf("%d days late it is %s until %s, annotated %q", days, now.State, now.Binding, c.record(rec).Annotation.Kind)
		}
		if n := c.holds(r, notice.Late); n != 3 { // its applicant, its provider, the authority
			t.Errorf("%d days late that is told by %d letters", days, n)
		}
	}
	if n := c.holds(r, notice.Extended); n != 2 || c.sees(r).Items[0].Raised.IsZero() {
		t.Errorf("that the whole is late is told by %d letters; raised on %s", n, c.sees(r).Items[0].Raised)
	}
}

func tryTheAuthorityNames(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, _ := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	r = c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	whole := r.Items[0].Binding
	other := checker
	other.Unit = anotherProvider
	for i, unit := range []actor.Actor{checker, other} {
		c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: unit.Unit})
		named := []string{anotherProvider, theProvider}[i]
		r = c.does(r, unit, flow.Move{Do: objection.NotOurs, Provider: named})
	}
	m := flow.Move{Do: objection.Forward, Op: c.op(), Provider: theProvider}
	if _, err := c.service.Do(ctx(), r.PublicID, r.Items[0].ID, m, caseOfficer); !fault.Is(err, fault.Invalid) {
		t.Errorf("the office sends it on all the same: %v", err)
	}
	c.does(r, staff(9, actor.AuthorityOfficer), flow.Move{Do: objection.Name, Provider: theProvider})
	m = flow.Move{Do: objection.NotOurs, Op: c.op(), Provider: anotherProvider, Reason: "示例理由"}
	if _, err := c.service.Do(ctx(), r.PublicID, r.Items[0].ID, m, checker); !fault.Is(err, fault.Invalid) {
		t.Errorf("who was named disclaims it: %v", err)
	}
	r = c.does(r, caseOfficer, flow.Move{Do: objection.HandOver, Owner: 33})
	if now := r.Items[0]; now.Binding != whole || now.Owner != 33 || now.State != objection.WithProvider {
		t.Errorf("it is %s with officer %d, due on %s, and was on %s", now.State, now.Owner, now.Binding, whole)
	}
}

func tryAnObjectionEndsWithItsRecord(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	annulled := func(rec record.Record) {
		after := c.record(rec)
		after.State = record.Annulled
		mustEnter(t, c.store, c.op(), &record.Change{WasVersion: after.Version, After: after, Reason: "示例撤销"})
	}
	over := func(rec record.Record) { c.now = rec.DisclosedUntil.AddDays(1).Start() }
	for n, way := range []struct {
		leave  func(record.Record)
		wanted bool // a finding
	}{{annulled, false}, {annulled, true}, {over, false}, {over, true}} {
		c.now = Today.Start().Add(10 * time.Hour)
		rec := mustKnow(t, c.store, entered(t, c.store, n+1))
		f := filing(rec, c.op(), objection.NotPublic)
		f.WantFinding = way.wanted
		r, err := c.service.File(ctx(), f, agent(rec))
		if err != nil {
			t.Fatal(err)
		}
		if way.leave(rec); n > 1 {
			c.now = c.now.Add(-time.Second)
			c.sweep(1)
			if !c.sees(r).Open() {
				t.Errorf("way %d: it ended before its record did", n)
			}
			c.now = c.now.Add(time.Second)
		}
		c.sweep(2)
		now := c.sees(r)
		if now.Open() != way.wanted || !way.wanted && (now.Items[0].Outcome != flow.Ended || c.holds(r, notice.Ended) != 1) {
			t.Errorf("way %d: open %v, %s, %d letters", n, now.Open(), now.Items[0].Outcome, c.holds(r, notice.Ended))
		}
		if !way.wanted {
			continue
		}
		c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
		c.does(r, caseOfficer, flow.Move{Do: objection.FindOwn, As: objection.Rejected})
		r = c.does(r, signer, flow.Move{Do: objection.Sign})
		if _, err := c.store.RecordByNumber(ctx(), rec.Number, civil.Of(c.now)); r.Open() || !fault.Is(err, fault.Gone) {
			t.Errorf("way %d: found, it is open %v, and its record answers %v", n, r.Open(), err)
		}
	}
}

func tryAProviderPutsRight(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	c.service.Desk.Former = c.store.Flows().Former
	r, rec := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	after := c.record(rec)
	after.DocumentNumber, after.Content, after.ReceivedAt = rightNumber, record.Digest{9}, c.now.Add(time.Hour)
	mustEnter(t, c.store, "put right", &record.Change{WasVersion: after.Version, After: after, Reason: "更正"})
	c.now = c.now.Add(2 * time.Hour)
	c.sweep(2)
	now := c.sees(r).Items[0]
	if now.State != objection.Answered || now.Answer.Outcome != objection.Upheld || now.Answer.Remedy != flow.Done {
		t.Errorf("it is %s, answered %+v", now.State, now.Answer)
	}
	c.does(r, caseOfficer, flow.Move{Do: objection.Propose, As: objection.Upheld})
	c.does(r, signer, flow.Move{Do: objection.Sign})
	is := c.record(rec)
	if is.DocumentNumber != rightNumber || is.Content != after.Content || is.Annotation.Kind != record.NotAnnotated {
		t.Errorf("%q by %x, annotated %q", is.DocumentNumber, is.Content, is.Annotation.Kind)
	}
}

// Art. 37: a change of something else ends no objection; whoever verifies it goes on.
func tryAProviderChangesSomethingElse(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	c.service.Desk.Former = c.store.Flows().Former
	changes := func(rec record.Record, n byte) {
		after := c.record(rec)
		after.Content, after.ReceivedAt = record.Digest{n}, c.now.Add(time.Minute)
		mustEnter(t, c.store, c.op(), &record.Change{WasVersion: after.Version, After: after, Reason: "更正"})
		c.now = c.now.Add(2 * time.Minute)
		c.sweep(2)
	}
	r, rec := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	changes(rec, 7)
	c.does(r, caseOfficer, flow.Move{Do: objection.Reconsider})
	c.sweep(2)
	if now := c.sees(r).Items[0]; now.State != objection.Verifying || now.Answer.Outcome != flow.NoOutcome {
		t.Fatalf("it is %s, answered %+v", now.State, now.Answer)
	}
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	changes(rec, 8)
	c.does(r, caseOfficer, flow.Move{Do: objection.AskAgain})
	c.sweep(2)
	if now := c.sees(r).Items[0]; now.State != objection.WithProvider {
		t.Errorf("asked again it is %s", now.State)
	}
	if kind := c.record(rec).Annotation.Kind; kind != record.Disputed {
		t.Errorf("annotated %q", kind)
	}
}

func tryARulingFromOutside(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, rec := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	c.does(r, caseOfficer, flow.Move{Do: objection.Overrule, As: objection.Removed, Document: "示例判〔2026〕1号"})
	if !c.record(rec).Held {
		t.Error("what a court has set aside is shown while the signature is awaited")
	}
	r = c.does(r, signer, flow.Move{Do: objection.Sign})
	now := c.record(rec)
	if now.State != record.Removed || now.Annotation.Kind != record.NotAnnotated || c.holds(r, notice.Ended) != 1 {
		t.Errorf("%s, annotated %q, %d letters to its provider", now.State, now.Annotation.Kind, c.holds(r, notice.Ended))
	}
	for _, clock := range r.Items[0].Clocks {
		if clock.Runs() {
			t.Errorf("%s runs on", clock.Limit.Clock)
		}
	}
}

// However many one files, each is received; who refuses one says why, and another signs.
func tryARefusedFiling(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	for n := range 6 {
		r, rec := c.filed(n, objection.Wrong)
		c.does(r, caseOfficer, flow.Move{Do: objection.Refuse})
		same := flow.Move{Do: objection.Sign, Op: c.op()}
		if _, err := c.service.Do(ctx(), r.PublicID, r.Items[0].ID, same, staff(3, actor.Signer)); err == nil {
			t.Error("who refused it signs that too")
		}
		r = c.does(r, signer, flow.Move{Do: objection.Sign})
		if r.Items[0].Outcome != flow.NotAccepted || c.holds(r, notice.NotAccepted) != 1 ||
			c.record(rec).Annotation.Kind != record.NotAnnotated {
			t.Errorf("filing %d: %s, %d letters", n, r.Items[0].Outcome, c.holds(r, notice.NotAccepted))
		}
	}
}

// Whoever is abroad, in prison or has no account files at the window or by post: the
// limits count from the day it came, once a second person vouches for it.
func tryAPaperCounts(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	for n, channel := range []flow.Channel{flow.Counter, flow.Post} {
		rec := mustKnow(t, c.store, entered(t, c.store, n+1))
		f := filing(rec, c.op(), objection.NotPublic)
		f.Channel, f.Applicant.Account, f.CameOn, f.Proof = channel, 0, Today.AddDays(-3), "示例收文1号"
		r, err := c.service.File(ctx(), f, windowOfficer)
		if err != nil {
			t.Fatal(err)
		}
		if want := Today.AddDays(-3); r.ReceivedOn() != want || c.record(rec).Annotation.Kind != record.Disputed {
			t.Errorf("%s: received on %s, annotated %q", channel, r.ReceivedOn(), c.record(rec).Annotation.Kind)
		}
		c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
		r = c.does(r, caseOfficer, flow.Move{Do: objection.FindOwn, As: objection.Removed})
		unsure := flow.Move{Do: objection.Sign, Op: c.op()}
		if _, err := c.service.Do(ctx(), r.PublicID, r.Items[0].ID, unsure, signer); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: signed though one person alone vouches for the day: %v", channel, err)
		}
		c.does(r, staff(14, actor.Signer), flow.Move{Do: objection.ConfirmDay})
		if r = c.does(r, signer, flow.Move{Do: objection.Sign}); r.Open() {
			t.Errorf("%s: it is open still", channel)
		}
	}
}

// Art. 35 ¶2 and law.md 5: received on the last day before the holidays, due on the
// Saturday that makes up for them.
func tryAPaperOfBeforeTheHolidays(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	p.now = timely("2026-09-30").Start().Add(23*time.Hour + 59*time.Minute)
	c := honour(t, 1)
	c.After.DecidedOn, c.After.DisclosedFrom = timely("2026-05-06"), timely("2026-05-06")
	mustEnter(t, p.store, "honour", c)
	rec := mustKnow(t, p.store, c)
	f := p.filing(rec)
	f.Channel, f.Aware = flow.Counter, false
	f.Papers = append(f.Papers, mustKeep(t, p.store, windowOfficer.Account, 1, 1).ID)
	r, err := p.honours.File(ctx(), f, windowOfficer)
	if err != nil || r.Items[0].Binding != timely("2026-10-10") {
		t.Fatalf("due on %v, %v", r.Items, err)
	}
	for _, day := range []struct {
		now  time.Time
		told int // the applicant and the authority
	}{{lastMinute(timely("2026-10-10")), 0}, {timely("2026-10-11").Start(), 2}} {
		p.now = day.now
		if err := p.honours.Watch(ctx(), []string{r.PublicID}); err != nil {
			t.Fatal(err)
		}
		if n := len(p.told(r, notice.Extended)); n != day.told {
			t.Errorf("at %s its lateness is told by %d letters", day.now, n)
		}
	}
}

// 条例 40 and 行政处罚法 48: what its provider takes back is gone at once, and whatever is
// open about it is ended and told.
func tryWhoseBasisFell(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.filed(1)
	reporter := staff(7, actor.ProviderReporter)
	annuls, about := b.begins(rec, correction.BasisFell, reporter)
	if due, want := about.Items[0].Binding, mustPublish(t).due(Today, 3); due != want {
		t.Errorf("due on %s, want %s", due, want)
	}
	for _, step := range []struct {
		by   actor.Actor
		do   audit.Act
		left int // surfaces: its subject sees what is on hold
	}{{reporter, correction.Annul, 1}, {reviewer, correction.ProviderSign, 0}} {
		m := b.move(flow.Move{Do: step.do, Public: "原处罚决定已被撤销。"})
		if _, err := annuls.Do(ctx(), about.PublicID, about.Items[0].ID, m, step.by); err != nil {
			t.Fatal(err)
		}
		if got := b.surfaces(rec); len(got) != step.left {
			t.Errorf("after %s it is on %v", step.do, got)
		}
	}
	b.watches()
	if got := b.again(r).Items[0]; got.Outcome != flow.Ended || len(b.told(r, notice.Ended)) != 2 {
		t.Errorf("the application for its repair is %q, told by %d letters", got.Outcome, len(b.told(r, notice.Ended)))
	}
	said := column[string](t, Raw(t, b.db), "SELECT said FROM explanations")
	if now := b.record(rec).State; now != record.Annulled || len(said) != 1 || said[0] != "原处罚决定已被撤销。" {
		t.Errorf("the record is %s, and everybody is told %q", now, said)
	}
}
