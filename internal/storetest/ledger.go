package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/store"
)

func ledgers(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestEveryLookAndEveryActGetsItsLeafAndIsSignedFor":  tryEveryRowGetsItsLeaf,
		"TestAPortalThatStoodIdleKeepsItsLedgerAfterwards":   tryAPortalThatStoodIdle,
		"TestARowThatThePortalDidNotWriteGetsNoLeaf":         tryARowThatThePortalDidNotWrite,
		"TestOfSeveralSequencersEachRowGetsOneLeaf":          tryOfSeveralSequencers,
		"TestWhatIsNotAsItWasWrittenIsNotSigned":             tryWhatIsNotAsItWasWrittenIsNotSigned,
		"TestAYearBeginsWithTheLastCheckpointOfTheOneBefore": tryAYearBeginsWithTheLastCheckpoint,
		"TestRowsOfBeforeThereWasALedgerAreTakenIn":          tryRowsOfBeforeAreTakenIn,
	})
}

// scribe is a store with its ledger, and what it has sealed.
type scribe struct {
	*testing.T
	db   Database
	s    *store.Store
	book *store.Ledger
	keys ledger.Keys
	now  time.Time
	n    int
}

func mustScribe(t *testing.T, open Opener) *scribe {
	t.Helper()
	db := open(t)
	s := MustOpen(t, db, nil)
	book, err := s.Ledger("credit.example.cn")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := ledger.ReadKeys(book.Key())
	if err != nil {
		t.Fatal(err)
	}
	return &scribe{T: t, db: db, s: s, book: book, keys: keys, now: Today.Start().Add(9 * time.Hour)}
}

// writes enters looks and acts.
func (c *scribe) writes(looks, acts int) {
	c.Helper()
	for range looks {
		c.n++
		mustCommit(c.T, c.s.Note(ctx(), look(fmt.Sprintf("look %d", c.n))))
	}
	for range acts {
		c.n++
		e := event(audit.StatuteLoaded, fmt.Sprintf("act %d", c.n))
		mustCommit(c.T, c.s.Set(ctx(), map[store.Setting]string{store.Counted: "x"}, e))
	}
}

func (c *scribe) sequences(all bool) store.Sequenced {
	c.Helper()
	c.now = c.now.Add(time.Minute)
	done, err := c.book.Sequence(ctx(), c.now, all)
	if err != nil {
		c.Fatal(err)
	}
	return done
}

// finds verifies the database by its newest checkpoint.
func (c *scribe) finds() ledger.Report {
	c.Helper()
	report, err := ledger.Verify(ctx(), c.book, c.keys, nil, time.Now())
	if err != nil {
		c.Fatal(err)
	}
	return report
}

// A new portal sequences before anybody acts, and is started anew before
// anything is signed.
func tryAPortalThatStoodIdle(t *testing.T, open Opener) {
	c := mustScribe(t, open)
	if done := c.sequences(false); done.Added != 0 || done.Signed {
		t.Fatalf("with nothing there: %+v", done)
	}
	c.writes(1, 1)
	if done := c.sequences(false); done.Added != 2 || !done.Signed {
		t.Errorf("after it stood idle: %+v", done)
	}
	if report := c.finds(); len(report.Findings) != 0 || report.Newest.Size != 2 {
		t.Errorf("verified: %+v", report)
	}
}

func tryEveryRowGetsItsLeaf(t *testing.T, open Opener) {
	c := mustScribe(t, open)
	c.writes(5, 4)
	if done := c.sequences(false); done.Added != 9 || !done.Signed || len(done.Refused) != 0 {
		t.Fatalf("the first round: %+v", done)
	}
	if done := c.sequences(false); done.Added != 0 || done.Signed {
		t.Errorf("with nothing new: %+v", done)
	}
	c.writes(1, 1)
	if _, err := c.book.ReceiptOf(ctx(), "look 10"); !fault.Is(err, fault.Busy) {
		t.Errorf("the receipt of a look that is not signed for yet: %v", err)
	}
	if done := c.sequences(true); done.Added != 2 {
		t.Errorf("the next round: %+v", done)
	}
	report := c.finds()
	if len(report.Findings) != 0 || report.Rows != 11 || report.Leaves != 11 || report.Newest.Size != 11 {
		t.Errorf("verified: %+v", report)
	}
	receipt, err := c.book.ReceiptOf(ctx(), "look 10")
	if err != nil {
		t.Fatal(err)
	}
	if at, err := receipt.Check(c.keys); err != nil || at.Size != 11 || at.Origin != "credit.example.cn/log/2026" {
		t.Errorf("the receipt proves %+v, %v", at, err)
	}
	if _, err := c.book.ReceiptOf(ctx(), "never"); !fault.Is(err, fault.NotFound) {
		t.Errorf("the receipt of a look that never was: %v", err)
	}
	if _, err := c.book.Growth(ctx(), "credit.example.cn/log/2026", 11, 9); err != nil {
		t.Errorf("that it only grew: %v", err)
	}
	given, err := c.book.History(ctx(), 10)
	if err != nil || len(given) != 1 || given[0].Size != 9 {
		t.Errorf("given away: %+v, %v", given, err)
	}
	if standing, err := c.book.Standing(ctx()); err != nil || standing.Signed != 11 || !standing.Waiting.IsZero() {
		t.Errorf("stands at %+v, %v", standing, err)
	}
}

