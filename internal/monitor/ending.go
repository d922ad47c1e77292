package monitor

import (
	"context"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/record"
)

// EndsAhead is how many days ahead those who keep records are told what leaves
// display: the house's own number.
const EndsAhead = 30

// MostEnding is how many of the records that leave are named, the earliest first.
const MostEnding = 200

// Ending is how many records have their last day on the same day by the same rule.
type Ending struct {
	Last       civil.Date // last visible day
	GovernedBy string     // book and article, or the source where it is no book
	Count      int
}

// Leaving is a record that leaves; it names nobody whom it concerns.
type Leaving struct {
	Number     record.Number
	Item       string // catalog item code
	Edition    string
	Provider   string // code
	Public     bool   // it has a page
	Last       civil.Date
	GovernedBy string
}

// Span is a run of days, both included, of one unit's records; "" for every unit's.
type Span struct {
	From, To civil.Date
	Unit     string
}

// Endings are what leaves display in the days to come, and what leaves at once where a
// book takes effect (art. 35).
type Endings struct {
	Span  Span
	Soon  []Ending // by day and rule
	Books []Ending // beyond the span, on the eve of a book that takes effect
	Named []Leaving
}

// Endings says what leaves display in the days to come: to a provider, of its own
// records.
func (d *Desk) Endings(ctx context.Context, by actor.Actor, rules law.Rules) (Endings, error) {
	today := civil.Of(d.now())
	e := Endings{Span: Span{From: today, To: today.AddDays(EndsAhead)}}
	if by.Side == actor.Provider {
		e.Span.Unit = by.Unit
	}
	var err error
	if e.Soon, err = d.store.Endings(ctx, e.Span); err != nil {
		return e, err
	}
	if e.Named, err = d.store.Leaving(ctx, e.Span, MostEnding); err != nil {
		return e, err
	}
	for _, eve := range eves(rules, e.Span.To) {
		on, err := d.store.Endings(ctx, Span{From: eve, To: eve, Unit: e.Span.Unit})
		if err != nil {
			return e, err
		}
		e.Books = append(e.Books, on...)
	}
	return e, nil
}

// eves are the days before a line of a book takes effect, after the day: what a line
// would have ended before leaves on its eve.
func eves(rules law.Rules, after civil.Date) []civil.Date {
	var days []civil.Date
	for _, p := range rules.AllPeriods() {
		if eve := p.Basis.From; !eve.IsZero() && eve.AddDays(-1).After(after) {
			days = append(days, eve.AddDays(-1))
		}
	}
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}
