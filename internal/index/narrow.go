package index

import (
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"creditportal/internal/civil"
	"creditportal/internal/search"
)

// sizeOf returns the number of elements of a set.
func sizeOf(set *roaring.Bitmap) int { return int(set.GetCardinality()) } //nolint:gosec // elements have 32 bits

// narrowing is what a filter leaves of a segment on one day: a range of its
// ordinals, the records that a keyword finds, the profiles that it admits.
type narrowing struct {
	segment *records
	open    *open
	gone    *roaring.Bitmap // of the open rows, those removed since
	among   *roaring.Bitmap // the only live records that count; nil: all
	lo, hi  uint32

	fails    []failure // of each profile
	admitted []uint32  // the profiles that fail nowhere
	counting sync.Once
	counts   []uint32 // by profile, the live records of the range
}

// failure says by which parts of a filter a profile is kept out.
type failure uint8

// outright stands for the parts that no facet lifts; those before it for the
// facets, in their order.
const outright failure = 1 << len(facetFields)

// narrow returns what the filter leaves of the segment; keyword is the set of
// records that the filter's keyword finds, nil when it has none. The latest
// are kept: the rows of a page, their number and its facets ask for the same.
func (s *records) narrow(v *view, f search.Filter, keyword *roaring.Bitmap) *narrowing {
	f.OldestFirst = false
	if n, known := v.narrowed.of(f); known {
		return n
	}
	n := &narrowing{segment: s, open: v.open, gone: v.gone}
	if keyword != nil {
		n.among = roaring.And(v.live, keyword)
	}
	if !f.ShownFrom.IsZero() {
		if n.among == nil {
			n.among = v.live
		}
		n.among = s.shownFrom(n.among, f.ShownFrom)
	}
	n.lo, n.hi = s.between(f.From, f.To)
	n.admit(f)
	v.narrowed.keep(f, n)
	return n
}

// between returns the range of the days from and to, both included; a zero day
// is open.
func (s *records) between(from, to civil.Date) (uint32, uint32) {
	lo, hi := uint32(0), number(len(s.ids))
	if !from.IsZero() {
		lo = s.since(from)
	}
	if !to.IsZero() {
		hi = max(lo, s.since(to.AddDays(1)))
	}
	return lo, hi
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

// admit judges each profile.
func (n *narrowing) admit(f search.Filter) {
	var wanted [len(facetFields)]uint32 // the number of the wanted value, 0 for any
	for i, text := range [len(facetFields)]string{f.Item, f.Authority, f.SubjectKind, string(f.Marking)} {
		if text != "" {
			wanted[i] = n.segment.facets[i].numberOf(text)
		}
	}
	n.fails = make([]failure, len(n.segment.profiles))
	for p := range n.segment.profiles {
		var fails failure
		for i, number := range wanted {
			if number != 0 && number != n.segment.traits[p][i] {
				fails |= 1 << i
			}
		}
		if !n.segment.profiles[p].in(f.List) || f.Provider != "" && f.Provider != n.segment.profiles[p].provider {
			fails |= outright
		}
		if n.fails[p] = fails; fails == 0 {
			n.admitted = append(n.admitted, number(p))
		}
	}
}

// in says whether records with the profile stand in the list.
func (p *profile) in(list search.List) bool {
	switch list {
	case search.EveryRecord:
		return true
	case search.AdverseList:
		return p.adverse
	case search.FavourableList:
		return p.favourable
	case search.DualList:
		return p.dual
	}
	return p.list == string(list)
}

// live says whether the record counts, its profile apart.
func (n *narrowing) live(i uint32) bool {
	if n.among != nil {
		return n.among.Contains(i)
	}
	return n.open.has(i) && (n.gone == nil || !n.gone.Contains(i))
}

// total is how many records pass.
func (n *narrowing) total() int {
	counts, total := n.byProfile(), 0
	for _, p := range n.admitted {
		total += int(counts[p])
	}
	return total
}

// byProfile counts the live records of the range.
func (n *narrowing) byProfile() []uint32 {
	n.counting.Do(func() {
		if n.among == nil {
			n.counts = n.segment.count(n.open, n.gone, n.lo, n.hi)
			return
		}
		n.counts = make([]uint32, len(n.fails))
		n.among.Iterate(func(i uint32) bool {
			if i >= n.lo && i < n.hi {
				n.counts[n.segment.kinds[i]]++
			}
			return i < n.hi
		})
	})
	return n.counts
}
