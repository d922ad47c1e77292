package portal

import (
	"context"

	"creditportal/internal/correction"
	"creditportal/internal/flow"
	"creditportal/internal/intake"
)

// corrections carries out rows of batches by which providers put right what they
// reported: as the desk does.
type corrections struct{ p *Portal }

var _ intake.Corrections = corrections{}

// Done implements intake.Corrections.
func (c corrections) Done(ctx context.Context, op string) (bool, error) {
	return c.p.store.Done(ctx, op)
}

// Try implements intake.Corrections.
func (c corrections) Try(ctx context.Context, row intake.Correct) error {
	return c.p.corrections().Try(ctx, entryOf(row), row.By)
}

// Enter implements intake.Corrections.
func (c corrections) Enter(ctx context.Context, row intake.Correct) error {
	return c.p.corrections().Enter(ctx, entryOf(row), row.By)
}

func entryOf(row intake.Correct) correction.Entry {
	e := correction.Entry{
		Op: row.Op, Record: row.Record.ID, Provider: row.Batch.Provider, Ground: correction.Wrong, On: row.On,
		Document: row.Document, Reason: row.Reason, Public: row.Public, Released: row.Batch.Review.By,
		Batch: row.Batch.ID, Row: row.Row,
	}
	if row.Kind == intake.Annulling {
		e.Ground = correction.BasisFell
	}
	for _, a := range row.Now {
		e.Values = append(e.Values, flow.Value(a))
	}
	return e
}
