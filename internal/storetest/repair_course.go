package storetest

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/statute"
)

// repairsInCourse are repairs to which something happens on their way.
func repairsInCourse(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestARepairIsAppliedForByItsSubjectFromItsFirstDayToItsLast":          tryARepairIsAppliedForInItsTime,
		"TestASignatureThatIsSentTwiceIsOneAndASecondOneIsRefused":             tryASignatureThatIsSentTwiceIsOne,
		"TestARecordThatIsCorrectedInMidCourseIsRepairedAsItStands":            tryACorrectedRecordIsRepairedAsItStands,
		"TestNothingIsRepairedThatIsAnnulledOrOverInMidCourse":                 tryNothingIsRepairedThatLeftDisplay,
		"TestARecordThatIsObjectedToInMidCourseLosesItsMarkWithItsDisplay":     tryARepairEndsAnObjection,
		"TestAContestedRecordComesBackMarkedWhenItsRepairIsRevoked":            tryAContestedRecordComesBackMarked,
		"TestARevocationBringsNothingBackOnceTheLastDayIsOver":                 tryARevocationBringsNothingBack,
		"TestARevokedRepairIsNotShownPastTheDayThatStricterBooksSetMeanwhile":  tryARevocationObeysStricterBooks,
		"TestARefusedRepairIsExaminedAgainBeforeAnObjectionToItIsFound":        tryARefusedRepairIsExaminedAgain,
		"TestAnApplicationExaminedAgainAndANewOneAtOnceAreNotOpenBoth":         tryOneOfTwoApplicationsIsOpen,
		"TestAUnitIsRemindedOfARepairWhileItHasIt":                             tryAUnitIsRemindedOfARepair,
		"TestALookAtTheRepairsOfARecordFindsThemInTheirOrderAndThoseOfNoOther": tryTheRepairsOfARecord,
	})
}

// refuses does an act that must be refused with the kind.
func (b *bench) refuses(kind fault.Kind, r flow.Request, by actor.Actor, m flow.Move) {
	b.Helper()
	_, err := b.service.Do(ctx(), r.PublicID, r.Items[0].ID, b.move(m), by)
	if !fault.Is(err, kind) {
		b.Errorf("%s is told %v", m.Do, err)
	}
}

// keyOf is the key of a refusal; "" for none.
func keyOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Key
	}
	return ""
}

