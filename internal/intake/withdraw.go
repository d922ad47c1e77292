package intake

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/record"
)

// Entry is a record of a batch as it stands, with what it was before.
type Entry struct {
	Record record.Record
	Before []record.Superseded // the oldest first
}

// Undone says what became of the records of a batch that was taken back.
type Undone struct {
	Removed  int // the batch had brought them: they are withdrawn
	Restored int // the batch had changed them: they are again what they were
}

// Withdraw takes a batch back. A record that it brought is withdrawn with it, and may be
// reported anew; one that it corrected is again what it was before the correction (art. 33), unless a
// later decision corrected it once more, which stands. Versions stay in the
// archive; rows that wait go back to the provider. Interrupted, it is simply
// run again.
func (o *Office) Withdraw(ctx context.Context, id int64, m Mandate) (Undone, error) {
	if err := m.Check(); err != nil {
		return Undone{}, err
	}
	b, err := o.batch(ctx, id)
	if err != nil {
		return Undone{}, err
	}
	if b.State == Withdrawn {
		return Undone{}, fault.New(fault.Conflict, "intake.fault.batch_withdrawn", nil)
	}
	changes, done, err := o.undo(ctx, b, m)
	if err != nil {
		return Undone{}, err
	}
	for part := range slices.Chunk(changes, chunkRows) {
		if err := o.change(ctx, b, part, m); err != nil {
			return Undone{}, err
		}
	}
	if b, err = o.giveBack(ctx, b, m); err != nil {
		return Undone{}, err
	}
	return done, o.close(ctx, b, m)
}

// undo computes what taking the batch back does to its records.
func (o *Office) undo(ctx context.Context, b Batch, m Mandate) ([]*record.Change, Undone, error) {
	entries, err := o.store.BatchEntries(ctx, b.ID)
	if err != nil {
		return nil, Undone{}, fmt.Errorf("reading the records of a batch: %w", err)
	}
	all, err := o.store.Batches(ctx, mostBatches)
	if err != nil {
		return nil, Undone{}, fmt.Errorf("looking for the batches that stand: %w", err)
	}
	gone := map[int64]bool{b.ID: true}
	for _, other := range all {
		gone[other.ID] = gone[other.ID] || other.State == Withdrawn
	}
	var changes []*record.Change
	var done Undone
	for _, e := range entries {
		before, earlier := e.before(gone)
		switch {
		case e.Record.State != record.Active, e.corrected(b.ID):
			continue
		case !earlier:
			done.Removed++
			after := e.Record
			after.State = record.Withdrawn
			changes = append(changes, &record.Change{WasVersion: e.Record.Version, After: after, Reason: m.Reason})
		case !e.decided(b.ID):
			done.Restored++
			changes = append(changes, o.restored(e.Record, before, m))
		}
	}
	return changes, done, nil
}

// before returns the latest version that came with a batch that stands; there
// is none where that version was not to be shown.
func (e Entry) before(gone map[int64]bool) (record.Record, bool) {
	for _, was := range slices.Backward(e.Before) {
		if !gone[was.Record.Batch] {
			return was.Record, was.Record.State == record.Active
		}
	}
	return record.Record{}, false
}

// decided says whether a decision changed the contents after the batch had
// brought them.
func (e Entry) decided(batch int64) bool {
	next := e.Record
	for _, was := range slices.Backward(e.Before) {
		if was.Record.Batch == batch && !slices.Contains(takingIn, was.Did) && !sameContents(was.Record, next) {
			return true
		}
		next = was.Record
	}
	return false
}

// corrected says whether the contents came with the batch as a correction, on which
// everybody has been told what was wrong: it stands, and only another correction changes it.
func (e Entry) corrected(batch int64) bool {
	for _, was := range slices.Backward(e.Before) {
		if was.Record.Batch != batch {
			return !slices.Contains(takingIn, was.Did)
		}
	}
	return false
}

// takingIn are the acts by which contents come with a batch.
var takingIn = []audit.Act{audit.BatchEntered, audit.BatchFinished, audit.RowReleased, audit.BatchWithdrawn}

func sameContents(a, b record.Record) bool {
	fields := slices.Equal(a.Attributes.Codes(), b.Attributes.Codes())
	for _, code := range a.Attributes.Codes() {
		fields = fields && a.Attributes.Get(code) == b.Attributes.Get(code)
	}
	return fields && a.Content == b.Content && a.DocumentNumber == b.DocumentNumber &&
		a.DocumentTitle == b.DocumentTitle && a.DecidedOn == b.DecidedOn && a.AuthorityName == b.AuthorityName
}

// restored gives the record its earlier contents. What procedures have said of
// it since stands: its annotation, its hold. Its last day is computed anew and
// never comes later than it was (art. 33).
func (o *Office) restored(stands, before record.Record, m Mandate) *record.Change {
	c := replacing(stands, &record.Change{After: before}, m.Reason)
	c = o.redated(c, stands.DisclosedFrom)
	if c.After.DisclosedUntil.After(before.DisclosedUntil) {
		c.After.DisclosedUntil, c.After.GovernedBy = before.DisclosedUntil, before.GovernedBy
	}
	return c
}

// giveBack returns the rows of the batch that wait for a person, and the batch
// with its counts moved.
func (o *Office) giveBack(ctx context.Context, b Batch, m Mandate) (Batch, error) {
	rows, err := o.store.HeldRows(ctx, b.ID, mostBatches)
	if err != nil {
		return b, fmt.Errorf("looking for held rows of a batch: %w", err)
	}
	for part := range slices.Chunk(rows, chunkRows) {
		c := Change{
			WasCursor: b.Cursor, WasState: b.State, Rows: part, Records: make([]*record.Change, len(part)),
			Event: o.event(audit.BatchWithdrawn, b, m, "row/"+strconv.FormatInt(part[0].ID, 36)),
		}
		for i := range part {
			part[i].Outcome, part[i].Draft = Returned, nil
			b.Counts.move(Held, Returned)
		}
		c.Batch = b
		if err := o.store.Commit(ctx, c); err != nil {
			return b, fmt.Errorf("returning held rows of a batch: %w", err)
		}
	}
	return b, nil
}

// change makes true what happens to some of the records.
func (o *Office) change(ctx context.Context, b Batch, part []*record.Change, m Mandate) error {
	first := part[0].After
	err := o.store.Commit(ctx, Change{
		Batch: b, WasCursor: b.Cursor, WasState: b.State, Records: part,
		Event: o.event(audit.BatchWithdrawn, b, m, strconv.FormatInt(first.ID, 36)+"/"+strconv.Itoa(part[0].WasVersion)),
	})
	if err != nil {
		return fmt.Errorf("undoing records of a batch: %w", err)
	}
	return nil
}

func (o *Office) close(ctx context.Context, b Batch, m Mandate) error {
	after := b
	after.State = Withdrawn
	err := o.store.Commit(ctx, Change{
		Event: o.event(audit.BatchWithdrawn, b, m, "close"), Batch: after, WasCursor: b.Cursor, WasState: b.State,
	})
	if err != nil {
		return fmt.Errorf("closing a batch: %w", err)
	}
	return nil
}
