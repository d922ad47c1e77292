package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

func restored(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestABackupFromBeforeAThousandEndsBringsNoneOfThemBack":          tryABackupFromBeforeAThousandEnds,
		"TestWhatABackupDoesNotHaveEndsWhenItIsSentAgain":                 tryWhatABackupDoesNotHave,
		"TestALineOfWhichNobodyKnowsHidesItsRecordUntilSomebodyHasLooked": tryALineOfWhichNobodyKnows,
		"TestARestoreHidesPartsOfARecordByHoldsThatSomebodyCanLift":       tryARestoreHidesParts,
		"TestAReplayThatIsKilledAtAnyStepIsGoneOnWithAndDoneOnce":         tryAReplayThatIsKilled,
		"TestARestoredLedgerDeclaresWhatItLostAndAnUndeclaredOneIsFound":  tryARestoredLedgerDeclares,
		"TestAListThatIsGoneIsMadeAnewFromTheDatabase":                    tryAListThatIsGoneIsMadeAnew,
	})
}

// ends are the ways in which records of the drill end or come back, and whether each is
// on display afterwards.
var ends = []struct {
	shown bool
	turns []func(*record.Record)
}{
	{false, []func(*record.Record){state(record.Repaired)}},
	{true, []func(*record.Record){state(record.Repaired), state(record.Active)}},
	{false, []func(*record.Record){state(record.Annulled)}},
	{false, []func(*record.Record){state(record.Withdrawn)}},
	{false, []func(*record.Record){state(record.Deleted)}},
	{true, nil},
	{false, []func(*record.Record){func(r *record.Record) { r.DisclosedUntil = Today.AddDays(-1) }}},
	{false, []func(*record.Record){state(record.Removed), state(record.Active), state(record.Annulled)}},
	{false, []func(*record.Record){func(r *record.Record) { r.Held = true }}},
	{true, []func(*record.Record){
		func(r *record.Record) { r.Held = true }, func(r *record.Record) { r.Held = false },
	}},
}

// mustDelete deletes the record of the change.
func mustDelete(t *testing.T, s *store.Store, c *record.Change, op string) {
	t.Helper()
	rec := mustKnow(t, s, c)
	rec.State = record.Deleted
	mustCommit(t, s.Commit(ctx(), chunk(op, &record.Change{WasVersion: rec.Version, After: rec, Reason: "主体申请"})))
}

func state(to record.State) func(*record.Record) { return func(r *record.Record) { r.State = to } }

// drill is a database of which a copy was made before records ended.
type drill struct {
	db, older Database
	changes   []*record.Change
}

// mustDrill enters records, copies the database and ends the records after it, each in
// the way that its number says. One in twenty had ended before the copy.
func mustDrill(t *testing.T, open Opener, records int) drill {
	t.Helper()
	d := drill{db: open(t)}
	s := MustOpen(t, d.db, nil)
	for n := range records {
		c := penalty(t, firm(t, n%50), n, 10)
		c.After.Honour = n%len(ends) == 4
		d.changes = append(d.changes, c)
	}
	for from := 0; from < records; from += 500 {
		mustEnter(t, s, fmt.Sprint("from ", from), d.changes[from:min(from+500, records)]...)
	}
	for n := 0; n < records; n += 20 {
		mustTurn(t, s, d.changes[n], fmt.Sprint("before ", n), state(record.Repaired))
	}
	d.older = Copy(t, d.db, open)
	for step := range 3 {
		var turned []*record.Change
		for n, c := range d.changes {
			if turns := ends[n%len(ends)].turns; step < len(turns) {
				rec := mustKnow(t, s, c)
				if turns[step](&rec); rec.State == record.Deleted { // an act of its own, as the law has it
					mustDelete(t, s, c, fmt.Sprint("delete ", n))
					continue
				}
				turned = append(turned, &record.Change{WasVersion: rec.Version, After: rec, Reason: "示例"})
			}
		}
		for from := 0; from < len(turned); from += 400 {
			mustEnter(t, s, fmt.Sprint("step ", step, from), turned[from:min(from+400, len(turned))]...)
		}
	}
	return d
}