// watches lets the portal do what it owes today.
func (b *bench) watches() {
	b.Helper()
	ids, err := b.store.Flows().Owing(ctx(), civil.Of(b.now), statute.MustLoad().Calendar, 10)
	if err == nil {
		err = b.service.Watch(ctx(), ids)
	}
	if err == nil {
		err = b.court().service.Watch(ctx(), ids)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// court is the office of objections upon the same store, at the same time.
func (b *bench) court() *court {
	desk := b.service.Desk
	desk.Repair = nil
	return &court{T: b.T, db: b.db, store: b.store, service: objection.NewService(desk), now: b.now}
}

// again is the request as it stands.
func (b *bench) again(r flow.Request) flow.Request {
	b.Helper()
	now, err := b.store.Flows().Request(ctx(), r.PublicID, caseOfficer)
	if err != nil {
		b.Fatal(err)
	}
	return now
}

func tryARepairIsAppliedForInItsTime(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	rec := mustKnow(t, b.store, entered(t, b.store, 1))
	first := Today.AddDays(30)
	b.service.Desk.Repair = func(record.Record) flow.Repairable {
		return flow.Repairable{State: disclosure.RepairFrom, From: first}
	}
	another := mustKnow(t, b.store, entered(t, b.store, 2))
	for i, c := range []struct {
		name string
		on   civil.Date
		by   actor.Actor
		key  string
	}{
		{"the day before", first.AddDays(-1), agent(rec), "repair.fault.too_early"},
		{"the day after the end", rec.DisclosedUntil.AddDays(1), agent(rec), "repair.fault.not_shown"},
		{"for somebody else's record", first, agent(another), "repair.fault.not_own"},
		{"on the first day", first, agent(rec), ""},
	} {
		b.now = c.on.Start()
		f := b.application(rec, 10*i)
		f.Subject = c.by.Subject
		_, err := b.service.File(ctx(), f, c.by)
		if key := keyOf(err); key != c.key {
			t.Errorf("%s: %q, want %q", c.name, key, c.key)
		}
	}
	if n := count(t, b.db, "requests"); n != 1 {
		t.Errorf("%d requests", n)
	}
}

func tryASignatureThatIsSentTwiceIsOne(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.agreed(1)
	m := b.move(flow.Move{Do: repair.ProviderSign})
	for range 2 {
		after, err := b.service.Do(ctx(), r.PublicID, r.Items[0].ID, m, reviewer)
		if err != nil || after.Items[0].Times(repair.ProviderSign) != 1 {
			t.Fatalf("%v: signed %d times", err, after.Items[0].Times(repair.ProviderSign))
		}
	}
	b.refuses(fault.Conflict, r, reviewer, flow.Move{Do: repair.ProviderSign})
	if now := b.record(rec); now.Version != rec.Version+1 || len(b.told(r, notice.RepairResult)) != 1 {
		t.Errorf("version %d after %d, %d letters", now.Version, rec.Version, len(b.told(r, notice.RepairResult)))
	}
}

func tryACorrectedRecordIsRepairedAsItStands(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.agreed(1)
	corrected := rec
	corrected.AuthorityName = "示例更正后的机关"
	mustEnter(t, b.store, "correction", &record.Change{WasVersion: rec.Version, After: corrected, Reason: "更正"})
	b.watches()
	if got := b.again(r); !got.Items[0].Open() {
		t.Errorf("a corrected record ends its repair: %s", got.Items[0].Outcome)
	}
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	if now := b.record(rec); now.State != record.Repaired || now.AuthorityName != corrected.AuthorityName {
		t.Errorf("%s by %s", now.State, now.AuthorityName)
	}
}

func tryNothingIsRepairedThatLeftDisplay(t *testing.T, open Opener) {
	for name, leave := range map[string]func(*bench, record.Record){
		"annulled": func(b *bench, rec record.Record) {
			after := rec
			after.State = record.Annulled
			mustEnter(b.T, b.store, "annulment", &record.Change{WasVersion: rec.Version, After: after, Reason: "撤销"})
		},
		"over": func(b *bench, rec record.Record) { b.now = rec.DisclosedUntil.AddDays(1).Start() },
	} {
		b := mustRepair(t, open)
		r, rec := b.agreed(1)
		leave(b, rec)
		was := b.record(rec)
		b.refuses(fault.Invalid, r, reviewer, flow.Move{Do: repair.ProviderSign})
		b.watches()
		b.watches()
		if got := b.again(r).Items[0]; got.Outcome != flow.Ended || got.Times(repair.End) != 1 {
			t.Errorf("%s: %q, ended %d times", name, got.Outcome, got.Times(repair.End))
		}
		if now := b.record(rec); now.State != was.State || len(b.surfaces(rec)) != 0 {
			t.Errorf("%s: the record is %s, on %v", name, now.State, b.surfaces(rec))
		}
		if n := len(b.told(r, notice.Ended)); n != 2 {
			t.Errorf("%s: told by %d letters", name, n)
		}
	}
}

func tryARepairEndsAnObjection(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.agreed(1)
	about, err := b.court().service.File(ctx(), filing(rec, "objection", objection.Wrong), agent(rec))
	if err != nil {
		t.Fatal(err)
	}
	if got := b.record(rec).Annotation.Kind; got != record.Disputed {
		t.Errorf("objected to it is annotated %q", got)
	}
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	b.watches()
	if got := b.again(about).Items[0]; got.Outcome != flow.Ended {
		t.Errorf("the objection is %s, %q", got.State, got.Outcome)
	}
	if now := b.record(rec); now.State != record.Repaired || now.Annotation.Kind != record.NotAnnotated {
		t.Errorf("%s, annotated %q", now.State, now.Annotation.Kind)
	}
}

// Art. 38: whoever contests a result is heard as long as the record can be shown.
func tryAContestedRecordComesBackMarked(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.agreed(1)
	c := b.court()
	about, err := c.service.File(ctx(), filing(rec, "objection", objection.Wrong), agent(rec))
	if err != nil {
		t.Fatal(err)
	}
	about = c.does(c.answered(about, objection.Rejected, flow.Maintain), signer, flow.Move{Do: objection.Sign})
	c.does(about, agent(rec), flow.Move{Do: objection.Contest})
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	b.watches()
	b.does(r, checker, flow.Move{Do: repair.ProposeRevoke, Attachments: b.scan(checker, 2)})
	b.does(r, agent(rec), flow.Move{Do: repair.Reply})
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	b.watches()
	if now := b.record(rec); now.State != record.Active || now.Annotation.Kind != record.Contested {
		t.Errorf("%s, annotated %q", now.State, now.Annotation.Kind)
	}
}

func tryARevocationBringsNothingBack(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.agreed(1)
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	b.now = rec.DisclosedUntil.Start()
	b.does(r, checker, flow.Move{Do: repair.ProposeRevoke, Attachments: b.scan(checker, 2)})
	b.does(r, agent(rec), flow.Move{Do: repair.Reply})
	b.now = rec.DisclosedUntil.AddDays(1).Start()
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	if now := b.record(rec); now.DisclosedUntil != rec.DisclosedUntil || len(b.surfaces(rec)) != 0 {
		t.Errorf("until %s, on %v", now.DisclosedUntil, b.surfaces(rec))
	}
}

// Art. 34 and 35 ¶1: books that became stricter while a record was repaired end it on the
// same day as any other.
func tryARevocationObeysStricterBooks(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.agreed(1)
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	sooner := civil.Of(b.now).AddDays(40)
	end := func(record.Record) (civil.Date, string) { return sooner, "示例规则" }
	moved, err := b.store.RecomputeEnds(ctx(), "stricter", event(audit.EndsRecomputed, "stricter"), end)
	if err != nil || moved != 1 || !sooner.Before(rec.DisclosedUntil) {
		t.Errorf("%d last days moved, %v", moved, err)
	}
	if now := b.record(rec); now.State != record.Repaired || len(b.surfaces(rec)) != 0 {
		t.Errorf("stricter books make it %s, on %v", now.State, b.surfaces(rec))
	}
	b.does(r, checker, flow.Move{Do: repair.ProposeRevoke, Attachments: b.scan(checker, 2)})
	b.does(r, agent(rec), flow.Move{Do: repair.Reply})
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	if now := b.record(rec); now.DisclosedUntil != sooner || now.GovernedBy != "示例规则" || len(b.surfaces(rec)) != 4 {
		t.Errorf("revoked it is shown until %s by %s, on %v", now.DisclosedUntil, now.GovernedBy, b.surfaces(rec))
	}
	if b.now = sooner.AddDays(1).Start(); len(b.surfaces(rec)) != 0 {
		t.Errorf("on the day after it is on %v", b.surfaces(rec))
	}
}

func tryARefusedRepairIsExaminedAgain(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.filed(1)
	object := func(op string) (flow.Request, error) {
		return b.court().service.File(ctx(), filing(rec, op, objection.RepairRefused), agent(rec))
	}
	if _, err := object("too early"); keyOf(err) != "objection.fault.not_refused" {
		t.Errorf("before anything was refused: %v", err)
	}
	b.does(r, checker, flow.Move{Do: repair.Decline})
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	about, err := object("objection")
	if err != nil || about.Items[0].Binding.IsZero() {
		t.Fatal(err)
	}
	for _, c := range about.Items[0].Clocks {
		if c.Limit.Clock == law.ObjectionWholeOwn && c.Runs() {
			t.Errorf("the limit for what the operator decides alone runs")
		}
	}
	c := b.court()
	about = c.does(about, caseOfficer, flow.Move{Do: objection.TakeUp})
	about = c.does(about, caseOfficer, flow.Move{Do: objection.FindSame})
	about = c.does(about, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	founded := flow.Move{
		Do: objection.Answer, As: objection.Upheld, Remedy: flow.Reexamine, Document: "示例〔2026〕1号", Op: "answer",
		Reason: "示例理由",
	}
	_, err = c.service.Do(ctx(), about.PublicID, about.Items[0].ID, founded, checker)
	if keyOf(err) != "objection.fault.not_reexamined" {
		t.Errorf("before it is examined again: %v", err)
	}
	r = b.does(r, checker, flow.Move{Do: repair.Reconsider})
	if it := r.Items[0]; it.State != repair.Reviewing || it.Binding.IsZero() || len(b.told(r, notice.Extended)) != 1 {
		t.Errorf("examined again it is %s until %s", it.State, it.Binding)
	}
	about = c.does(about, checker, founded)
	about = c.does(about, reviewer, flow.Move{Do: objection.ProviderSign})
	about = c.does(about, caseOfficer, flow.Move{Do: objection.Propose, As: objection.Upheld})
	about = c.does(about, signer, flow.Move{Do: objection.Sign})
	if now := b.record(rec); about.Items[0].Outcome != objection.Upheld || now.State != record.Active {
		t.Errorf("%s, the record is %s", about.Items[0].Outcome, now.State)
	}
	b.does(r, checker, flow.Move{Do: repair.Agree, Attachments: b.scan(checker, 1)})
	b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
	if got := b.surfaces(rec); len(got) != 0 || len(b.told(r, notice.RepairResult)) != 2 {
		t.Errorf("on %v, %d results", got, len(b.told(r, notice.RepairResult)))
	}
}

func tryOneOfTwoApplicationsIsOpen(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	for round := range 3 * Times(t) {
		r, rec := b.filed(round)
		b.does(r, checker, flow.Move{Do: repair.Decline})
		b.does(r, reviewer, flow.Move{Do: repair.ProviderSign})
		anew, again := b.application(rec, 500+2*round), b.move(flow.Move{Do: repair.Reconsider})
		var all sync.WaitGroup
		errs := make([]error, 2)
		all.Go(func() { _, errs[0] = b.service.File(ctx(), anew, agent(rec)) })
		all.Go(func() { _, errs[1] = b.service.Do(ctx(), r.PublicID, r.Items[0].ID, again, checker) })
		all.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case !fault.Is(err, fault.Stale) && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid):
				t.Errorf("the loser is told %v", err)
			}
		}
		list, err := b.store.Flows().About(ctx(), flow.Repair, rec.ID)
		if open := slices.DeleteFunc(list, func(r flow.Request) bool { return !r.Open() }); err != nil || won != 1 ||
			len(open) != 1 {
			t.Fatalf("%v: %d won, %d are open", err, won, len(open))
		}
	}
}

func tryTheRepairsOfARecord(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, rec := b.filed(1)
	b.filed(2)
	b.does(r, agent(rec), flow.Move{Do: repair.Withdraw})
	second, err := b.service.File(ctx(), b.application(rec, 50), agent(rec))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = b.court().service.File(ctx(), filing(rec, "objection", objection.Wrong), agent(rec)); err != nil {
		t.Fatal(err)
	}
	list, err := b.store.Flows().About(ctx(), flow.Repair, rec.ID)
	if err != nil || len(list) != 2 || list[0].PublicID != r.PublicID || list[1].PublicID != second.PublicID {
		t.Errorf("%v: %d of them", err, len(list))
	}
	if none, err := b.store.Flows().About(ctx(), flow.Repair, rec.ID+1000); err != nil || len(none) != 0 {
		t.Errorf("of no record: %v, %v", none, err)
	}
}
