package index

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"creditportal/internal/civil"
	"creditportal/internal/fold"
	"creditportal/internal/search"
)

// Records returns the ids of the next records, limit at most, that pass the
// filter and are public on the day today, after the cursor: newest first
// unless the filter says otherwise, equal days by id. It returns the cursor
// after the last of them and whether there are more; no list goes deeper than
// search.MaxDepth.
func (ix *Index) Records(
	f search.Filter, today civil.Date, after search.Cursor, limit int,
) ([]int64, search.Cursor, bool) {
	limit = min(limit, search.MaxDepth-after.Depth)
	if limit <= 0 {
		return nil, search.Cursor{}, false
	}
	var rows []row
	ix.state.Load().each(f, today, func(l *layer[*records], n narrowing) {
		rows = append(rows, l.seg.page(n.all(), after, limit+1, f.OldestFirst)...)
	})
	slices.SortFunc(rows, func(a, b row) int {
		if f.OldestFirst {
			return a.compare(b)
		}
		return b.compare(a)
	})
	more := len(rows) > limit
	rows = rows[:min(len(rows), limit)]
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.id
	}
	if !more {
		return ids, search.Cursor{}, false
	}
	last := rows[len(rows)-1]
	return ids, search.Cursor{On: last.on, ID: last.id, Depth: after.Depth + len(rows)}, true
}

// row is a record's place among those of other segments.
type row struct {
	on civil.Date
	id int64
}

func (r row) compare(s row) int { return cmp.Or(r.on.Compare(s.on), cmp.Compare(r.id, s.id)) }

// each hands over every layer of records with what the filter asks of it.
func (st *state) each(f search.Filter, today civil.Date, visit func(*layer[*records], narrowing)) {
	keyword := st.keyword(f.Keyword)
	for i, l := range st.records {
		var found *roaring.Bitmap
		if keyword != nil {
			found = keyword[i]
		}
		visit(l, l.seg.narrow(l.view(today), f, found))
	}
}

// page returns up to limit rows of the set after the cursor.
func (s *records) page(set *roaring.Bitmap, after search.Cursor, limit int, oldestFirst bool) []row {
	var rows []row
	rank, step := s.rank(set, after, oldestFirst)
	for ; rank >= 0 && len(rows) < limit; rank += step {
		ordinal, err := set.Select(number(rank))
		if err != nil {
			break // past the last element
		}
		rows = append(rows, row{s.listOn(ordinal), s.ids[ordinal]})
	}
	return rows
}

// rank returns which element of the set comes next after the cursor, -1 for
// none, and the step to the one after it.
func (s *records) rank(set *roaring.Bitmap, after search.Cursor, oldestFirst bool) (int, int) {
	before := func(ordinal uint32) int { // elements before the ordinal
		if ordinal == 0 {
			return 0
		}
		return int(set.Rank(ordinal - 1)) //nolint:gosec // at most the size
	}
	switch {
	case oldestFirst && after.IsZero():
		return 0, 1
	case oldestFirst:
		return before(s.place(after.On, after.ID+1)), 1
	case after.IsZero():
		return sizeOf(set) - 1, -1
	}
	return before(s.place(after.On, after.ID)) - 1, -1
}

// Count returns how many records pass the filter and are public on the day
// today. A whole list is counted exactly; of a filtered one true says that
// there are more than the number, which is then search.CountCap.
func (ix *Index) Count(f search.Filter, today civil.Date) (int, bool) {
	total := 0
	ix.state.Load().each(f, today, func(_ *layer[*records], n narrowing) {
		total += sizeOf(n.all())
	})
	if total > search.CountCap && !f.Exact() {
		return search.CountCap, true
	}
	return total, false
}

// Documents returns the ids of the records that bear the document number and
// are public on the day today, newest first.
func (ix *Index) Documents(number string, today civil.Date) []int64 {
	key := fold.Key(number)
	if key == "" {
		return nil
	}
	var rows []row
	for _, l := range ix.state.Load().records {
		live := l.view(today).live
		lo, hi := l.seg.docs.equal(key)
		for _, ordinal := range l.seg.bearers[lo:hi] {
			if live.Contains(ordinal) {
				rows = append(rows, row{l.seg.listOn(ordinal), l.seg.ids[ordinal]})
			}
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return b.compare(a) })
	var ids []int64
	for _, r := range rows {
		ids = append(ids, r.id)
	}
	return ids
}
