package storetest

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

func erased(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestWhatEndsOrComesBackStandsInTheListAndNothingOfWhatItSays": tryWhatEndsOrComesBack,
		"TestADatabaseThatIsOlderThanItsListIsShut":                    tryADatabaseThatIsOlder,
		"TestADatabaseWhoseListIsGoneOrChangedIsShut":                  tryADatabaseWhoseListIsGone,
		"TestALineThatNobodyCommittedIsVoidAndOneThatSomebodyDidIsNot": tryALineThatNobodyCommitted,
	})
}

// mustOpenListed opens the database with the erasure list in the file.
func mustOpenListed(t testing.TB, db Database, list string) *store.Store {
	t.Helper()
	return mustOpenAs(t, db, nil, store.Config{Erasures: list})
}

// mustTurn changes the record of the change and returns it as it then is.
func mustTurn(t testing.TB, s *store.Store, c *record.Change, op string, turn func(*record.Record)) record.Record {
	t.Helper()
	rec := mustKnow(t, s, c)
	turn(&rec)
	change := &record.Change{WasVersion: rec.Version, After: rec, Reason: "示例"}
	if err := s.Commit(ctx(), chunk(op, change)); err != nil {
		t.Fatal(err)
	}
	return mustKnow(t, s, c)
}

// saidIn are the lines of the list, as the file has them: the word that begins each,
// and why.
func saidIn(t testing.TB, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "intent ") {
			continue
		}
		var e struct{ Why string }
		text := line[strings.Index(line, "{") : strings.LastIndex(line, "}")+1]
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			t.Fatal(err)
		}
		said = append(said, e.Why)
	}
	return said
}

func tryWhatEndsOrComesBack(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	c := penalty(t, person(t, "370399189103150014"), 1, 10)
	mustEnter(t, s, "enter", c)
	for i, turn := range []func(*record.Record){
		func(r *record.Record) { r.State = record.Repaired },
		func(r *record.Record) { r.State = record.Active },
		func(r *record.Record) { r.DisclosedUntil = r.DisclosedUntil.AddDays(-1) },
		func(r *record.Record) { r.DocumentTitle = "另一份示例决定书" },
		func(r *record.Record) { r.HeldParts = []string{"CF_SY"} },
		func(r *record.Record) { r.HeldParts = nil },
		func(r *record.Record) { r.Annotation.Kind, r.Annotation.On = record.Disputed, Today },
		func(r *record.Record) { r.State = record.Annulled },
		func(r *record.Record) { r.State = record.Active },
	} {
		mustTurn(t, s, c, "turn "+string(rune('A'+i)), turn)
	}
	number := mustKnow(t, s, c).Number
	for _, do := range []error{
		s.HideRecord(ctx(), number, event(audit.RecordHidden, "hide")),
		s.ShowRecord(ctx(), number, event(audit.RecordShown, "show")),
	} {
		if do != nil {
			t.Fatal(do)
		}
	}
	mustArchive(t, s, mustKnow(t, s, c).DisclosedUntil.AddDays(1))
	mustDelete(t, s, c, "delete")
	want := []string{
		"repaired", "returned", "moved", "corrected", "hidden", "shown", "annulled", "returned", "hidden", "shown", "expired",
		"deleted", "kept_away",
	}
	if got := saidIn(t, listOf(db.URL)); !slices.Equal(got, want) {
		t.Errorf("the list says %v, want %v", got, want)
	}
	level, err := s.Level(ctx())
	if want := (store.Level{File: listOf(db.URL), Lines: 13}); err != nil || level != want {
		t.Errorf("the list and the database stand at %+v, %v", level, err)
	}
	text, err := os.ReadFile(listOf(db.URL))
	if err != nil {
		t.Fatal(err)
	}
	for _, canary := range []string{"示例", "370399", "CF_ZJHM", "行政处罚"} {
		if strings.Contains(string(text), canary) {
			t.Errorf("the list says %s", canary)
		}
	}
	if count(t, db, "erasures") != len(want) {
		t.Errorf("the database has %d lines of the list", count(t, db, "erasures"))
	}
}

