package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

func write(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestADoubleClickIsOneAct":                             tryADoubleClickIsOneAct,
		"TestOfTwoWhoDecideFromTheSameVersionOneWins":          tryOfTwoWhoDecideFromTheSameVersionOneWins,
		"TestTwoImportsOfTheSameNewSubjectsAgreeOnOneFileEach": tryTwoImportsOfTheSameNewSubjectsAgreeOnOneFileEach,
		"TestAnActWithoutAnOperationKeyIsRefused":              tryAnActWithoutAnOperationKeyIsRefused,
		"TestDataVersionsRiseInTheOrderOfCommits":              tryDataVersionsRiseInTheOrderOfCommits,
	})
}

func tryADoubleClickIsOneAct(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	first := mustKnow(t, s, entered(t, s, 1))
	c := chunk("op 1", penalty(t, firm(t, 1), 1, 10))
	if err := s.Commit(ctx(), c); err != nil {
		t.Fatalf("the same operation again: %v", err)
	}
	if again := mustKnow(t, s, c.Records[0]); again.ID != first.ID || count(t, db, "events") != 1 {
		t.Errorf("the operation was done twice: record %d and %d, %d events", first.ID, again.ID, count(t, db, "events"))
	}
}

func tryOfTwoWhoDecideFromTheSameVersionOneWins(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	rec := mustKnow(t, s, entered(t, s, 1))
	const deciders = 8
	errs := make([]error, deciders)
	var all sync.WaitGroup
	for i := range deciders {
		all.Go(func() {
			c := chunk(fmt.Sprintf("decision %d", i), &record.Change{WasVersion: rec.Version, After: rec, Reason: "更正"})
			errs[i] = s.Commit(ctx(), c)
		})
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !fault.Is(err, fault.Stale):
			t.Errorf("a loser was told %v, want stale", err)
		}
	}
	after := mustKnow(t, s, penalty(t, firm(t, 1), 1, 10))
	if won != 1 || after.Version != rec.Version+1 || count(t, db, "record_versions") != 1 || count(t, db, "events") != 2 {
		t.Errorf("%d of %d won; version %d, %d kept versions, %d events",
			won, deciders, after.Version, count(t, db, "record_versions"), count(t, db, "events"))
	}
}

func tryTwoImportsOfTheSameNewSubjectsAgreeOnOneFileEach(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	const importers = 4
	errs := make([]error, importers)
	var all sync.WaitGroup
	for i := range importers {
		var changes []*record.Change
		for j := range 10 {
			changes = append(changes, penalty(t, firm(t, j), 100*i+j, j))
		}
		all.Go(func() { errs[i] = s.Commit(ctx(), chunk(fmt.Sprintf("import %d", i), changes...)) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if files, recs := count(t, db, "subjects"), count(t, db, "records"); files != 10 || recs != 40 {
		t.Errorf("%d files and %d records, want 10 and 40", files, recs)
	}
}

func tryAnActWithoutAnOperationKeyIsRefused(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	if err := s.Set(ctx(), map[store.Setting]string{store.DemoMark: "1"}, event(audit.DemoSeeded, "")); err == nil {
		t.Error("it was written")
	}
	if value, err := s.Setting(ctx(), store.DemoMark); err != nil || value != "" {
		t.Errorf("setting is %q, %v", value, err)
	}
}

func tryDataVersionsRiseInTheOrderOfCommits(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	before, err := s.DataVersion(ctx())
	if err != nil {
		t.Fatal(err)
	}
	entered(t, s, 1)
	entered(t, s, 2)
	if err := s.Set(ctx(), map[store.Setting]string{store.DemoMark: "1"}, event(audit.DemoSeeded, "demo")); err != nil {
		t.Fatal(err)
	}
	ed := catalog.Edition{ID: "starter-1", From: Today, Digest: "aa"}
	mustCommit(t, s.KeepEdition(ctx(), ed, nil, event(audit.CatalogLoaded, "catalog")))
	if after, err := s.DataVersion(ctx()); err != nil || after != before+3 {
		t.Errorf("version went from %d to %d, %v; want two steps for records and one for the catalog", before, after, err)
	}
}

// entered enters penalty n of firm n under an operation named after it.
func entered(t *testing.T, s *store.Store, n int) *record.Change {
	t.Helper()
	c := penalty(t, firm(t, n), n, 10)
	mustEnter(t, s, fmt.Sprintf("op %d", n), c)
	return c
}

// count returns the number of rows of a table.
func count(t *testing.T, db Database, table string) int {
	t.Helper()
	var n int
	if err := Raw(t, db).QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