// mustShow holds what is on display in the database against how the records ended.
func (d drill) mustShow(t *testing.T, s *store.Store) {
	t.Helper()
	if back, gone := d.wrong(t, s); back > 0 || gone > 0 {
		t.Errorf("of %d records %d are visible that had ended, and %d are hidden that had not", len(d.changes), back, gone)
	}
}

// shows says whether the record is on display; of a deleted one not even the key is left.
func shows(t *testing.T, s *store.Store, c *record.Change) bool {
	t.Helper()
	known, err := s.Known(ctx(), []record.Digest{c.After.Key})
	if err != nil {
		t.Fatal(err)
	}
	return known[c.After.Key].Record.OnDisplay(Today)
}

// wrong counts what is on display that had ended, and what is not that had not.
func (d drill) wrong(t *testing.T, s *store.Store) (back, gone int) {
	t.Helper()
	for n, c := range d.changes {
		switch want, got := ends[n%len(ends)].shown, shows(t, s, c); {
		case got && !want:
			back++
		case want && !got:
			gone++
		}
	}
	return back, gone
}

func replayed(op string) audit.Event { return event(audit.BackupRestored, op) }

func tryABackupFromBeforeAThousandEnds(t *testing.T, open Opener) {
	d := mustDrill(t, open, 1600)
	d.mustShow(t, MustOpen(t, d.db, nil))
	s := mustOpenListed(t, d.older, listOf(d.db.URL))
	if !errors.Is(s.Shut(), store.ErrBehind) {
		t.Fatalf("the older database is shut by %v", s.Shut())
	}
	if back, _ := d.wrong(t, s); back < 1000 {
		t.Errorf("without a replay only %d are back: the drill proves nothing", back)
	}
	done, err := s.ReplayErasures(ctx(), replayed("replay"))
	if err != nil || s.Shut() != nil {
		t.Fatalf("%+v, %v; shut by %v", done, err, s.Shut())
	}
	if done.Turned < 1000 || done.Absent != 0 || len(done.Hidden) != 1600/len(ends) { // those on hold are named
		t.Errorf("the replay did %+v", done)
	}
	d.mustShow(t, s)
	var lines int
	acts := count(t, d.older, "acts")
	told := Raw(t, d.older).QueryRow("SELECT COUNT(*) FROM events WHERE did = ?", string(audit.RecordReplayed))
	if err := told.Scan(&lines); err != nil || lines < done.Turned || lines > len(d.changes) {
		t.Errorf("the trail has %d lines of %+v: %v", lines, done, err)
	}
	again, err := s.ReplayErasures(ctx(), replayed("again"))
	if err != nil || again.Lines != 0 || acts != count(t, d.older, "acts") {
		t.Errorf("the second replay did %+v: %v", again, err)
	}
	if reopened := mustOpenListed(t, d.older, listOf(d.db.URL)); reopened.Shut() != nil {
		t.Errorf("after the replay it is shut by %v", reopened.Shut())
	}
	known, err := s.Known(ctx(), []record.Digest{d.changes[4].After.Key})
	if err != nil || !known[d.changes[4].After.Key].Suppressed {
		t.Errorf("a deleted honour may be sent again: %v", err)
	}
}

