package docket

import (
	"cmp"
	"context"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/workday"
)

// Source keeps what is open of a procedure.
type Source interface {
	// Entries returns at most limit entries that the filter wants, by due day and
	// row id, after its place.
	Entries(ctx context.Context, f Filter, limit int) ([]Entry, error)
	// Counts counts what each of the filters wants, and stops at most.
	Counts(ctx context.Context, filters []Filter, most int) ([]int, error)
	// Figures sums up what is open on the day today.
	Figures(ctx context.Context, today civil.Date) (Figures, error)
}

// Desk shows the docket.
type Desk struct {
	sources  []Source
	calendar func() workday.Calendar
}

// NewDesk returns the docket over the sources; the calendar says which days are
// soon.
func NewDesk(calendar func() workday.Calendar, sources ...Source) *Desk {
	return &Desk{sources: sources, calendar: calendar}
}

// MostListed is how many entries are taken away as one table.
const MostListed = 1000

// MostCounted is where counting stops: whoever has more to do needs no exact
// number, and a page counts for a dozen views.
const MostCounted = 500

// Page returns a page of at most size entries, the one due first at the top,
// and the place where the next one begins; the zero Place when there is none.
func (d *Desk) Page(ctx context.Context, f Filter, size int, today civil.Date) ([]Entry, Place, error) {
	f = d.dated(f, today)
	var all []Entry
	for _, source := range d.sources {
		some, err := source.Entries(ctx, f, size+1)
		if err != nil {
			return nil, Place{}, err
		}
		all = append(all, some...)
	}
	if !f.Whole() {
		slices.SortStableFunc(all, inOrder)
	}
	if len(all) <= size {
		return all, Place{}, nil
	}
	last := all[size-1]
	return all[:size], Place{Due: last.Due, ID: last.ID}, nil
}

func inOrder(a, b Entry) int {
	return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
}

// Counts counts what each of the filters wants, up to MostCounted.
func (d *Desk) Counts(ctx context.Context, filters []Filter, today civil.Date) ([]int, error) {
	dated := make([]Filter, len(filters))
	for i, f := range filters {
		dated[i] = d.dated(f, today)
	}
	sums := make([]int, len(filters))
	for _, source := range d.sources {
		some, err := source.Counts(ctx, dated, MostCounted)
		if err != nil {
			return nil, err
		}
		for i, n := range some {
			sums[i] = min(sums[i]+n, MostCounted)
		}
	}
	return sums, nil
}

// Figures sums up what is open on the day today in all procedures.
func (d *Desk) Figures(ctx context.Context, today civil.Date) (Figures, error) {
	var sum Figures
	for _, source := range d.sources {
		some, err := source.Figures(ctx, today)
		if err != nil {
			return Figures{}, err
		}
		sum.States, sum.Providers = joined(sum.States, some.States), joined(sum.Providers, some.Providers)
	}
	return sum, nil
}

func joined[K comparable](sum, more map[K]Tally) map[K]Tally {
	if sum == nil {
		sum = map[K]Tally{}
	}
	for key, t := range more {
		sum[key] = Tally{sum[key].Open + t.Open, sum[key].Late + t.Late}
	}
	return sum
}

// dated turns the part that the filter names into days.
func (d *Desk) dated(f Filter, today civil.Date) Filter {
	switch f.Due {
	case Overdue:
		f.window = [2]civil.Date{{}, today.AddDays(-1)}
	case Today:
		f.window = [2]civil.Date{today, today}
	case Soon:
		f.window = [2]civil.Date{today.AddDays(1), d.calendar().Due(today, soonDays).On}
	case AnyDay:
	}
	return f
}
