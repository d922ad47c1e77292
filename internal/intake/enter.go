package intake

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/record"
)

// enter compares a chunk with what is there, and makes it true.
func (r *run) enter(ctx context.Context, chunk []merged, last bool) error {
	known, err := r.store.Known(ctx, keysOf(chunk))
	if err != nil {
		return fmt.Errorf("comparing rows with the files: %w", err)
	}
	next := r.batch
	c := Change{WasCursor: r.batch.Cursor, WasState: r.batch.State}
	inChunk := map[glimpse]glimpse{}
	for i := range chunk {
		row, change, err := r.settled(ctx, &chunk[i], known, inChunk)
		if err != nil {
			return err
		}
		next.Counts.Add(row.Outcome)
		next.Cursor = row.Number
		c.Rows, c.Records = append(c.Rows, row), append(c.Records, change)
	}
	did := audit.BatchEntered
	if last {
		did, next.State = audit.BatchFinished, Finished
	}
	c.Batch = next
	c.Event = r.event(did, "batch/"+strconv.FormatInt(r.batch.ID, 36)+"/"+strconv.Itoa(next.Cursor)+"/"+string(did))
	if err := r.commit(ctx, c); err != nil {
		return err
	}
	r.batch = next
	r.tell(c.Rows)
	return nil
}

func (r *run) commit(ctx context.Context, c Change) error {
	if r.order.DryRun {
		return nil
	}
	if err := r.store.Commit(ctx, c); err != nil {
		return fmt.Errorf("entering rows up to %d: %w", c.Batch.Cursor, err)
	}
	return nil
}

func (r *run) tell(rows []Row) {
	for _, row := range rows {
		for _, f := range row.Faults {
			r.watch.Fault(row.Outcome, f)
		}
	}
	r.watch.Rows(r.batch.Counts.Rows)
}

func keysOf(chunk []merged) []record.Digest {
	var keys []record.Digest
	for _, row := range chunk {
		if row.correction != nil {
			keys = append(keys, row.correction.Key)
		}
		if row.change != nil {
			keys = append(keys, row.change.After.Key)
			if row.change.Twin != (record.Digest{}) {
				keys = append(keys, row.change.Twin)
			}
		}
	}
	return keys
}

// settled says what becomes of a row. One that corrects is carried out here, and changes
// no record with the chunk.
func (r *run) settled(
	ctx context.Context, m *merged, known map[record.Digest]Known, inChunk map[glimpse]glimpse,
) (Row, *record.Change, error) {
	if m.correction != nil {
		row, err := r.correct(ctx, m, known, inChunk)
		return row, nil, err
	}
	return r.settle(ctx, m, known, inChunk)
}

// settle says what becomes of a row, and which change of a record it makes.
func (r *run) settle(
	ctx context.Context, m *merged, known map[record.Digest]Known, inChunk map[glimpse]glimpse,
) (Row, *record.Change, error) {
	row := Row{Batch: r.batch.ID, Number: m.number}
	if m.blank {
		row.Outcome = Blank
		return row, nil, nil
	}
	var change *record.Change
	if m.change != nil {
		var err error
		if row.Outcome, change, err = r.compare(ctx, m, known, inChunk); err != nil {
			return row, nil, err
		}
	}
	row.Faults = m.faults
	switch {
	case m.back:
		row.Outcome = Returned
		return row, nil, nil
	case m.held && row.Outcome != Unchanged:
		row.Outcome, row.Draft = Held, change
		return row, nil, nil
	case row.Outcome == Unchanged:
		row.Faults, row.Record = nil, known[m.change.After.Key].Record.ID
		return row, nil, nil
	}
	return row, change, nil
}

// compare sets a row against what stands under its business key: nothing, the
// same, another content, a record that has ended, a deleted honour.
func (r *run) compare(
	ctx context.Context, m *merged, known map[record.Digest]Known, inChunk map[glimpse]glimpse,
) (Outcome, *record.Change, error) {
	k, stands := known[m.change.After.Key]
	key, content := m.change.After.Key, m.change.After.Content
	if k.Record.ID != 0 {
		key = k.Record.Key // of the two by which it is known, where its number was put right
	}
	if before, twice := r.before(key, inChunk); twice {
		if before == glimpseOf(content) {
			return Unchanged, nil, nil
		}
		m.blame("", "", newFault("repeat_in_file", nil), false)
		return Returned, nil, nil
	}
	switch {
	case k.Suppressed:
		m.blame("", "", newFault("suppressed", nil), false)
		return Returned, nil, nil
	case !stands && known[m.change.Twin].Suppressed:
		m.blame("", "", newFault("suppressed_alike", nil), false)
		return Returned, nil, nil
	case !stands:
		r.remember(m, key, content, inChunk)
		return Entered, m.change, nil
	case k.Record.State == record.Withdrawn: // by no decision about it, only with its batch
		return r.again(ctx, m, k.Record, inChunk)
	case k.Record.Content == content && !r.confirms(m.change, k.Record):
		return Unchanged, nil, nil
	}
	return r.changed(ctx, m, k.Record, inChunk)
}

// again deals with what went with its batch and is reported anew.
func (r *run) again(
	ctx context.Context, m *merged, stands record.Record, inChunk map[glimpse]glimpse,
) (Outcome, *record.Change, error) {
	refusal, err := undoing(ctx, r.store, r.merger.layout.Item, stands, m.change.After)
	switch {
	case err != nil:
		return "", nil, err
	case refusal != nil:
		m.blame("", "", refusal, false)
		return Returned, nil, nil
	}
	r.remember(m, stands.Key, m.change.After.Content, inChunk)
	return Entered, r.replacing(stands, m.change), nil
}