func tryWhatABackupDoesNotHave(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	older := Copy(t, db, open)
	repaired, deleted, shown := penalty(t, firm(t, 1), 1, 10), penalty(t, firm(t, 2), 2, 10), penalty(t, firm(t, 3), 3, 10)
	withdrawn := penalty(t, firm(t, 4), 4, 10)
	mustEnter(t, s, "enter", repaired, deleted, shown, withdrawn)
	mustTurn(t, s, withdrawn, "withdraw its batch", state(record.Withdrawn))
	mustTurn(t, s, repaired, "repair", state(record.Repaired))
	mustDelete(t, s, deleted, "delete")
	mustTurn(t, s, shown, "repair another", state(record.Repaired))
	mustTurn(t, s, shown, "return", state(record.Active))
	s = mustOpenListed(t, older, listOf(db.URL))
	if done, err := s.ReplayErasures(ctx(), replayed("replay")); err != nil || done.Absent != 4 || s.Shut() != nil {
		t.Fatalf("%+v, %v", done, err)
	}
	mustEnter(t, s, "sent again", repaired, shown, withdrawn)
	if rec := mustKnow(t, s, repaired); rec.State != record.Repaired || rec.ArchivedOn != Today {
		t.Errorf("what was repaired is %s when it is sent again, in the archive since %s", rec.State, rec.ArchivedOn)
	}
	if rec := mustKnow(t, s, shown); !rec.OnDisplay(Today) {
		t.Errorf("what had come back is %s when it is sent again", rec.State)
	}
	if rec := mustKnow(t, s, withdrawn); !rec.OnDisplay(Today) || !rec.ArchivedOn.IsZero() {
		t.Errorf("what had gone with its batch alone is %s when it is sent again", rec.State)
	}
	if err := s.Commit(ctx(), chunk("deleted again", deleted)); err == nil {
		t.Error("a deleted honour came back")
	}
	if n := count(t, older, "lost_ends"); n != 1 {
		t.Errorf("%d ends are still waited for, want that of the deleted honour", n)
	}
}

func tryALineOfWhichNobodyKnows(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	unknown, corrected := penalty(t, firm(t, 1), 1, 10), penalty(t, firm(t, 2), 2, 10)
	mustEnter(t, s, "enter", unknown, corrected)
	older, another := Copy(t, db, open), Copy(t, db, open)
	absent := penalty(t, firm(t, 3), 3, 10)
	mustEnter(t, s, "enter another", absent)
	mustTurn(t, s, corrected, "correct", func(r *record.Record) { r.DocumentTitle = "更正后的示例决定书" })
	list := filepath.Join(t.TempDir(), "list")
	before, err := os.ReadFile(listOf(db.URL))
	if err != nil {
		t.Fatal(err)
	}
	var repairs []*record.Change
	for _, c := range []*record.Change{unknown, absent} {
		rec := mustKnow(t, s, c)
		rec.State = record.Repaired
		repairs = append(repairs, &record.Change{WasVersion: rec.Version, After: rec, Reason: "示例"})
	}
	mustEnter(t, s, "repair", repairs...)
	text, err := os.ReadFile(listOf(db.URL))
	if err != nil {
		t.Fatal(err)
	}
	intents := slices.Concat(bytes.SplitAfter(text[len(before):], []byte("\n"))[:len(repairs)]...)
	if err := os.WriteFile(list, append(before, intents...), 0o600); err != nil { // the machine died here
		t.Fatal(err)
	}
	all := []*record.Change{unknown, corrected, absent}
	mustHoldUnknown(t, older, list, all) // one backup, and an older one after it
	s = mustHoldUnknown(t, another, list, all)
	for _, c := range all {
		number := mustKnow(t, s, c).Number
		if err := s.ShowRecord(ctx(), number, event(audit.RecordShown, string(number))); err != nil {
			t.Errorf("who has looked cannot show it: %v", err)
		}
		if !mustKnow(t, s, c).OnDisplay(Today) {
			t.Error("who has looked showed it, and it is hidden")
		}
	}
	if again := mustOpenListed(t, another, list); again.Shut() != nil {
		t.Errorf("it is shut by %v", again.Shut())
	}
}

// mustHoldUnknown restores the database, sends the last of the records again, which is
// not in it, and holds that all are hidden.
func mustHoldUnknown(t *testing.T, older Database, list string, changes []*record.Change) *store.Store {
	t.Helper()
	s := mustOpenListed(t, older, list)
	done, err := s.ReplayErasures(ctx(), replayed("replay"))
	if err != nil || len(done.Hidden) != len(changes) || s.Shut() != nil {
		t.Fatalf("%+v, %v; shut by %v", done, err, s.Shut())
	}
	mustEnter(t, s, "sent again", changes[len(changes)-1])
	for _, c := range changes {
		if rec := mustKnow(t, s, c); rec.OnDisplay(Today) || rec.State != record.Active {
			t.Errorf("%s is %s and on display", rec.DocumentNumber, rec.State)
		}
	}
	return s
}