// forge puts a look into the log that nobody took, by copying one that somebody
// did: with the mark of the other, or with none.
func (c *scribe) forge(id int64, mark string) {
	c.Helper()
	mustExec(c.T, Raw(c.T, c.db), `INSERT INTO query_log (id, actor_account, actor_name, actor_side, actor_role,
		actor_unit, at, basis, subject_id, object, shown, public_id, channel, purpose, salt, mark)
		SELECT ?, 8, actor_name, actor_side, actor_role, actor_unit, at, basis, subject_id, object, shown, ?, channel,
		purpose, salt, `+mark+` FROM query_log WHERE public_id = 'look 1'`, id, fmt.Sprintf("forged %d", id))
}

func tryARowThatThePortalDidNotWrite(t *testing.T, open Opener) {
	c := mustScribe(t, open)
	c.writes(2, 1)
	c.sequences(false)
	c.forge(41, "mark")
	c.forge(42, "''")
	c.writes(1, 0)
	done := c.sequences(true)
	if !slices.Equal(done.Refused, []int64{41, 42}) || done.Added != 1 {
		t.Fatalf("%+v", done)
	}
	c.now = c.now.Add(time.Hour)
	c.sequences(true) // signs anew
	var added []int64
	for _, f := range c.finds().Findings {
		if f.Kind == ledger.Added {
			added = append(added, f.Row)
		}
	}
	if !slices.Equal(added, []int64{41, 42}) {
		t.Errorf("found added: %v", added)
	}
}

func tryOfSeveralSequencers(t *testing.T, open Opener) {
	c := mustScribe(t, open)
	c.writes(30, 10)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			_, err := c.book.Sequence(ctx(), c.now, false)
			if err != nil && !fault.Is(err, fault.Stale) {
				t.Errorf("sequencing beside others: %v", err)
			}
		})
	}
	all.Wait()
	c.sequences(true)
	if report := c.finds(); len(report.Findings) != 0 || report.Leaves != 40 || report.Newest.Size != 40 {
		t.Errorf("%+v", report)
	}
}

func tryWhatIsNotAsItWasWrittenIsNotSigned(t *testing.T, open Opener) {
	for _, bend := range []string{
		"UPDATE query_log SET object = 'another' WHERE public_id = 'look 2'", "DELETE FROM events",
		"DELETE FROM log_leaves WHERE idx = 1", "UPDATE log_heads SET size = size + 1",
	} {
		c := mustScribe(t, open)
		c.writes(3, 2)
		c.sequences(false)
		c.writes(1, 0)
		raw := Raw(t, c.db)
		mustExec(t, raw, "UPDATE log_heads SET signed = 0")
		mustExec(t, raw, bend)
		c.now = c.now.Add(time.Hour)
		if done, err := c.book.Sequence(ctx(), c.now, false); err == nil || done.Signed {
			t.Errorf("%s: %+v, %v", bend, done, err)
		} else if !errors.Is(err, store.ErrLedger) && bend[:10] != "UPDATE log" {
			t.Errorf("%s: %v", bend, err)
		}
	}
}

func tryAYearBeginsWithTheLastCheckpoint(t *testing.T, open Opener) {
	c := mustScribe(t, open)
	c.writes(3, 1)
	c.sequences(false)
	was, err := c.book.Standing(ctx())
	if err != nil {
		t.Fatal(err)
	}
	c.now = c.now.AddDate(0, 2, 0)
	c.writes(2, 0)
	c.sequences(false)
	heads, err := c.book.Heads(ctx())
	if err != nil || len(heads) != 2 || heads[1].Origin != "credit.example.cn/log/2027" {
		t.Fatalf("%v, %v", heads, err)
	}
	first := true
	mustCommit(t, c.book.Leaves(ctx(), heads[1].Origin, func(l ledger.Leaf) error {
		if first && l.Hash != ledger.HashOf(was.Note) {
			t.Error("the tree of the next year does not begin with the last checkpoint")
		}
		first = false
		return nil
	}))
	if report := c.finds(); len(report.Findings) != 0 || report.Leaves != 7 || report.Checkpoints != 2 {
		t.Errorf("%+v", report)
	}
}

func tryRowsOfBeforeAreTakenIn(t *testing.T, open Opener) {
	c := mustScribe(t, open)
	c.writes(2, 1)
	mustExec(t, Raw(t, c.db), "UPDATE query_log SET mark = '', salt = '', public_id = NULL WHERE public_id = 'look 1'")
	if done := c.sequences(false); done.Added != 3 || len(done.Refused) != 0 {
		t.Errorf("%+v", done)
	}
	if report := c.finds(); len(report.Findings) != 0 {
		t.Errorf("%+v", report)
	}
}
