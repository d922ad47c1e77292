package index

import (
	"github.com/RoaringBitmap/roaring/v2"

	"creditportal/internal/civil"
	"creditportal/internal/search"
)

// Tally adds to each month the records public on the day today that lists show
// under it, and to leaving those whose last day is not after until.
func (ix *Index) Tally(today civil.Date, months []search.Month, until civil.Date, leaving *int) {
	for _, l := range ix.state.Load().records {
		v := l.view(today)
		for i, m := range months {
			lo, hi := l.seg.between(m.First, m.First.AddMonths(1).AddDays(-1))
			months[i].Count += before(v.live, hi) - before(v.live, lo)
		}
		soon, known := v.leaving.of(until)
		if !known {
			v.live.Iterate(func(i uint32) bool {
				if !l.seg.last[i].After(until) {
					soon++
				}
				return true
			})
			v.leaving.keep(until, soon)
		}
		*leaving += soon
	}
}

// before returns how many elements of the set are less than the ordinal.
func before(set *roaring.Bitmap, ordinal uint32) int {
	if ordinal == 0 {
		return 0
	}
	return int(set.Rank(ordinal - 1)) //nolint:gosec // at most the size
}