// What an objection hides of a record is hidden by a hold: of an objection that is lost
// with the database an officer lifts it.
func tryARestoreHidesParts(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	hidden, shown, absent := penalty(t, firm(t, 1), 1, 10), penalty(t, firm(t, 2), 2, 10), penalty(t, firm(t, 3), 3, 10)
	mustEnter(t, s, "enter", hidden, shown)
	parts := func(codes ...string) func(*record.Record) { return func(r *record.Record) { r.HeldParts = codes } }
	number := mustTurn(t, s, shown, "before", parts("CF_SY")).Number
	older := Copy(t, db, open)
	mustExec(t, Raw(t, older), "INSERT INTO record_holds (id, record_id, field, reason, from_at, act_id) SELECT 1, id, "+
		"'CF_SY', 'item/1', '2026-11-01 00:00:00', 1 FROM records WHERE number = '"+string(number)+"'")
	mustTurn(t, s, shown, "lift", parts())
	number = mustTurn(t, s, hidden, "hide", parts("CF_NR1", "CF_SY")).Number
	mustEnter(t, s, "enter another", absent)
	lost := mustTurn(t, s, absent, "hide another", parts("CF_SY")).Number
	s = mustOpenListed(t, older, listOf(db.URL))
	done, err := s.ReplayErasures(ctx(), replayed("replay"))
	if err != nil || !slices.Equal(done.Hidden, []record.Number{number, lost}) || done.Absent != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	mustEnter(t, s, "sent again", absent)
	mustHide := func(c *record.Change, want ...string) {
		t.Helper()
		rec := mustKnow(t, s, c)
		if rec.Held || !slices.Equal(rec.HeldParts, want) {
			t.Errorf("of %s is hidden %v (as a whole: %v), want %v", rec.DocumentNumber, rec.HeldParts, rec.Held, want)
		}
		if n := count(t, older, fmt.Sprintf("record_holds WHERE record_id = %d AND to_at IS NULL", rec.ID)); n != len(want) {
			t.Errorf("%d holds stand on %s, want %d", n, rec.DocumentNumber, len(want))
		}
	}
	mustHide(absent, "CF_SY")
	mustHide(shown)
	mustHide(hidden, "CF_NR1", "CF_SY")
	mustCommit(t, s.HideRecord(ctx(), number, event(audit.RecordHidden, "hide it all")))
	mustCommit(t, s.ShowRecord(ctx(), number, event(audit.RecordShown, "show")))
	mustHide(hidden, "CF_NR1", "CF_SY") // it was another hold that was lifted
	mustCommit(t, s.ShowRecord(ctx(), number, event(audit.RecordShown, "show the rest")))
	mustHide(hidden)
	if err := s.ShowRecord(ctx(), number, event(audit.RecordShown, "again")); !fault.Is(err, fault.Conflict) {
		t.Errorf("what is not hidden is shown: %v", err)
	}
}

func tryAReplayThatIsKilled(t *testing.T, open Opener) {
	d := mustDrill(t, open, 40)
	p := &probe{}
	for n := 1; ; n++ {
		s := mustOpenAs(t, d.older, p.wrap, store.Config{Erasures: listOf(d.db.URL)})
		if s.Shut() == nil {
			break
		}
		p.arm(40+n*7%23, n%2 == 0)
		_, err := s.ReplayErasures(ctx(), replayed(fmt.Sprint("replay ", n)))
		hit := p.wasHit()
		p.arm(0, false)
		if n > 500 {
			t.Fatalf("it goes on for ever: %v", err)
		}
		if !hit && err == nil {
			break
		}
	}
	s := mustOpenListed(t, d.older, listOf(d.db.URL))
	if _, err := s.ReplayErasures(ctx(), replayed("last")); err != nil || s.Shut() != nil {
		t.Fatalf("shut by %v: %v", s.Shut(), err)
	}
	d.mustShow(t, s)
	var twice int
	err := Raw(t, d.older).QueryRow("SELECT COUNT(*) FROM (SELECT object FROM events WHERE did = ? "+
		"GROUP BY object HAVING COUNT(*) > 1) o", string(audit.RecordReplayed)).Scan(&twice)
	if err != nil || twice > 0 {
		t.Errorf("%d records were made good twice: %v", twice, err)
	}
}

