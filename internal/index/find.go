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
	several := len(layers) > 1
	for _, l := range layers {
		f := &finding{segment: l.seg, live: l.view(today).live, enough: search.CountCap + 1, several: several}
		all = append(all, f.search(q)...)
	}
	if several {
		slices.SortFunc(all, found.compare)
	}
	capped := len(all) > search.CountCap
	all = all[:min(len(all), search.CountCap)]
	var hits []search.Hit
	from := min(max(offset, 0), len(all))
	for _, f := range all[from:min(from+max(limit, 0), len(all))] {
		hits = append(hits, search.Hit{ID: f.id, Why: f.why, Spells: f.spells})
	}
	return hits, len(all), capped
}

// found is a subject with the text that matched, by which hits are ordered.
type found struct {
	why     search.Why
	text    string // "" when only one segment is searched, which is in order
	id      int64
	ordinal uint32
	spells  string
}

func (f found) compare(g found) int {
	return cmp.Or(cmp.Compare(f.why, g.why), cmp.Compare(f.text, g.text), cmp.Compare(f.id, g.id))
}

// finding gathers the hits of one segment in their final order, each subject
// once with its best reason, until there are enough.
type finding struct {
	segment *subjects
	live    *roaring.Bitmap
	enough  int
	several bool // hits of other segments will be mixed in
	hits    []found
	earlier map[uint32]bool // subjects of the steps before, made when first asked for
}

// search returns the hits, step by step from the best reason to the last.
func (f *finding) search(q search.Query) []found {
	s := f.segment
	lo, hi := s.current.table.starting(q.Key)
	_, whole := s.current.table.equal(q.Key)
	var code, codeEnd, prefixed int
	if q.Code != "" {
		code, codeEnd = s.codes.equal(q.Code)
		_, prefixed = s.codes.starting(q.Code)
	}
	_ = f.between(&s.codes, s.coded, code, codeEnd, search.ByCode) &&
		f.between(&s.current.table, s.current.owners, lo, whole, search.ByName) &&
		f.between(&s.current.table, s.current.owners, whole, hi, search.ByStart) &&
		f.holding(&s.current, q.Key, search.ByPart) &&
		f.holding(&s.former, q.Key, search.ByFormer) &&
		f.between(&s.codes, s.coded, codeEnd, prefixed, search.ByCodeStart) &&
		f.spelling(q.Letters, search.ByPinyin) &&
		f.spelling(q.Letters, search.ByInitials)
	return f.hits
}

// spelling adds the owners of the present names that the letters spell.
func (f *finding) spelling(letters string, why search.Why) bool {
	n := &f.segment.current
	r, more := n.table.reader(), true
	f.earlier = nil
	n.spelt(letters, why, f.live, func(place uint32, spells string) bool {
		before := len(f.hits)
		more = f.add(n.owners[place], why, r, int(place))
		if len(f.hits) > before {
			f.hits[before].spells = spells
		}
		return more
	})
	return more
}

// between adds the owners of the texts at [lo, hi).
func (f *finding) between(t *table, owners []uint32, lo, hi int, why search.Why) bool {
	r := t.reader()
	f.earlier = nil
	for i := lo; i < hi; i++ {
		if !f.add(owners[i], why, r, i) {
			return false
		}
	}
	return true
}

// holding adds the owners of the names that hold the key.
func (f *finding) holding(n *names, key string, why search.Why) bool {
	r, more := n.table.reader(), true
	f.earlier = nil
	n.holding(key, f.live, func(place uint32) bool {
		more = f.add(n.owners[place], why, r, int(place))
		return more
	})
	return more
}

// add takes a subject in, unless it is not live or there already, and says
// whether more are wanted.
func (f *finding) add(ordinal uint32, why search.Why, r *reader, place int) bool {
	if !f.live.Contains(ordinal) || f.again(ordinal, why) {
		return true
	}
	hit := found{why: why, id: f.segment.ids[ordinal], ordinal: ordinal}
	if f.several {
		hit.text = string(r.at(place))
	}
	f.hits = append(f.hits, hit)
	return len(f.hits) < f.enough
}

// again says whether the subject has been found. Only by its former names can
// it come twice in one step; the subjects of the steps before are gathered
// when a step finds its first.
func (f *finding) again(ordinal uint32, why search.Why) bool {
	if f.earlier == nil {
		f.earlier = make(map[uint32]bool, len(f.hits))
		for _, hit := range f.hits {
			f.earlier[hit.ordinal] = true
		}
	}
	if why == search.ByFormer {
		again := f.earlier[ordinal]
		f.earlier[ordinal] = true
		return again
	}
	return len(f.earlier) > 0 && f.earlier[ordinal]
}
