package index

import (
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"creditportal/internal/search"
)

// keywords remembers which records the last keywords found, for a page asks
// for its rows, their number and the facets one after another.
type keywords struct {
	mu    sync.Mutex
	found map[search.Query][]*roaring.Bitmap // by layer of records
}

// mostKeywords bounds what is remembered: a bitmap of a million is 128 KB.
const mostKeywords = 32

func newKeywords() *keywords { return &keywords{found: map[search.Query][]*roaring.Bitmap{}} }

// keyword returns, by layer, the records whose subject has the keyword in a
// name or as the beginning of its code, or whose document number begins with
// it; nil for a filter without keyword. The sets do not depend on the day.
func (st *state) keyword(q search.Query) []*roaring.Bitmap {
	if q.IsZero() {
		return nil
	}
	k := st.keywords
	k.mu.Lock()
	sets, known := k.found[q]
	k.mu.Unlock()
	if known {
		return sets
	}
	ids := st.subjectsWith(q)
	sets = make([]*roaring.Bitmap, len(st.records))
	for i, l := range st.records {
		sets[i] = l.seg.ofSubjects(ids)
		sets[i].Or(l.seg.numbered(q))
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.found) >= mostKeywords {
		clear(k.found)
	}
	k.found[q] = sets
	return sets
}

// subjectsWith returns the ids of all subjects with the keyword, ascending.
func (st *state) subjectsWith(q search.Query) []int64 {
	if q.Key == "" {
		return nil
	}
	var ids []int64
	for _, l := range st.subjects {
		ids = append(ids, l.seg.with(q, l.dead)...)
	}
	if len(st.subjects) > 1 {
		slices.Sort(ids)
	}
	return ids
}

// with returns the ids of the subjects that the query finds for any reason,
// ascending.
func (s *subjects) with(q search.Query, dead *roaring.Bitmap) []int64 {
	const word = 64
	found := make([]uint64, (len(s.ids)+word-1)/word)
	mark := func(ordinal uint32) { found[ordinal/word] |= 1 << (ordinal % word) }
	for _, n := range []*names{&s.current, &s.former} {
		n.holding(q.Key, nil, func(place uint32) bool {
			mark(n.owners[place])
			return true
		})
	}
	for _, why := range []search.Why{search.ByPinyin, search.ByInitials} {
		s.current.spelt(q.Letters, why, nil, func(place uint32, _ string) bool {
			mark(s.current.owners[place])
			return true
		})
	}
	if q.Code != "" {
		lo, hi := s.codes.starting(q.Code)
		for _, ordinal := range s.coded[lo:hi] {
			mark(ordinal)
		}
	}
	set := roaring.FromDense(found, false)
	set.AndNot(dead)
	ids := make([]int64, 0, set.GetCardinality())
	set.Iterate(func(ordinal uint32) bool {
		ids = append(ids, s.ids[ordinal])
		return true
	})
	return ids
}

// ofSubjects returns the records of the subjects, whose ids are ascending.
// Both sides are sorted, and the search for the next id doubles its steps: a
// few ids cost a few steps each, a million cost one pass.
func (s *records) ofSubjects(ids []int64) *roaring.Bitmap {
	var ordinals []uint32
	at := 0
	for _, id := range ids {
		at += gallop(s.subjects[at:], id)
		for ; at < len(s.subjects) && s.subjects[at] == id; at++ {
			ordinals = append(ordinals, s.owned[at])
		}
	}
	slices.Sort(ordinals)
	set := roaring.New()
	set.AddMany(ordinals)
	return set
}

// gallop returns the place of the first of the sorted values that is not less
// than the wanted one.
func gallop(values []int64, wanted int64) int {
	hi := 1
	for hi < len(values) && values[hi] < wanted {
		hi *= 2
	}
	lo := hi / 2
	i, _ := slices.BinarySearch(values[min(lo, len(values)):min(hi+1, len(values))], wanted)
	return min(lo, len(values)) + i
}

// numbered returns the records whose document number begins with the keyword.
func (s *records) numbered(q search.Query) *roaring.Bitmap {
	set := roaring.New()
	if q.Key != "" {
		lo, hi := s.docs.starting(q.Key)
		set.AddMany(s.bearers[lo:hi])
	}
	return set
}
