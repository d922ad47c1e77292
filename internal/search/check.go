package search

import (
	"context"
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// MaxCheck is how many names or codes are checked at once.
const MaxCheck = 50

// Checked is what is on display about one of many that were asked for.
type Checked struct {
	Query   Query
	Subject *subject.Subject     // the one that bears the whole name or code; nil: none, or more than one
	Counts  map[record.Class]int // of its records on display
	Others  Total                // without a Subject: how many resemble what was typed
}

// Check looks up many subjects, each by its whole name, earlier name or code.
// A natural person is never found.
func (r *Register) Check(ctx context.Context, queries []Query, today civil.Date) ([]Checked, error) {
	checked := make([]Checked, 0, len(queries))
	for _, q := range queries {
		c, err := r.check(ctx, q, today)
		if err != nil {
			return nil, err
		}
		checked = append(checked, c)
	}
	return checked, nil
}

func (r *Register) check(ctx context.Context, q Query, today civil.Date) (Checked, error) {
	c := Checked{Query: q}
	const enough = 2 // a second that is as good makes the first doubtful
	hits, total, capped := r.finder.Subjects(q, today, 0, enough)
	c.Others = Total{N: total, Capped: capped}
	matches, err := r.matches(ctx, hits, today)
	if err != nil || len(matches) == 0 {
		return c, err
	}
	best := matches[0]
	alone := len(matches) == 1 || matches[1].Hit.Why != best.Hit.Why
	if !alone || best.Hit.Why != ByCode && best.Hit.Why != ByName && total > 1 {
		return c, nil
	}
	_, counts, err := r.shelf.OfSubject(ctx, best.Subject.ID, today, Cursor{}, 1)
	if err != nil {
		return Checked{}, fmt.Errorf("counting the records of a subject: %w", err)
	}
	c.Subject, c.Counts, c.Others = &best.Subject, counts, Total{}
	return c, nil
}
