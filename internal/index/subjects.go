package index

import (
	"cmp"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/fold"
	"creditportal/internal/search"
)

// subjects is a segment of data subjects in order of their ids.
type subjects struct {
	ids     []int64
	first   []civil.Date // nil when none is known
	last    []civil.Date
	current names
	former  names
	codes   table
	coded   []uint32 // the subject of each code
}

func (s *subjects) size() int                          { return len(s.ids) }
func (s *subjects) days() ([]civil.Date, []civil.Date) { return s.first, s.last }
func (s *subjects) find(id int64) (uint32, bool) {
	i, ok := slices.BinarySearch(s.ids, id)
	return number(i), ok
}

func (s *subjects) firstDay(ordinal int) civil.Date {
	if s.first == nil {
		return civil.Date{}
	}
	return s.first[ordinal]
}

// subjectBuilder gathers the rows of a segment; of two with one id the later
// counts.
type subjectBuilder struct {
	ids                   []int64
	first, last           []civil.Date
	coming                bool // a first day is known
	current, former, code texts
}

func (b *subjectBuilder) add(row search.SubjectRow) {
	slot := b.row(row.ID, row.FirstDay, row.LastDay)
	b.current.add(fold.Key(row.Name), slot)
	for _, name := range row.Former {
		b.former.add(fold.Key(name), slot)
	}
	if row.Code != "" {
		b.code.add(fold.Code(row.Code), slot)
	}
}

func (b *subjectBuilder) row(id int64, first, last civil.Date) uint32 {
	b.ids = append(room(b.ids, 1), id)
	b.first, b.last = append(room(b.first, 1), first), append(room(b.last, 1), last)
	b.coming = b.coming || !first.IsZero()
	return number(len(b.ids) - 1)
}

func (b *subjectBuilder) build() *subjects {
	order := latest(b.ids)
	rank := ranks(order, len(b.ids))
	s := &subjects{ids: pick(b.ids, order), last: pick(b.last, order)}
	if b.coming {
		s.first = pick(b.first, order)
	}
	s.current = newNames(&b.current, rank)
	s.former = newNames(&b.former, rank)
	s.codes, s.coded = b.code.table(rank)
	return s
}

// mergeSubjects returns one segment of all that is alive in the layers.
func mergeSubjects(layers []*layer[*subjects]) *subjects {
	b := &subjectBuilder{}
	for _, l := range layers {
		slots := make([]uint32, l.seg.size())
		for i, id := range l.seg.ids {
			slots[i] = none
			if !l.dead.Contains(number(i)) {
				slots[i] = b.row(id, l.seg.firstDay(i), l.seg.last[i])
			}
		}
		b.current.addAll(&l.seg.current.table, l.seg.current.owners, slots)
		b.former.addAll(&l.seg.former.table, l.seg.former.owners, slots)
		b.code.addAll(&l.seg.codes, l.seg.coded, slots)
	}
	return b.build()
}

// addAll adds those texts of a table whose owners have a slot.
func (t *texts) addAll(from *table, owners, slots []uint32) {
	r := from.reader()
	for i, owner := range owners {
		if slot := slots[owner]; slot != none {
			t.add(string(r.at(i)), slot)
		}
	}
}

// latest returns the slots in order of their ids, of equal ids the last one.
func latest(ids []int64) []uint32 {
	order := sortedBy(ids)
	kept := order[:0]
	for i, slot := range order {
		if i+1 == len(order) || ids[order[i+1]] != ids[slot] {
			kept = append(kept, slot)
		}
	}
	return kept
}

// sortedBy returns the places of the values in ascending order of the values,
// equal ones in the order in which they stand.
func sortedBy(values []int64) []uint32 {
	type entry struct { // sorted as such, for the values near one another are read fast
		value int64
		place uint32
	}
	entries := make([]entry, len(values))
	for i, v := range values {
		entries[i] = entry{v, number(i)}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if a.value != b.value {
			return cmp.Compare(a.value, b.value)
		}
		return cmp.Compare(a.place, b.place)
	})
	order := make([]uint32, len(entries))
	for i, e := range entries {
		order[i] = e.place
	}
	return order
}

// ranks returns the place in order of each of n slots, none for those without.
func ranks(order []uint32, n int) []uint32 {
	rank := make([]uint32, n)
	for i := range rank {
		rank[i] = none
	}
	for i, slot := range order {
		rank[slot] = number(i)
	}
	return rank
}

// pick returns the values of the slots in their order.
func pick[T any](values []T, order []uint32) []T {
	picked := make([]T, len(order))
	for i, slot := range order {
		picked[i] = values[slot]
	}
	return picked
}
