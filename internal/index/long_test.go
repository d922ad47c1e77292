package index_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"creditportal/internal/index"
	"creditportal/internal/search"
)

// longList is more records than are looked at one by one, some values rare.
func longList() search.Changes {
	const records, days = 70_000, 400
	r := rand.New(rand.NewPCG(3, 4)) // the same each time
	var c search.Changes
	for i := range records {
		row := search.RecordRow{
			ID: int64(i + 1), Subject: 1, ListOn: today.AddDays(-r.IntN(days)), ShownOn: today.AddDays(-r.IntN(3)),
			LastDay: today.AddDays(r.IntN(40) - 1), Adverse: r.IntN(2) == 0, Dual: r.IntN(3) == 0, Annotated: r.IntN(9) == 0,
			Item: fmt.Sprint(r.IntN(5)), Authority: fmt.Sprint(r.IntN(7)), SubjectKind: fmt.Sprint(r.IntN(3)),
			Document: fmt.Sprintf("示例%d", i%300),
		}
		if r.IntN(5000) == 0 {
			row.Item = "rare"
		}
		c.Records = append(c.Records, row)
	}
	return c
}

func longFilters(t *testing.T) []search.Filter {
	return []search.Filter{
		{},
		{List: search.AdverseList, Item: "rare"},
		{List: search.DualList, Authority: "3", SubjectKind: "1", Marking: search.Annotated},
		{List: search.AdverseList, From: today.AddDays(-300), To: today.AddDays(-100), Item: "2"},
		{Item: "rare", To: today.AddDays(-200)},
		{From: today.AddDays(-2), Authority: "none"},
		{Keyword: mustParse(t, "示例"), Item: "rare"},
		{Keyword: mustParse(t, "示例29"), To: today.AddDays(-50), Item: "1"},
		{ShownFrom: today, Item: "4"},
	}
}

// top is what a reader can page through, newest or oldest first.
func top(ix *index.Index, f search.Filter) []int64 {
	const size = 300
	all, after, more := ix.Records(f, today, search.Cursor{}, size)
	for more && len(all) < search.MaxDepth {
		var page []int64
		page, after, more = ix.Records(f, today, after, size)
		all = append(all, page...)
	}
	return all
}

// Removed records are taken off each count while they are few; of many a layer
// counts anew.
func TestALongListIsPagedAndCountedAsIfEveryRowWereLookedAt(t *testing.T) {
	m := &model{records: map[int64]search.RecordRow{}}
	ix := index.New()
	all := longList()
	removals := []search.Changes{{}, {}}
	for _, row := range all.Records {
		switch {
		case row.ID%700 == 0:
			removals[0].GoneRecords = append(removals[0].GoneRecords, row.ID)
		case row.ID%5 < 2:
			removals[1].GoneRecords = append(removals[1].GoneRecords, row.ID)
		}
	}
	for _, c := range append([]search.Changes{all}, removals...) {
		m.apply(c)
		ix.Apply(c)
		for _, f := range longFilters(t) {
			want := m.list(f, today)
			if n, _ := ix.Count(f, today); n != len(want) && n != search.CountCap {
				t.Errorf("%+v: %d records, want %d", f, n, len(want))
			}
			if diff := gocmp.Diff(m.facets(f, today), ix.Facets(f, today), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%+v: facets (-every row +index):\n%s", f, diff)
			}
			for _, f.OldestFirst = range []bool{false, true} {
				shown := ids(m.list(f, today))
				if diff := gocmp.Diff(shown[:min(len(shown), search.MaxDepth)], top(ix, f), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%+v: rows (-every row +index):\n%s", f, diff)
				}
			}
		}
	}
}
