package index

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"creditportal/internal/civil"
	"creditportal/internal/search"
)

// Subjects returns the subjects that the query finds and that are public on
// the day today, best first: by reason, then by the name or code that matched,
// then by id. It returns those from offset on, limit at most, and how many
// there are. True says that there are more: the number is then
// search.CountCap, and only so many can be paged through.
func (ix *Index) Subjects(q search.Query, today civil.Date, offset, limit int) ([]search.Hit, int, bool) {
	if q.Key == "" {
		return nil, 0, false
	}
	var all []found
	layers := ix.state.Load().subjects
	for _, l := range layers {
		all = append(all, l.seg.search(q, l.view(today).live, search.CountCap+1)...)
	}
	if len(layers) > 1 {
		slices.SortFunc(all, found.compare)
	}
	capped := len(all) > search.CountCap
	all = all[:min(len(all), search.CountCap)]
	var hits []search.Hit
	from := min(max(offset, 0), len(all))
	for _, f := range all[from:min(from+max(limit, 0), len(all))] {
		hits = append(hits, search.Hit{ID: f.id, Why: f.why})
	}
	return hits, len(all), capped
}

// found is a subject with the text that matched, by which hits are ordered.
type found struct {
	why  search.Why
	text string
	id   int64
}

func (f found) compare(g found) int {
	return cmp.Or(cmp.Compare(f.why, g.why), cmp.Compare(f.text, g.text), cmp.Compare(f.id, g.id))
}

// finding gathers the hits of one segment, each subject once with its best
// reason, until there are enough.
type finding struct {
	segment *subjects
	live    *roaring.Bitmap
	enough  int
	seen    map[uint32]struct{}
	hits    []found
}

// search returns up to enough hits of the segment in their final order.
func (s *subjects) search(q search.Query, live *roaring.Bitmap, enough int) []found {
	f := &finding{segment: s, live: live, enough: enough, seen: map[uint32]struct{}{}}
	lo, hi := s.current.table.starting(q.Key)
	_ = f.codes(q, search.ByCode) &&
		f.starting(q.Key, lo, hi) &&
		f.holding(&s.current, q.Key, search.ByPart, lo, hi) &&
		f.holding(&s.former, q.Key, search.ByFormer, 0, 0) &&
		f.codes(q, search.ByCodeStart)
	return f.hits
}

// add takes a subject in unless it is there already or not alive, and says
// whether more are wanted.
func (f *finding) add(ordinal uint32, why search.Why, text []byte) bool {
	if _, again := f.seen[ordinal]; again || !f.live.Contains(ordinal) {
		return true
	}
	f.seen[ordinal] = struct{}{}
	f.hits = append(f.hits, found{why, string(text), f.segment.ids[ordinal]})
	return len(f.hits) < f.enough
}

// starting adds the names at [lo, hi), which begin with the key.
func (f *finding) starting(key string, lo, hi int) bool {
	n := &f.segment.current
	r := n.table.reader()
	for i := lo; i < hi; i++ {
		if !f.live.Contains(n.owners[i]) {
			continue
		}
		text, why := r.at(i), search.ByStart
		if len(text) == len(key) {
			why = search.ByName
		}
		if !f.add(n.owners[i], why, text) {
			return false
		}
	}
	return true
}

// holding adds the names that hold the key, except those at [lo, hi).
func (f *finding) holding(n *names, key string, why search.Why, lo, hi int) bool {
	r, more := n.table.reader(), true
	n.holding(key, f.live, func(place uint32) bool {
		if i := int(place); i < lo || i >= hi {
			more = f.add(n.owners[place], why, r.at(i))
		}
		return more
	})
	return more
}

// codes adds the subjects whose code is, or begins with, what was typed.
func (f *finding) codes(q search.Query, why search.Why) bool {
	if q.Code == "" {
		return true
	}
	s := f.segment
	lo, hi := s.codes.starting(q.Code)
	if why == search.ByCode {
		lo, hi = s.codes.equal(q.Code)
	}
	r := s.codes.reader()
	for i := lo; i < hi; i++ {
		if !f.add(s.coded[i], why, r.at(i)) {
			return false
		}
	}
	return true
}
