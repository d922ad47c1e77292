package intake

import (
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/law"
	"creditportal/internal/provider"
	"creditportal/internal/record"
)

// chunkRows is how many rows become true in one transaction.
const chunkRows = 500

// Source is a provider's file, pulled row by row.
type Source interface {
	// Next moves to the next row; false at the end or on an error.
	Next() bool
	// Line returns the row that Next moved to.
	Line() Line
	// Err returns what ended the reading early, nil at the end of the file.
	Err() error
}

// Order is what is to be imported, by whom and how.
type Order struct {
	FileName string // base name only
	SHA256   string // hexadecimal, of the whole file
	Provider string // provider code
	Answers  Answers
	Review   SecrecyReview // art. 18; needed unless DryRun
	By       actor.Actor
	Reason   string // enters changed rows as new versions
	DryRun   bool   // judge every row, enter none
}

// Watch hears of an import while it runs.
type Watch struct {
	Layout func(Layout)
	Fault  func(Outcome, Fault)
	Rows   func(done int)
}

// Report is how an import ended.
type Report struct {
	Batch  Batch // zero ID for a dry run
	Counts Counts
	Repeat bool // the same file was imported before; nothing happened
}

// Clean says whether every row is in or was there already.
func (r Report) Clean() bool { return r.Counts.Returned == 0 && r.Counts.Held == 0 }

// Importer merges provider files into the credit files (art. 10–19).
type Importer struct {
	store Store
	keys  Keys
	ref   Reference
	now   func() time.Time

	corrections Corrections
}

// NewImporter returns an importer that judges rows by ref, and leaves those that correct
// to corrections.
func NewImporter(store Store, keys Keys, ref Reference, corrections Corrections, now func() time.Time) *Importer {
	return &Importer{store: store, keys: keys, ref: ref, corrections: corrections, now: now}
}

// Import reads the file and enters its good rows, 500 at a time, each chunk in
// one transaction with the moved cursor: killed at any moment it can be run
// again. The same file again changes nothing. Refusals of the whole file are
// fault.Invalid; everything wrong with a row goes to watch.Fault.
func (im *Importer) Import(ctx context.Context, src Source, o Order, watch Watch) (Report, error) {
	unit, err := im.admit(o)
	if err != nil {
		return Report{}, err
	}
	top, err := head(src)
	if err != nil {
		return Report{}, err
	}
	layout, err := Recognise(top, im.ref.Edition, o.Answers)
	if err != nil {
		return Report{}, err
	}
	watch.Layout(layout)
	r := run{Importer: im, order: o, watch: watch, src: src, seen: map[glimpse]glimpse{}}
	done, err := r.begin(ctx, layout, unit)
	if err != nil || done {
		return Report{Batch: r.batch, Counts: r.batch.Counts, Repeat: done}, err
	}
	if err := r.all(ctx, top); err != nil {
		return Report{Batch: r.batch, Counts: r.batch.Counts}, err
	}
	return Report{Batch: r.batch, Counts: r.batch.Counts}, nil
}

// admit checks who reports and the secrecy review (art. 18): by another person
// than who imports, passed, not dated in the future.
func (im *Importer) admit(o Order) (provider.Provider, error) {
	unit, ok := im.ref.Providers(o.Provider)
	if !ok {
		return unit, newFault("provider_unknown", fault.Args{"Provider": o.Provider})
	}
	if o.DryRun {
		return unit, nil
	}
	switch {
	case strings.TrimSpace(o.By.Name) == "":
		return unit, newFault("officer_missing", nil)
	case strings.TrimSpace(o.Review.By) == "" || o.Review.On.IsZero():
		return unit, newFault("review_missing", nil)
	case fold.Key(o.Review.By) == fold.Key(o.By.Name):
		return unit, newFault("review_same_person", nil)
	case o.Review.Outcome != Passed():
		return unit, newFault("review_failed", fault.Args{"Outcome": o.Review.Outcome, "Passed": Passed()})
	case o.Review.On.After(civil.Of(im.now())):
		return unit, newFault("review_future", nil)
	}
	return unit, nil
}

// head reads the rows among which the headings stand.
func head(src Source) ([]Line, error) {
	var top []Line
	for len(top) < HeadRows && src.Next() {
		top = append(top, src.Line())
	}
	if err := src.Err(); err != nil {
		return nil, fmt.Errorf("reading the first rows: %w", err)
	}
	if len(top) == 0 {
		return nil, newFault("file_empty", nil)
	}
	return top, nil
}

// run is one import under way.
type run struct {
	*Importer
	order  Order
	watch  Watch
	src    Source
	merger merger
	batch  Batch
	seen   map[glimpse]glimpse // of a dry run: contents by business key
}

