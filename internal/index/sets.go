package index

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"creditportal/internal/civil"
	"creditportal/internal/search"
)

// sizeOf returns the number of elements of a set.
func sizeOf(set *roaring.Bitmap) int { return int(set.GetCardinality()) } //nolint:gosec // elements have 32 bits

// nothing is the empty set; it is never changed.
var nothing = roaring.New()

// having returns the records of the segment with the value.
func (s *records) having(v value) *roaring.Bitmap {
	if set := s.sets[v]; set != nil {
		return set
	}
	return nothing
}

// inList returns the records of the list that are live in the view. The sets
// of lists that exist are kept as long as the view: they are what most pages
// ask for.
func (s *records) inList(v *view, list search.List) *roaring.Bitmap {
	if list == search.EveryRecord {
		return v.live
	}
	if set, known := v.lists.of(list); known {
		return set
	}
	key := value{byEntry, string(list)}
	switch list {
	case search.AdverseList, search.FavourableList, search.DualList:
		key.field = byList
	case search.EveryRecord: // answered above
	}
	members := s.having(key)
	if members == nothing {
		return nothing
	}
	set := roaring.And(v.live, members)
	v.lists.keep(list, set)
	return set
}

// narrowing is the sets whose intersection a filter lets through.
type narrowing struct {
	segment *records
	base    []*roaring.Bitmap // of all but the fields of facets
	facets  map[field]*roaring.Bitmap
}

// narrow returns what the filter asks of the segment; keyword is the set of
// records that the filter's keyword finds, nil when it has none.
func (s *records) narrow(v *view, f search.Filter, keyword *roaring.Bitmap) narrowing {
	n := narrowing{segment: s, facets: map[field]*roaring.Bitmap{}}
	n.base = append(n.base, s.inList(v, f.List))
	if keyword != nil {
		n.base = append(n.base, keyword)
	}
	if f.Provider != "" {
		n.base = append(n.base, s.having(value{byProvider, f.Provider}))
	}
	if !f.From.IsZero() || !f.To.IsZero() {
		n.base = append(n.base, s.between(f.From, f.To))
	}
	if !f.ShownFrom.IsZero() {
		n.base = append(n.base, s.shownFrom(n.base[0], f.ShownFrom))
	}
	for field, text := range map[field]string{
		byItem: f.Item, byAuthority: f.Authority, byKind: f.SubjectKind, byMarking: string(f.Marking),
	} {
		if text != "" {
			n.facets[field] = s.having(value{field, text})
		}
	}
	return n
}

// all returns the records that pass every part of the filter; the set may be
// shared and must not be changed.
func (n narrowing) all() *roaring.Bitmap { return n.without(byList) }

// without returns the records that pass all parts of the filter but that of
// one facet; a field that is no facet leaves all parts.
func (n narrowing) without(own field) *roaring.Bitmap {
	sets := slices.Clone(n.base)
	for field, set := range n.facets {
		if field != own {
			sets = append(sets, set)
		}
	}
	return intersection(sets)
}

// intersection begins with the smallest sets, so that what is left stays small.
// A single set is returned as it is.
func intersection(sets []*roaring.Bitmap) *roaring.Bitmap {
	if len(sets) == 1 {
		return sets[0]
	}
	slices.SortFunc(sets, func(a, b *roaring.Bitmap) int { return cmp.Compare(sizeOf(a), sizeOf(b)) })
	left := roaring.And(sets[0], sets[1])
	for _, set := range sets[2:] {
		left.And(set)
	}
	return left
}

// between returns the records of the days from and to, both included; a zero
// day is open.
func (s *records) between(from, to civil.Date) *roaring.Bitmap {
	lo, hi := uint32(0), number(len(s.ids))
	if !from.IsZero() {
		lo = s.since(from)
	}
	if !to.IsZero() {
		hi = s.since(to.AddDays(1))
	}
	set := roaring.New()
	if lo < hi {
		set.AddRange(uint64(lo), uint64(hi))
	}
	return set
}

// shownFrom returns those of the records that were first shown on the day or
// later.
func (s *records) shownFrom(of *roaring.Bitmap, day civil.Date) *roaring.Bitmap {
	set := roaring.New()
	of.Iterate(func(i uint32) bool {
		if !s.shown[i].Before(day) {
			set.Add(i)
		}
		return true
	})
	return set
}
