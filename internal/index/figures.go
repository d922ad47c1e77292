package index

import (
	"creditportal/internal/civil"
	"creditportal/internal/search"
)

// Tally adds to each month the records public on the day today that lists show
// under it, and to leaving those whose last day is not after until.
func (ix *Index) Tally(today civil.Date, months []search.Month, until civil.Date, leaving *int) {
	for _, l := range ix.state.Load().records {
		v := l.view(today)
		for i, m := range months {
			within := l.seg.between(m.First, m.First.AddMonths(1).AddDays(-1))
			months[i].Count += int(v.live.AndCardinality(within)) //nolint:gosec // at most the number of records
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