// begin finds the batch that an interrupted import left, or opens one. It
// returns true when the same file was imported to its end before.
func (r *run) begin(ctx context.Context, layout Layout, unit provider.Provider) (bool, error) {
	now := r.now()
	r.batch = Batch{
		Key: r.batchKey(layout), Provider: unit.Code, Item: layout.Item.Code, Edition: r.ref.Edition.ID,
		FileName: r.order.FileName, FileSHA256: r.order.SHA256, Review: r.order.Review,
		Reporter: r.order.By.Name, Reason: r.order.Reason, ReceivedAt: now, State: Open,
		DueOn: r.due(civil.Of(now)),
	}
	if !r.order.DryRun {
		if err := r.open(ctx); err != nil {
			return false, err
		}
	}
	r.merger = merger{
		ref: r.ref, keys: r.keys, layout: layout, provider: unit,
		received: r.batch.ReceivedAt, today: civil.Of(r.batch.ReceivedAt),
	}
	return r.batch.State == Finished, nil
}

func (r *run) open(ctx context.Context) error {
	have, err := r.store.BatchByKey(ctx, r.batch.Key)
	if fault.Is(err, fault.NotFound) {
		event := r.event(audit.BatchReceived, fmt.Sprintf("receive/%s/%d",
			hex.EncodeToString(r.batch.Key[:]), r.batch.ReceivedAt.UnixNano()))
		err = r.store.Commit(ctx, Change{Event: event, Batch: r.batch, WasCursor: -1})
		if err != nil {
			return fmt.Errorf("receiving a batch: %w", err)
		}
		have, err = r.store.BatchByKey(ctx, r.batch.Key)
	}
	if err != nil {
		return fmt.Errorf("looking for the batch: %w", err)
	}
	r.batch = have
	return nil
}

// batchKey tells submissions apart: the same file with the same answers and
// reason is the same submission.
func (r *run) batchKey(layout Layout) record.Digest {
	parts := []string{"batch", r.order.SHA256, layout.Item.Code, r.order.Provider, r.order.Reason}
	for _, said := range []map[string]string{r.order.Answers.Set, r.order.Answers.Map} {
		for _, name := range slices.Sorted(maps.Keys(said)) {
			parts = append(parts, name+"="+said[name])
		}
		parts = append(parts, "")
	}
	return r.keys.BusinessKey(strings.Join(parts, "\x00"))
}

// due is the operator's day for this batch (art. 19).
func (r *run) due(received civil.Date) civil.Date {
	limits := r.ref.Rules.InForce(received).Limits(law.IntakeMerge, law.Facts{})
	binding, ok := law.Binding(law.RunAll(limits, received, r.ref.Calendar))
	if !ok {
		return received
	}
	return binding.Due.On
}

func (r *run) event(did audit.Act, op string) audit.Event {
	return audit.Event{
		Did: did, On: ObjectOf(r.batch), By: r.order.By, At: r.now(),
		Op: op, Reason: r.order.Reason,
	}
}

// all takes the rows under the headings, from where an earlier run stopped. The
// next rows are judged while those before them are entered.
func (r *run) all(ctx context.Context, top []Line) error {
	ctx, stop := context.WithCancel(ctx)
	chunks, ended, cursor := make(chan chunk, 1), make(chan error, 1), r.batch.Cursor
	go func() {
		defer close(chunks)
		ended <- r.judge(ctx, top, cursor, chunks)
	}()
	defer func() { // nobody reads the file when all returns
		stop()
		for range chunks { //nolint:revive // thrown away
		}
	}()
	for c := range chunks {
		if err := r.enter(ctx, c.rows, c.last); err != nil {
			return err
		}
	}
	return <-ended
}

// chunk is what is entered in one transaction.
type chunk struct {
	rows []merged
	last bool // the file has no more
}

// judge reads the rows below the cursor and gives them on in chunks. It touches
// nothing that entering changes.
func (r *run) judge(ctx context.Context, top []Line, cursor int, chunks chan<- chunk) error {
	var rows []merged
	give := func(last bool) error {
		select {
		case chunks <- chunk{rows, last}:
			rows = nil
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	take := func(line Line) error {
		if line.Number <= r.merger.layout.Row || line.Number <= cursor {
			return nil
		}
		rows = append(rows, r.merger.merge(line))
		if len(rows) < chunkRows {
			return nil
		}
		return give(false)
	}
	for _, line := range top {
		if err := take(line); err != nil {
			return err
		}
	}
	for r.src.Next() {
		if err := take(r.src.Line()); err != nil {
			return err
		}
	}
	if err := r.src.Err(); err != nil {
		return fmt.Errorf("reading the file: %w", err)
	}
	return give(true)
}
