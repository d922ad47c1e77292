package portal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/intake"
	"creditportal/internal/record"
	"creditportal/internal/seed"
)

// deliver imports the synthetic files, each on the day it came in.
func (p *Portal) deliver(ctx context.Context, out *Console, files []seed.Delivery) error {
	total := 0
	for _, file := range files {
		at := file.On.Start().Add(8 * time.Hour) //nolint:mnd // office hours
		batch, err := p.deliverOne(ctx, file, at)
		if err != nil {
			return fmt.Errorf("delivering %s: %w", file.Name(), err)
		}
		total += batch.Counts.Rows
		if out.Live {
			fmt.Fprintf(out.Err, "\r%s", out.T("command.import_line.progress", "Done", total))
		}
		if batch.Counts.Entered > 0 {
			if err := p.showStates(ctx, file, batch); err != nil {
				return err
			}
		}
	}
	if out.Live {
		fmt.Fprintln(out.Err)
	}
	return nil
}

func (p *Portal) deliverOne(ctx context.Context, file seed.Delivery, at time.Time) (intake.Batch, error) {
	im := p.importer(func() time.Time { return at })
	digest := sha256.Sum256([]byte(file.Name()))
	src := newSeedSource(file)
	defer src.stop()
	report, err := im.Import(ctx, src, intake.Order{
		FileName: file.Name(), SHA256: hex.EncodeToString(digest[:]), Provider: file.Unit.Code.String(),
		Answers: intake.Answers{Item: file.Item.Code},
		Review:  intake.SecrecyReview{By: seed.Reviewer, On: file.On, Outcome: intake.Passed()},
		By:      seedOfficer(),
	}, intake.Watch{
		Layout: func(intake.Layout) {}, Fault: func(intake.Outcome, intake.Fault) {}, Rows: func(int) {},
	})
	return report.Batch, err
}

func (p *Portal) importer(now func() time.Time) *intake.Importer {
	ref := intake.Reference{
		Edition: p.edition(), Rules: p.rules(), Calendar: p.calendar(), Providers: p.lookup, Demo: p.demo,
	}
	return intake.NewImporter(p.store, p.store, ref, corrections{p}, now)
}

// seedSource reads a delivery as if it were a file whose headings are the
// codes of the fields.
type seedSource struct {
	fields []catalog.Field
	next   func() (catalog.Sent, error, bool)
	stop   func()
	number int
	line   intake.Line
	err    error
}

func newSeedSource(file seed.Delivery) *seedSource {
	s := &seedSource{fields: file.Item.Fields}
	s.next, s.stop = iter.Pull2(file.Rows())
	return s
}

// Next moves to the next row; the first one holds the headings.
func (s *seedSource) Next() bool {
	s.number++
	if s.number == 1 {
		s.line = intake.Line{Number: 1}
		for _, f := range s.fields {
			s.line.Cells = append(s.line.Cells, catalog.Cell{Text: f.Code})
		}
		return true
	}
	sent, err, ok := s.next()
	if !ok || err != nil {
		s.err = err
		return false
	}
	s.line = intake.Line{Number: s.number, Cells: make([]catalog.Cell, len(s.fields))}
	for i, f := range s.fields {
		s.line.Cells[i] = sent[f.Code]
	}
	return true
}

// Line returns the row that Next moved to.
func (s *seedSource) Line() intake.Line { return s.line }

// Err returns what ended the rows early.
func (s *seedSource) Err() error { return s.err }

// showStates puts a few records of the latest files into the states that no
// import makes: under objection, contested, repaired, withheld.
func (p *Portal) showStates(ctx context.Context, file seed.Delivery, b intake.Batch) error {
	if file.Item.Class != record.Adverse || file.On.DaysUntil(civil.Of(p.clock.Now())) > statesWithin {
		return nil
	}
	records, err := p.store.BatchRecords(ctx, b.ID)
	if err != nil {
		return err
	}
	c := intake.Change{Batch: b, WasCursor: b.Cursor, WasState: b.State, Event: audit.Event{
		Did: audit.DemoSeeded, On: "demo", By: seedOfficer(), At: p.clock.Now(), Op: "states/" + file.Name(), Reason: "demo",
	}}
	for i, rec := range records {
		if rec.State == record.Active && rec.Version == 1 && unusual(&rec, i, file.On) {
			c.Records = append(c.Records, &record.Change{WasVersion: rec.Version, After: rec, Reason: "demo"})
		}
	}
	if len(c.Records) == 0 {
		return nil
	}
	return p.store.Commit(ctx, c)
}

// statesWithin is how many days back files have records in unusual states.
const statesWithin = 200

// unusual changes some records, by their place in the file.
func unusual(rec *record.Record, i int, on civil.Date) bool {
	switch i % 16 { //nolint:mnd // one in sixteen of each
	case 3:
		rec.Annotation = record.Annotation{Kind: record.Disputed, On: on.AddDays(1)}
	case 7:
		rec.Annotation = record.Annotation{Kind: record.Contested, On: on.AddDays(1)}
	case 11:
		rec.State = record.Repaired
	case 13: // the platform shows another number than the provider sent
		rec.DocumentNumber = strings.Replace(rec.DocumentNumber, "\u3015", "\u30151", 1)
	case 15:
		rec.Held = true
	default:
		return false
	}
	return true
}