// changed deals with another content under a business key that stands.
func (r *run) changed(
	ctx context.Context, m *merged, stands record.Record, inChunk map[glimpse]glimpse,
) (Outcome, *record.Change, error) {
	change := r.replacing(stands, m.change)
	refusal, err := undoing(ctx, r.store, r.merger.layout.Item, stands, change.After)
	switch {
	case err != nil:
		return "", nil, err
	case stands.State == record.Repaired: // its provider confirmed that itself (art. 34)
		m.blame("", "", newFault("repaired", fault.Args{"Number": string(stands.Number)}), false)
		return Returned, nil, nil
	case revives(change, stands, r.merger.today):
		m.blame("", "", over(stands), false)
		return Returned, nil, nil
	case refusal != nil && stands.State == record.Active:
		m.blame("", "", refusal, false)
		return Returned, nil, nil
	case stands.Batch == r.batch.ID && r.batch.ID != 0:
		m.blame("", "", newFault("repeat_in_file", nil), false)
	case stands.State != record.Active:
		m.blame("", "", newFault("repeat_ended", nil), true)
	case stands.Provider != change.After.Provider:
		m.blame("", "", newFault("repeat_foreign", fault.Args{"Number": string(stands.Number)}), true)
	case r.order.Reason == "":
		m.blame("", "", newFault("repeat_changed", fault.Args{"Number": string(stands.Number)}), true)
	default:
		r.remember(m, stands.Key, change.After.Content, inChunk)
	}
	return NewVersion, change, nil
}

// revives says whether the change would have a record shown again whose last day is over
// on the day today: nobody's row does that (条例 38).
func revives(c *record.Change, stands record.Record, today civil.Date) bool {
	return today.After(stands.DisclosedUntil) && c.After.DisclosedUntil.After(stands.DisclosedUntil)
}

// over is the refusal of what revives.
func over(stands record.Record) *fault.Error {
	return newFault("repeat_over", fault.Args{
		"Number": string(stands.Number), "Last": stands.DisclosedUntil.String(),
	})
}

// remember notes a key that this chunk will enter; a dry run, which enters
// nothing, notes those of the whole file.
func (r *run) remember(m *merged, key, content record.Digest, inChunk map[glimpse]glimpse) {
	if m.back || m.held {
		return
	}
	inChunk[glimpseOf(key)] = glimpseOf(content)
	if r.order.DryRun {
		r.seen[glimpseOf(key)] = glimpseOf(content)
	}
}

func (r *run) before(key record.Digest, inChunk map[glimpse]glimpse) (glimpse, bool) {
	if content, ok := inChunk[glimpseOf(key)]; ok {
		return content, true
	}
	content, ok := r.seen[glimpseOf(key)]
	return content, ok
}

// glimpse is the beginning of a digest. Within one file it tells keys apart as
// well as the whole, in a quarter of the memory: of the two million rows that a
// file may have, two share one with a chance of one to nine million.
type glimpse uint64

func glimpseOf(d record.Digest) glimpse { return glimpse(binary.BigEndian.Uint64(d[:])) }

// confirms says whether a row that says nothing new has its provider confirm that the
// conduct goes on, as it must each year (art. 35): it says so by a reason.
func (r *run) confirms(c *record.Change, stands record.Record) bool {
	return c.After.ConductContinuing && stands.State == record.Active && c.After.Provider == stands.Provider &&
		r.order.Reason != "" && c.After.ReceivedOn.After(stands.ReceivedOn)
}

// replacing makes a new version of a record out of a row, with its end: that of the new
// content, which counts from the day on which the record was first shown and not from
// today.
func (r *run) replacing(stands record.Record, c *record.Change) *record.Change {
	next := replacing(stands, c, r.order.Reason)
	ends := disclosure.End(next.After, r.merger.layout.Item, trackOf(r.merger.provider), r.ref.Rules)
	if !ends.Last.IsZero() { // else the row is held for that
		next.After = ends.Set(next.After)
	}
	return next
}

// replacing makes a new version of a record out of a row: identity, number,
// first day shown and annotation stay; the end is for the caller to compute.
func replacing(stands record.Record, c *record.Change, reason string) *record.Change {
	after := c.After
	after.ID, after.Number, after.Subject = stands.ID, stands.Number, stands.Subject
	after.DisclosedFrom, after.Annotation, after.Held = stands.DisclosedFrom, stands.Annotation, stands.Held
	after.HeldParts = stands.HeldParts
	after.Late = after.Late || stands.Late
	if stands.State != record.Withdrawn {
		after.State = stands.State
	}
	return &record.Change{WasVersion: stands.Version, After: after, Subject: c.Subject, Reason: reason}
}

// Suppressed is why the row of the number is refused, which would bring back an honour
// that its subject had deleted. It repeats nothing of the row.
func Suppressed(row int) Fault {
	return Fault{Row: row, Rule: "suppressed", Key: newFault("suppressed", nil).Key}
}

// SuppressedAlike is the same of a row that is known as such by its twin alone.
func SuppressedAlike(row int) Fault {
	return Fault{Row: row, Rule: "suppressed_alike", Key: newFault("suppressed_alike", nil).Key}
}

// ObjectOf is how a batch is called in the trail.
func ObjectOf(b Batch) string { return "batch/" + hex.EncodeToString(b.Key[:8]) }
