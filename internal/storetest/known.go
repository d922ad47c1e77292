package storetest

import (
	"fmt"
	"sync"
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

// known are records that are known by another business key since something was put right.
func known(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestARecordIsKnownByTheNumberThatWasPutRightAndByTheOldOne":    tryARecordIsKnownByBothNumbers,
		"TestNoRecordIsCorrectedToTheNumberOfAnotherOne":                tryNoNumberOfAnotherOne,
		"TestACorrectionAndAReportOfOneNumberAtOnceAreNotBothTrue":      tryACorrectionAndAReportAtOnce,
		"TestAnHonourThatWasCorrectedStaysAwayUnderBothOfItsNumbers":    tryACorrectedHonourStaysAway,
		"TestARestoredDatabaseKnowsWhatEndedUnderTheNumberThatWasRight": tryARestoredDatabaseKnowsBothNumbers,
	})
}

// sent is the change that a file makes whose row says what the record says.
func sent(s *store.Store, c *record.Change, rec record.Record) *record.Change {
	next := *c
	next.After.DocumentNumber, next.After.DecidedOn = rec.DocumentNumber, rec.DecidedOn
	next.After.Key = intake.Key(item, next.After, c.Subject, s)
	next.Twin = intake.Twin(next.After, c.Subject, s)
	return &next
}

// mustSend enters a penalty under the business key that its content gives it.
func mustSend(t *testing.T, s *store.Store, c *record.Change) *record.Change {
	t.Helper()
	c = sent(s, c, c.After)
	mustEnter(t, s, "report of "+c.After.DocumentNumber, c)
	return c
}

func numbered(n int) func(*record.Record) {
	return func(r *record.Record) { r.DocumentNumber = fmt.Sprintf("示例更正〔2026〕%d号", n) }
}

func tryARecordIsKnownByBothNumbers(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	c := mustSend(t, s, penalty(t, person(t, "370399189103150014"), 1, 10))
	var ways []*record.Change
	for n := range 3 {
		ways = append(ways, sent(s, c, mustTurn(t, s, c, fmt.Sprint("correct ", n), numbered(n))))
	}
	mustTurn(t, s, c, "back", func(r *record.Record) { r.DocumentNumber = c.After.DocumentNumber })
	mustTurn(t, s, c, "and again", numbered(2))
	mustTurn(t, s, c, "repair", state(record.Repaired))
	rec := mustKnow(t, s, c)
	for _, way := range ways {
		if is := mustKnow(t, s, way); is.ID != rec.ID || is.Key != c.After.Key || is.State != record.Repaired {
			t.Errorf("%s is %s, %s", way.After.DocumentNumber, is.Number, is.State)
		}
		if err := s.Commit(ctx(), chunk("anew "+way.After.DocumentNumber, way)); !fault.Is(err, fault.Stale) {
			t.Errorf("%s was entered anew: %v", way.After.DocumentNumber, err)
		}
	}
}

func tryNoNumberOfAnotherOne(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	one, two := penalty(t, firm(t, 1), 1, 10), penalty(t, firm(t, 1), 2, 10)
	one, two = mustSend(t, s, one), mustSend(t, s, two)
	mustTurn(t, s, two, "correct the other", numbered(7))
	for _, taken := range []string{two.After.DocumentNumber, mustKnow(t, s, two).DocumentNumber} {
		rec := mustKnow(t, s, one)
		rec.DocumentNumber = taken
		change := &record.Change{WasVersion: rec.Version, After: rec, Reason: "示例"}
		if err := s.Commit(ctx(), chunk("to "+taken, change)); !fault.Is(err, fault.Conflict) {
			t.Errorf("corrected to %s: %v", taken, err)
		}
	}
	if rec := mustKnow(t, s, one); rec.Version != 1 {
		t.Errorf("it is at version %d", rec.Version)
	}
}

func tryACorrectionAndAReportAtOnce(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	for n := range 8 {
		c := mustSend(t, s, penalty(t, firm(t, n), n, 10))
		rec := mustKnow(t, s, c)
		numbered(n)(&rec)
		correct := &record.Change{WasVersion: rec.Version, After: rec, Reason: "示例"}
		errs := make([]error, 2)
		var both sync.WaitGroup
		for i, change := range []*record.Change{correct, sent(s, c, rec)} {
			both.Go(func() { errs[i] = s.Commit(ctx(), chunk(fmt.Sprint("at once ", n, i), change)) })
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("round %d: the correction %v, the report %v", n, errs[0], errs[1])
		}
	}
}

func tryACorrectedHonourStaysAway(t *testing.T, open Opener) {
	p := mustHonour(t, open)
	c := mustSend(t, p.store, honour(t, 1))
	rec := mustTurn(t, p.store, c, "correct", func(r *record.Record) {
		numbered(1)(r)
		r.DecidedOn = r.DecidedOn.AddDays(-1)
	})
	right := sent(p.store, c, rec)
	p.deletes(rec)
	anew := *c // the day that was wrong, and another number: known by the twin alone
	anew.After.DocumentNumber = "示例表〔2026〕99号"
	if got, err := p.store.Known(ctx(), []record.Digest{c.After.Key, right.After.Key, c.Twin, right.Twin}); err != nil ||
		!got[c.After.Key].Suppressed || !got[right.After.Key].Suppressed ||
		!got[c.Twin].Suppressed || !got[right.Twin].Suppressed {
		t.Errorf("known %+v, %v", got, err)
	}
	for name, change := range map[string]*record.Change{"old": c, "right": right, "alike": sent(p.store, c, anew.After)} {
		if err := p.store.Commit(ctx(), chunk(name, change)); !fault.Is(err, fault.Stale) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := count(t, p.db, "record_keys"); n != 0 {
		t.Errorf("%d keys of it are left", n)
	}
}

func tryARestoredDatabaseKnowsBothNumbers(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	empty := Copy(t, db, open)
	c := mustSend(t, s, penalty(t, firm(t, 1), 1, 10))
	older := Copy(t, db, open)
	right := sent(s, c, mustTurn(t, s, c, "correct", numbered(1)))
	mustTurn(t, s, c, "repair", state(record.Repaired))
	for name, restored := range map[string]Database{"without the record": empty, "without its correction": older} {
		s := mustOpenListed(t, restored, listOf(db.URL))
		if _, err := s.ReplayErasures(ctx(), replayed("replay")); err != nil || s.Shut() != nil {
			t.Fatalf("%s: %v, shut by %v", name, err, s.Shut())
		}
		if err := s.Commit(ctx(), chunk("sent again", right)); (err == nil) != (name == "without the record") {
			t.Errorf("%s: sent again: %v", name, err)
		}
		if rec := mustKnow(t, s, right); rec.State != record.Repaired || rec.OnDisplay(Today) {
			t.Errorf("%s: it is %s", name, rec.State)
		}
	}
}
