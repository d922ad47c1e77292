package index

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"creditportal/internal/civil"
	"creditportal/internal/search"
)

// facetFields are the fields whose values are offered with their counts.
var facetFields = [...]field{byItem, byAuthority, byKind, byMarking}

// tally is numbers of records by value of a filter.
type tally map[value]int

// Facets returns, for each field of a filter, the values to choose from with
// the number of records that each would show on the day today.
func (ix *Index) Facets(f search.Filter, today civil.Date) search.Facets {
	counts := tally{}
	ix.state.Load().each(f, today, func(l *layer[*records], n narrowing) {
		for v, count := range l.seg.tally(l.view(today), f, n) {
			counts[v] += count
		}
	})
	return search.Facets{
		Items:       counts.of(byItem),
		Authorities: counts.of(byAuthority),
		Kinds:       counts.of(byKind),
		Markings:    counts.of(byMarking),
	}
}

// tally counts the records of one segment. Tallies are kept as long as the view:
// the pages of a list share theirs.
func (s *records) tally(v *view, f search.Filter, n narrowing) tally {
	f.OldestFirst = false
	counts, known := v.tallies.of(f)
	if !known {
		counts = s.count(n)
		v.tallies.keep(f, counts)
	}
	return counts
}

// few is how many records are looked at one by one; of more the sets of all
// values are intersected.
const few = 1 << 16

func (s *records) count(n narrowing) tally {
	counts := tally{}
	many := map[field]*roaring.Bitmap{}
	for _, own := range facetFields {
		among := n.without(own)
		if sizeOf(among)+len(s.profiles) > few {
			many[own] = among
			continue
		}
		s.countEach(counts, own, among)
	}
	if len(many) == 0 {
		return counts
	}
	for v, set := range s.sets {
		if among := many[v.field]; among != nil {
			if count := among.AndCardinality(set); count > 0 {
				counts[v] = int(count) //nolint:gosec // at most the number of records
			}
		}
	}
	return counts
}

// countEach adds the records of the set by their values of one field.
func (s *records) countEach(counts tally, of field, among *roaring.Bitmap) {
	if among.IsEmpty() {
		return
	}
	byProfile := make([]int, len(s.profiles))
	among.Iterate(func(i uint32) bool {
		byProfile[s.kinds[i]]++
		return true
	})
	for i, count := range byProfile {
		if count > 0 {
			counts[value{of, s.profiles[i].text(of)}] += count
		}
	}
}

// of returns the values of a field, most records first, then by value. Records
// without a value offer nothing to choose.
func (t tally) of(f field) []search.Facet {
	var facets []search.Facet
	for v, count := range t {
		if v.field == f && v.text != "" {
			facets = append(facets, search.Facet{Value: v.text, Count: count})
		}
	}
	slices.SortFunc(facets, func(a, b search.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return facets
}
