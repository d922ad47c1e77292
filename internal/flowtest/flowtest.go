// Package flowtest proves a procedure before anybody relies on it: its table
// is sound, every word is said, and random walks of it keep what the
// regulation promises. Tests import it, nothing else does.
package flowtest

import (
	"fmt"
	"slices"
	"testing"

	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/internal/law"
)

// Check proves what can be read off the table and the books alone: each row
// stands once; every state is reached, left, owned and bound by a limit of the
// law, with somebody told when it has passed; every word is said in both
// languages; every letter can be drawn; nothing changes on the word of one
// person.
func Check(t *testing.T, table flow.Table, books law.InForce, by Promises) {
	t.Helper()
	pairs := map[string]bool{}
	for i, row := range table.Rows {
		for _, from := range row.From {
			pair := fmt.Sprintf("%s from %q", row.Do, from)
			if pairs[pair] {
				t.Errorf("row %d: %s stands twice", i+1, pair)
			}
			pairs[pair] = true
		}
		if row.To == flow.Signing && len(row.As) == 0 {
			t.Errorf("row %d: %s proposes nothing", i+1, row.Do)
		}
	}
	reached(t, table)
	walked(t, table, by)
	limited(t, table, books)
	lettered(t, table)
	separated(t, table, by)
	said(t, table)
}

// reached says that every state can be reached and left; an item that is
// closed may rest.
func reached(t *testing.T, table flow.Table) {
	t.Helper()
	seen := []flow.State{flow.NoState}
	for range table.Rows { // a round for every row is more than the longest way
		for _, row := range table.Rows {
			for _, from := range row.From {
				if slices.Contains(seen, from) && real(row.To) && !slices.Contains(seen, row.To) {
					seen = append(seen, row.To)
				}
			}
		}
	}
	for _, state := range table.States() {
		if !slices.Contains(seen, state) {
			t.Errorf("state %q is reached by no row", state)
		}
		if state != flow.Closed && !slices.ContainsFunc(table.Rows, func(r flow.Row) bool {
			return slices.Contains(r.From, state) && r.To != flow.Same && !r.Engine()
		}) {
			t.Errorf("state %q is left by nobody", state)
		}
	}
}

func real(s flow.State) bool { return s != flow.Same && s != flow.Back }

// said holds every act, state, outcome, guard and effect against the words of
// both languages.
func said(t *testing.T, table flow.Table) {
	t.Helper()
	keys := map[string]bool{}
	for _, row := range table.Rows {
		keys[flow.ActKey(row.Do)] = true
		for _, g := range row.If {
			keys[g.Key] = true
		}
		for _, e := range row.Then {
			keys[e.Key] = true
		}
	}
	for _, s := range table.States() {
		keys[table.StateKey(s)] = true
	}
	for _, o := range table.Outcomes() {
		keys[table.OutcomeKey(o)] = true
	}
	known := i18n.Default().Keys()
	for key := range keys {
		if _, ok := slices.BinarySearch(known, key); !ok {
			t.Errorf("nothing is said under %q", key)
		}
	}
}
