package index

import (
	"cmp"
	"maps"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/fold"
	"creditportal/internal/search"
)

// records is a segment of records in the order of lists, by day and id: an
// ordinal is a place in the list, and a range of days a range of ordinals.
type records struct {
	ids    []int64
	starts []start // where each day begins
	shown  []civil.Date
	last   []civil.Date
	kinds  []uint32 // by ordinal, the place in profiles
	byID   []uint32 // the ordinals in order of ids

	profiles []profile
	traits   []traits // of each profile
	facets   [len(facetFields)]facet
	docs     table
	bearers  []uint32 // the record of each document number
	subjects []int64  // the subject of each record, sorted
	owned    []uint32 // the record of each of these
}

// start is the first ordinal of a day.
type start struct {
	on      civil.Date
	ordinal uint32
}

// profile is all that filters ask of a record: among a million records there
// are a few thousand of them.
type profile struct {
	adverse, favourable, dual             bool
	marking                               search.Marking
	item, authority, provider, kind, list string
}

func profileOf(row search.RecordRow) profile {
	return profile{
		adverse: row.Adverse, favourable: row.Favourable, dual: row.Dual, marking: row.Marking(),
		item: row.Item, authority: row.Authority, provider: row.Provider, kind: row.SubjectKind,
		list: row.List,
	}
}

func (s *records) size() int                          { return len(s.ids) }
func (s *records) days() ([]civil.Date, []civil.Date) { return s.shown, s.last }
func (s *records) find(id int64) (uint32, bool) {
	i, ok := slices.BinarySearchFunc(s.byID, id, func(ordinal uint32, id int64) int {
		return cmp.Compare(s.ids[ordinal], id)
	})
	if !ok {
		return 0, false
	}
	return s.byID[i], true
}

// listOn returns the day of a record in lists.
func (s *records) listOn(ordinal uint32) civil.Date {
	i, ok := slices.BinarySearchFunc(s.starts, ordinal, func(d start, ordinal uint32) int {
		return cmp.Compare(d.ordinal, ordinal)
	})
	if !ok {
		i--
	}
	return s.starts[i].on
}

// since returns the first ordinal on the day or later.
func (s *records) since(day civil.Date) uint32 {
	i, _ := slices.BinarySearchFunc(s.starts, day, func(d start, day civil.Date) int { return d.on.Compare(day) })
	if i == len(s.starts) {
		return number(len(s.ids))
	}
	return s.starts[i].ordinal
}

// place returns the first ordinal that is not before the row of that day and id.
func (s *records) place(on civil.Date, id int64) uint32 {
	from, to := s.since(on), s.since(on.AddDays(1))
	i, _ := slices.BinarySearch(s.ids[from:to], id)
	return from + number(i)
}

// recordBuilder gathers the rows of a segment; of two with one id the later
// counts.
type recordBuilder struct {
	ids, subjects       []int64
	listOn, shown, last []civil.Date
	kinds               []uint32
	profiles            []profile
	known               map[profile]uint32
	docs                texts
}

func newRecordBuilder() *recordBuilder { return &recordBuilder{known: map[profile]uint32{}} }

func (b *recordBuilder) add(row search.RecordRow) {
	slot := b.row(row.ID, row.Subject, b.kind(profileOf(row)), row.ListOn, row.ShownOn, row.LastDay)
	if row.Document != "" {
		b.docs.add(fold.Key(row.Document), slot)
	}
}

func (b *recordBuilder) row(id, subject int64, kind uint32, listOn, shown, last civil.Date) uint32 {
	b.ids, b.subjects = append(room(b.ids, 1), id), append(room(b.subjects, 1), subject)
	b.kinds, b.listOn = append(room(b.kinds, 1), kind), append(room(b.listOn, 1), listOn)
	b.shown, b.last = append(room(b.shown, 1), shown), append(room(b.last, 1), last)
	return number(len(b.ids) - 1)
}

func (b *recordBuilder) kind(p profile) uint32 {
	n, known := b.known[p]
	if !known {
		n = number(len(b.profiles))
		b.known[p], b.profiles = n, append(b.profiles, p)
	}
	return n
}

func (b *recordBuilder) build() *records {
	order := inLists(latest(b.ids), b.listOn)
	s := &records{
		ids: pick(b.ids, order), shown: pick(b.shown, order), last: pick(b.last, order),
		kinds: pick(b.kinds, order), profiles: b.profiles,
	}
	for i, slot := range order {
		if on := b.listOn[slot]; i == 0 || on != s.starts[len(s.starts)-1].on {
			s.starts = append(s.starts, start{on, number(i)})
		}
	}
	s.docs, s.bearers = b.docs.table(ranks(order, len(b.ids)))
	s.byID = sortedBy(s.ids)
	subjects := pick(b.subjects, order)
	s.owned = sortedBy(subjects)
	s.subjects = pick(subjects, s.owned)
	s.fillTraits()
	return s
}

// inLists returns the slots, which are in order of ids, in order of days and
// then ids: a count of each day says where its records go.
func inLists(byID []uint32, listOn []civil.Date) []uint32 {
	counts := map[civil.Date]uint32{}
	for _, slot := range byID {
		counts[listOn[slot]]++
	}
	next, total := map[civil.Date]uint32{}, uint32(0)
	for _, day := range slices.SortedFunc(maps.Keys(counts), civil.Date.Compare) {
		next[day] = total
		total += counts[day]
	}
	order := make([]uint32, len(byID))
	for _, slot := range byID {
		day := listOn[slot]
		order[next[day]] = slot
		next[day]++
	}
	return order
}

// mergeRecords returns one segment of all that is alive in the layers.
func mergeRecords(layers []*layer[*records]) *records {
	b := newRecordBuilder()
	for _, l := range layers {
		s := l.seg
		subject := make([]int64, s.size())
		for i, ordinal := range s.owned {
			subject[ordinal] = s.subjects[i]
		}
		slots := make([]uint32, s.size())
		for d, day := range s.starts {
			end := number(s.size())
			if d+1 < len(s.starts) {
				end = s.starts[d+1].ordinal
			}
			for i := day.ordinal; i < end; i++ {
				slots[i] = none
				if !l.dead.Contains(i) {
					kind := b.kind(s.profiles[s.kinds[i]])
					slots[i] = b.row(s.ids[i], subject[i], kind, day.on, s.shown[i], s.last[i])
				}
			}
		}
		b.docs.addAll(&s.docs, s.bearers, slots)
	}
	return b.build()
}
