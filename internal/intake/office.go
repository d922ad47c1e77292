package intake

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/record"
)

// Mandate is who acts and why; both go into the trail.
type Mandate struct {
	By     actor.Actor
	Reason string
	At     time.Time
}

// Check refuses an act without an officer's name or without a reason.
func (m Mandate) Check() error {
	switch {
	case strings.TrimSpace(m.By.Name) == "":
		return newFault("officer_missing", nil)
	case strings.TrimSpace(m.Reason) == "":
		return newFault("reason_missing", nil)
	}
	return nil
}

// Office takes back batches and decides about held rows.
type Office struct {
	store Store
	item  func(edition, code string) (catalog.Item, bool)
	rules law.Rules
	track func(provider string) string
}

// NewOffice returns an office that computes ends by rules.
func NewOffice(
	store Store, item func(edition, code string) (catalog.Item, bool), rules law.Rules, track func(string) string,
) *Office {
	return &Office{store: store, item: item, rules: rules, track: track}
}

// mostBatches is how many batches are looked through for one.
const mostBatches = 100_000

func (o *Office) batch(ctx context.Context, id int64) (Batch, error) {
	list, err := o.store.Batches(ctx, mostBatches)
	if err != nil {
		return Batch{}, fmt.Errorf("looking for a batch: %w", err)
	}
	i := slices.IndexFunc(list, func(b Batch) bool { return b.ID == id })
	if i < 0 {
		return Batch{}, fault.New(fault.NotFound, "intake.fault.batch_unknown", nil)
	}
	return list[i], nil
}

func (o *Office) event(did audit.Act, b Batch, m Mandate, part string) audit.Event {
	return audit.Event{
		Did: did, On: ObjectOf(b), By: m.By, At: m.At, Reason: m.Reason,
		Op: string(did) + "/" + strconv.FormatInt(b.ID, 36) + "/" + part,
	}
}

// judged are the faults that a person may overrule; every other one says that
// something is missing, which only the provider can send.
var judged = []string{
	"personal_data", "prohibited_words", "secrecy_words", "mentions_others", "money_unit_suspect",
	"repeat_changed", "repeat_foreign", "repeat_ended",
}

func (o *Office) held(ctx context.Context, id int64) (Row, error) {
	rows, err := o.store.HeldRows(ctx, 0, mostBatches)
	if err != nil {
		return Row{}, fmt.Errorf("looking for a held row: %w", err)
	}
	i := slices.IndexFunc(rows, func(r Row) bool { return r.ID == id })
	if i < 0 {
		return Row{}, fault.New(fault.NotFound, "intake.fault.row_unknown", nil)
	}
	return rows[i], nil
}

// Release enters a held row: a person has looked, and the reason is kept. A
// row that lacks something cannot be released, only returned.
func (o *Office) Release(ctx context.Context, id int64, m Mandate) error {
	if err := m.Check(); err != nil {
		return err
	}
	row, err := o.held(ctx, id)
	if err != nil {
		return err
	}
	for _, f := range row.Faults {
		if !slices.Contains(judged, f.Rule) {
			return fault.New(fault.Conflict, "intake.fault.not_releasable", fault.Args{"Rule": f.Rule})
		}
	}
	if row.Draft == nil {
		return fault.New(fault.Conflict, "intake.fault.not_releasable", fault.Args{"Rule": "draft"})
	}
	change, outcome, err := o.current(ctx, *row.Draft, m)
	if err != nil {
		return err
	}
	return o.decide(ctx, row, outcome, change, audit.RowReleased, m)
}

// current sets the draft against what stands today: it may have waited while
// the record was entered or changed by another batch.
func (o *Office) current(ctx context.Context, draft record.Change, m Mandate) (*record.Change, Outcome, error) {
	known, err := o.store.Known(ctx, []record.Digest{draft.After.Key, draft.Twin})
	if err != nil {
		return nil, "", fmt.Errorf("comparing a held row with the files: %w", err)
	}
	k, stands := known[draft.After.Key]
	switch {
	case k.Suppressed:
		return nil, "", newFault("suppressed", nil)
	case !stands && known[draft.Twin].Suppressed:
		return nil, "", newFault("suppressed_alike", nil)
	case stands && k.Record.State != record.Withdrawn && k.Record.State != record.Active:
		return nil, "", newFault("repeat_ended", nil)
	case stands:
		next, err := o.replaced(ctx, k.Record, &draft, m)
		return next, NewVersion, err
	}
	draft.WasVersion, draft.Reason = 0, m.Reason
	return o.redated(&draft, civil.Of(m.At)), Entered, nil
}

// replaced makes a new version of the record out of the draft, unless that brings it back
// or undoes what a decision put right.
func (o *Office) replaced(
	ctx context.Context, stands record.Record, draft *record.Change, m Mandate,
) (*record.Change, error) {
	next := o.redated(replacing(stands, draft, m.Reason), stands.DisclosedFrom)
	if stands.State == record.Active && revives(next, stands, civil.Of(m.At)) {
		return nil, over(stands)
	}
	item, _ := o.item(next.After.Edition, next.After.Item)
	refusal, err := undoing(ctx, o.store, item, stands, next.After)
	switch {
	case err != nil:
		return nil, err
	case refusal != nil:
		return nil, refusal
	}
	return next, nil
}

// redated computes the end anew: a held row is first shown when it is released.
func (o *Office) redated(c *record.Change, from civil.Date) *record.Change {
	c.After.DisclosedFrom = from
	if item, ok := o.item(c.After.Edition, c.After.Item); ok {
		c.After = disclosure.End(c.After, item, o.track(c.After.Provider), o.rules).Set(c.After)
	}
	return c
}

// Return sends a held row back to its provider; its values are then kept no
// longer.
func (o *Office) Return(ctx context.Context, id int64, m Mandate) error {
	if err := m.Check(); err != nil {
		return err
	}
	row, err := o.held(ctx, id)
	if err != nil {
		return err
	}
	return o.decide(ctx, row, Returned, nil, audit.RowReturned, m)
}

func (o *Office) decide(
	ctx context.Context, row Row, outcome Outcome, change *record.Change, did audit.Act, m Mandate,
) error {
	b, err := o.batch(ctx, row.Batch)
	if err != nil {
		return err
	}
	after := b
	after.Counts.move(Held, outcome)
	row.Outcome, row.Draft = outcome, nil
	err = o.store.Commit(ctx, Change{
		Event: o.event(did, b, m, strconv.FormatInt(row.ID, 36)), Batch: after, WasCursor: b.Cursor, WasState: b.State,
		Rows: []Row{row}, Records: []*record.Change{change},
	})
	if err != nil {
		return fmt.Errorf("deciding about a held row: %w", err)
	}
	return nil
}
