package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/intake"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

// faultTables are those that an import chunk writes.
var faultTables = []string{
	"acts", "events", "subjects", "records", "record_versions", "changes", "batches", "intake_rows",
	"erasures",
}

// faults cuts an import chunk at each of its steps in turn, the question and
// then the answer, and expects all of it or nothing of it, and all of it once
// after the same operation is tried again.
func faults(t *testing.T, open Opener) {
	for name, after := range map[string]bool{
		"TestAStepThatFailsLeavesNothingOrAll": false, "TestALostAnswerLeavesNothingOrAll": true,
	} {
		t.Run(name, func(t *testing.T) {
			p := &probe{}
			db := open(t)
			s := MustOpen(t, db, p.wrap)
			base := penalty(t, firm(t, 1), 1, 10)
			mustEnter(t, s, "base", base)
			standing := mustKnow(t, s, base)
			for n := 1; ; n++ {
				before := counts(t, db)
				c := faultChunk(t, n, standing)
				want := expected(before)
				p.arm(n, after)
				err := s.Commit(ctx(), c)
				hit := p.wasHit()
				p.arm(0, false)
				got := counts(t, db)
				told := map[bool]map[string]int{true: want, false: before}[err == nil]
				if diff := cmp.Diff(told, got); diff != "" {
					t.Fatalf("step %d cut: what was answered, %v, is not so (-answered +found):\n%s", n, err, diff)
				}
				mustStandLevel(t, s, n)
				if err := s.Commit(ctx(), c); err != nil {
					t.Fatalf("step %d cut, then tried again: %v", n, err)
				}
				if diff := cmp.Diff(want, counts(t, db)); diff != "" {
					t.Fatalf("step %d cut, then tried again (-want +got):\n%s", n, diff)
				}
				standing = mustKnow(t, s, base)
				if !hit {
					if n < 8 {
						t.Fatalf("a chunk takes only %d steps: the probe sees nothing", n-1)
					}
					return
				}
			}
		})
	}
}

// mustStandLevel holds the erasure list against the database: whatever was cut, what the
// list says happened did, and what did is in the list.
func mustStandLevel(t *testing.T, s *store.Store, step int) {
	t.Helper()
	if level, err := s.Level(ctx()); err != nil || level.Lacks != 0 || level.Lost != 0 {
		t.Fatalf("step %d cut: the erasure list and the database stand at %+v, %v", step, level, err)
	}
}

// faultChunk enters two records, one of a person, changes one that stands and
// holds one row.
func faultChunk(t *testing.T, n int, standing record.Record) intake.Change {
	t.Helper()
	numbers := []string{"370399189103150014", "370399189103150022", "370399189511070021", "370399188906150021"}
	standing.DisclosedUntil = standing.DisclosedUntil.AddDays(-1)
	held := penalty(t, firm(t, 9000), 9000, 3)
	c := chunk("fault "+string(rune('A'+n)),
		penalty(t, firm(t, 100+n), 100+n, 5), penalty(t, person(t, numbers[n%len(numbers)]), 5000+n, 5),
		&record.Change{WasVersion: standing.Version, After: standing, Reason: "更正"}, nil)
	c.Rows[2].Outcome, c.Rows[3].Outcome = intake.NewVersion, intake.Held
	c.Rows[3].Draft = held
	return c
}

func counts(t *testing.T, db Database) map[string]int {
	t.Helper()
	all := map[string]int{}
	for _, table := range faultTables {
		all[table] = count(t, db, table)
	}
	return all
}

// expected is what a fault chunk adds. Its person's file is opened by the
// first four chunks only.
func expected(before map[string]int) map[string]int {
	all := map[string]int{
		"acts": 1, "events": 1, "subjects": 1, "records": 2, "record_versions": 1, "changes": 2,
		"batches": 1, "intake_rows": 4, "erasures": 1,
	}
	if before["batches"] <= 4 {
		all["subjects"]++
	}
	for table, n := range before {
		all[table] += n
	}
	return all
}
