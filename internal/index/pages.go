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
	ix.state.Load().each(f, today, func(_ *layer[*records], n *narrowing) {
		rows = append(rows, n.page(after, limit+1, f.OldestFirst)...)
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
func (st *state) each(f search.Filter, today civil.Date, visit func(*layer[*records], *narrowing)) {
	keyword := st.keyword(f.Keyword)
	for i, l := range st.records {
		var found *roaring.Bitmap
		if keyword != nil {
			found = keyword[i]
		}
		visit(l, l.seg.narrow(l.view(today), f, found))
	}
}

// page returns up to limit rows that pass, after the cursor.
func (n *narrowing) page(after search.Cursor, limit int, oldestFirst bool) []row {
	lo, hi := n.lo, n.hi
	switch {
	case after.IsZero():
	case oldestFirst:
		lo = max(lo, n.segment.place(after.On, after.ID+1))
	default:
		hi = min(hi, n.segment.place(after.On, after.ID))
	}
	p := paging{narrowing: n, limit: limit}
	switch {
	case lo >= hi || len(n.admitted) == 0:
	case n.among != nil && sizeOf(n.among) < few:
		p.chosen(lo, hi, oldestFirst)
	case oldestFirst:
		p.upward(lo, hi)
	default:
		p.downward(lo, hi)
	}
	return p.rows
}

// few is how many records are looked at one by one; of more, blocks at a time.
const few = 1 << 16

// paging gathers rows until there are enough.
type paging struct {
	*narrowing
	limit int
	rows  []row
}

func (p *paging) full() bool { return len(p.rows) >= p.limit }

func (p *paging) take(i uint32) {
	if p.fails[p.segment.kinds[i]] == 0 && p.live(i) {
		p.rows = append(p.rows, row{p.segment.listOn(i), p.segment.ids[i]})
	}
}

// chosen looks at the few records that may pass.
func (p *paging) chosen(lo, hi uint32, oldestFirst bool) {
	all := p.among.ToArray()
	from, _ := slices.BinarySearch(all, lo)
	to, _ := slices.BinarySearch(all, hi)
	for k := from; k < to && !p.full(); k++ {
		i := all[k]
		if !oldestFirst {
			i = all[to-1-(k-from)]
		}
		p.take(i)
	}
}

func (p *paging) upward(lo, hi uint32) {
	c := p.segment.census(p.open)
	for lo < hi && !p.full() {
		block := lo / c.block
		end := min(hi, (block+1)*c.block)
		if c.holds(block, p.admitted) {
			for ; lo < end && !p.full(); lo++ {
				p.take(lo)
			}
		}
		lo = end
	}
}

func (p *paging) downward(lo, hi uint32) {
	c := p.segment.census(p.open)
	for lo < hi && !p.full() {
		block := (hi - 1) / c.block
		begin := max(lo, block*c.block)
		if c.holds(block, p.admitted) {
			for ; hi > begin && !p.full(); hi-- {
				p.take(hi - 1)
			}
		}
		hi = begin
	}
}

// Count returns how many records pass the filter and are public on the day
// today. A whole list is counted exactly; of a filtered one true says that
// there are more than the number, which is then search.CountCap.
func (ix *Index) Count(f search.Filter, today civil.Date) (int, bool) {
	total := 0
	ix.state.Load().each(f, today, func(_ *layer[*records], n *narrowing) {
		total += n.total()
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
