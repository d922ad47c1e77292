package search

import "creditportal/internal/civil"

// Figures are the numbers of what is on display on one day. Natural persons
// are in none of them.
type Figures struct {
	OnDisplay   int
	Adverse     int
	Favourable  int
	Dual        int
	Leaving     int // of those on display, whose last day is at most LeavingDays ahead
	Items       []Facet
	Authorities []Facet
	Kinds       []Facet
	Months      []Month // the last FigureMonths, the present one last
}

// Month is how many of the records on display stand in lists under one month.
type Month struct {
	First civil.Date
	Count int
}

// What Figures look at.
const (
	FigureMonths = 24
	LeavingDays  = 30
)

// Figures returns the numbers of what is on display on the day today.
func (r *Register) Figures(today civil.Date) Figures {
	facets := r.finder.Facets(Filter{}, today)
	f := Figures{Items: facets.Items, Authorities: facets.Authorities, Kinds: facets.Kinds}
	for list, n := range map[List]*int{
		EveryRecord: &f.OnDisplay, AdverseList: &f.Adverse, FavourableList: &f.Favourable, DualList: &f.Dual,
	} {
		*n, _ = r.finder.Count(Filter{List: list}, today)
	}
	present := today.AddDays(1 - today.Day())
	for back := FigureMonths - 1; back >= 0; back-- {
		f.Months = append(f.Months, Month{First: present.AddMonths(-back)})
	}
	r.finder.Tally(today, f.Months, today.AddDays(LeavingDays), &f.Leaving)
	return f
}