func tryARestoredLedgerDeclares(t *testing.T, open Opener) {
	c := mustScribe(t, open)
	c.writes(5, 5)
	c.sequences(true)
	older := Copy(t, c.db, open)
	stand, err := c.book.Standing(ctx())
	if err != nil {
		t.Fatal(err)
	}
	before := stand.Note
	c.writes(6, 4)
	c.sequences(true)
	if stand, err = c.book.Standing(ctx()); err != nil {
		t.Fatal(err)
	}
	s := mustOpenListed(t, older, listOf(c.db.URL))
	if !errors.Is(s.Shut(), store.ErrBehind) {
		t.Fatalf("a ledger that was rolled back is shut by %v", s.Shut())
	}
	book, err := s.Ledger("credit.example.cn")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := ledger.ReadKeys(book.Key())
	if err != nil {
		t.Fatal(err)
	}
	verify := func(kept ...[]byte) ledger.Report {
		t.Helper()
		report, err := ledger.Verify(ctx(), book, keys, kept, c.now.Add(48*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	if r := verify(before, stand.Note); len(r.Findings) != 1 || r.Findings[0].Kind != ledger.RolledBack {
		t.Errorf("undeclared, it is found as %v", r.Findings)
	}
	if _, err := s.ReplayErasures(ctx(), replayed("replay")); err != nil || s.Shut() == nil {
		t.Errorf("with an undeclared gap it is open: %v", err)
	}
	declared := event(audit.GapDeclared, "declare")
	declared.At = c.now.Add(time.Hour)
	lost, err := book.Declare(ctx(), nil, declared)
	if err != nil || len(lost) != 1 || lost[0].From != 10 || lost[0].To != 20 {
		t.Fatalf("declared %v, %v", lost, err)
	}
	declared.Op = "again"
	if lost, err := book.Declare(ctx(), nil, declared); err != nil || len(lost) != 0 {
		t.Errorf("declared again %v, %v", lost, err)
	}
	if again := mustOpenListed(t, older, listOf(c.db.URL)); again.Shut() != nil {
		t.Errorf("declared, it is shut by %v", again.Shut())
	}
	if _, err := book.Sequence(ctx(), declared.At.Add(time.Minute), true); err != nil {
		t.Fatal(err)
	}
	r := verify(before, stand.Note)
	if len(r.Findings) != 0 || len(r.Gaps) != 1 {
		t.Errorf("declared, it finds %v and the gaps %v", r.Findings, r.Gaps)
	}
	wider := ledger.Gap{Origin: r.Gaps[0].Origin, At: r.Gaps[0].At, Lost: []ledger.Lost{{Origin: lost[0].Origin, To: 20}}}
	mustExec(t, Raw(t, older), "UPDATE log_gaps SET text = '"+string(wider.Text())+"'")
	if r := verify(before, stand.Note); len(r.Findings) == 0 || len(r.Gaps) != 0 {
		t.Error("a gap that was written over is believed")
	}
}

func tryAListThatIsGoneIsMadeAnew(t *testing.T, open Opener) {
	d := mustDrill(t, open, 40)
	list := filepath.Join(t.TempDir(), "list")
	s := mustOpenListed(t, d.db, list)
	if !errors.Is(s.Shut(), store.ErrListLost) {
		t.Fatalf("it is shut by %v", s.Shut())
	}
	wrote, err := s.RebuildErasures(ctx(), list, event(audit.ListRebuilt, "rebuild"))
	if err != nil || wrote != count(t, d.db, "erasures") || s.Shut() != nil {
		t.Fatalf("%d lines, %v; shut by %v", wrote, err, s.Shut())
	}
	restored := mustOpenListed(t, d.older, list)
	if _, err := restored.ReplayErasures(ctx(), replayed("replay")); err != nil || restored.Shut() != nil {
		t.Fatalf("shut by %v: %v", restored.Shut(), err)
	}
	d.mustShow(t, restored)
}