func tryADatabaseThatIsOlder(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	c, other := penalty(t, firm(t, 1), 1, 10), penalty(t, firm(t, 2), 2, 10)
	mustEnter(t, s, "enter", c, other)
	mustTurn(t, s, other, "before", func(r *record.Record) { r.State = record.Annulled })
	older := Copy(t, db, open)
	mustTurn(t, s, c, "repair", func(r *record.Record) { r.State = record.Repaired })
	if again := MustOpen(t, db, nil); again.Shut() != nil {
		t.Fatalf("what nobody touched is shut: %v", again.Shut())
	}
	restored := mustOpenListed(t, older, listOf(db.URL))
	if err := restored.Shut(); !errors.Is(err, store.ErrBehind) {
		t.Fatalf("a database that lacks a repair is shut by %v", err)
	}
	if level, err := restored.Level(ctx()); err != nil || level.Lacks != 1 || level.Lost != 0 {
		t.Errorf("it stands at %+v, %v", level, err)
	}
	acts := count(t, older, "acts")
	err := restored.Set(ctx(), map[store.Setting]string{store.Counted: "x"}, event(audit.StatuteLoaded, "set"))
	if !fault.Is(err, fault.Unavailable) || count(t, older, "acts") != acts {
		t.Errorf("it was written to: %v", err)
	}
}

func tryADatabaseWhoseListIsGone(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	c := penalty(t, firm(t, 1), 1, 10)
	mustEnter(t, s, "enter", c)
	mustTurn(t, s, c, "repair", func(r *record.Record) { r.State = record.Repaired })
	mustTurn(t, s, c, "return", func(r *record.Record) { r.State = record.Active })
	gone := filepath.Join(t.TempDir(), "gone")
	if got := mustOpenListed(t, db, gone); !errors.Is(got.Shut(), store.ErrListLost) {
		t.Errorf("without its list it is shut by %v", got.Shut())
	}
	if _, err := os.Stat(gone); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("another list was begun in its place: %v", err)
	}
	text, err := os.ReadFile(listOf(db.URL))
	if err != nil {
		t.Fatal(err)
	}
	shorter := filepath.Join(t.TempDir(), "shorter")
	lines := strings.SplitAfter(string(text), "\n")
	if err := os.WriteFile(shorter, []byte(strings.Join(lines[:len(lines)-3], "")), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := mustOpenListed(t, db, shorter); !errors.Is(got.Shut(), store.ErrListLost) {
		t.Errorf("with a list that lost its end it is shut by %v", got.Shut())
	}
	if err := os.WriteFile(shorter, []byte(strings.Replace(string(text), "repaired", "returned", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := mustOpenListed(t, db, shorter); got.Shut() == nil {
		t.Error("with a list that somebody changed it is open")
	}
}

// Who is killed between the line and the commit leaves a line of which nobody knows;
// the database does.
func tryALineThatNobodyCommitted(t *testing.T, open Opener) {
	db, p := open(t), &probe{}
	s := MustOpen(t, db, p.wrap)
	c := penalty(t, firm(t, 1), 1, 10)
	mustEnter(t, s, "enter", c)
	list := listOf(db.URL)
	before, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	mustTurn(t, s, c, "repair", func(r *record.Record) { r.State = record.Repaired })
	after, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	intent := after[:len(before)+strings.Index(string(after[len(before):]), "\n")+1]
	if err := os.WriteFile(list, intent, 0o600); err != nil { // killed after the commit, before the word
		t.Fatal(err)
	}
	again := MustOpen(t, db, nil)
	if level, err := again.Level(ctx()); err != nil || level.Open != 0 || level.Lacks != 0 || again.Shut() != nil {
		t.Errorf("what was committed stands at %+v, %v", level, err)
	}
	if _, err := Raw(t, db).Exec("DELETE FROM erasures"); err != nil { // killed before the commit
		t.Fatal(err)
	}
	if err := os.WriteFile(list, intent, 0o600); err != nil {
		t.Fatal(err)
	}
	again = MustOpen(t, db, nil)
	level, err := again.Level(ctx())
	if err != nil || level.Open != 0 || level.Lacks != 0 || level.Lost != 0 || again.Shut() != nil {
		t.Errorf("what was not committed stands at %+v, %v", level, err)
	}
	mustTurn(t, again, c, "return", func(r *record.Record) { r.State = record.Active })
	if got := saidIn(t, list); !slices.Equal(got, []string{"repaired", "returned"}) {
		t.Errorf("the list goes on with %v", got)
	}
}
