package store

import (
	"context"
	"encoding/json"
	"fmt"

	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/record"
)

type batchRow struct {
	ID            int64
	BatchKey      []byte
	LiveKey       []byte // the key until the batch is withdrawn, then NULL
	Provider      string
	Item          string
	Edition       string
	FileName      string
	FileSHA256    string
	ReviewBy      string
	ReviewOn      day
	ReviewOutcome string
	Reporter      string
	Reason        string
	ReceivedAt    instant
	DueOn         day
	State         string
	LastRow       int // the cursor
	RowCount      int
	Entered       int
	Unchanged     int
	NewVersions   int
	Corrected     int
	Annulled      int
	Returned      int
	Held          int
	Blank         int
}

type intakeRow struct {
	ID       int64
	BatchID  int64
	RowNo    int
	Outcome  string
	RecordID int64
	Faults   string // JSON
	Draft    []byte
}

var (
	batches    = newTable[batchRow]("batches")
	intakeRows = newTable[intakeRow]("intake_rows")
)

var _ intake.Store = (*Store)(nil)

func rowOfBatch(b intake.Batch) batchRow {
	row := batchRow{
		ID: b.ID, BatchKey: b.Key[:], LiveKey: b.Key[:], Provider: b.Provider, Item: b.Item, Edition: b.Edition,
		FileName: b.FileName, FileSHA256: b.FileSHA256,
		ReviewBy: b.Review.By, ReviewOn: day{b.Review.On}, ReviewOutcome: b.Review.Outcome,
		Reporter: b.Reporter, Reason: b.Reason, ReceivedAt: instant{b.ReceivedAt}, DueOn: day{b.DueOn},
		State: string(b.State), LastRow: b.Cursor, RowCount: b.Counts.Rows, Entered: b.Counts.Entered,
		Unchanged: b.Counts.Unchanged, NewVersions: b.Counts.NewVersions, Corrected: b.Counts.Corrected,
		Annulled: b.Counts.Annulled, Returned: b.Counts.Returned, Held: b.Counts.Held, Blank: b.Counts.Blank,
	}
	if b.State == intake.Withdrawn {
		row.LiveKey = nil
	}
	return row
}

func (r batchRow) batch() intake.Batch {
	b := intake.Batch{
		ID: r.ID, Provider: r.Provider, Item: r.Item, Edition: r.Edition, FileName: r.FileName, FileSHA256: r.FileSHA256,
		Review:   intake.SecrecyReview{By: r.ReviewBy, On: r.ReviewOn.Date, Outcome: r.ReviewOutcome},
		Reporter: r.Reporter, Reason: r.Reason, ReceivedAt: r.ReceivedAt.Time, DueOn: r.DueOn.Date,
		State: intake.BatchState(r.State), Cursor: r.LastRow,
		Counts: intake.Counts{
			Rows: r.RowCount, Entered: r.Entered, Unchanged: r.Unchanged, NewVersions: r.NewVersions,
			Corrected: r.Corrected, Annulled: r.Annulled, Returned: r.Returned, Held: r.Held, Blank: r.Blank,
		},
	}
	copy(b.Key[:], r.BatchKey)
	return b
}

// BatchByKey returns the newest batch with the key that is not withdrawn;
// fault.NotFound if there is none.
func (s *Store) BatchByKey(ctx context.Context, key record.Digest) (intake.Batch, error) {
	var row batchRow
	err := s.private.WithContext(ctx).Table(batches.name).Where("live_key = ?", key[:]).Take(&row).Error
	if isMissing(err) {
		return intake.Batch{}, fault.New(fault.NotFound, "intake.fault.batch_unknown", nil)
	}
	if err != nil {
		return intake.Batch{}, fmt.Errorf("reading a batch by its key: %w", err)
	}
	return row.batch(), nil
}

// Batches lists batches, newest first.
func (s *Store) Batches(ctx context.Context, limit int) ([]intake.Batch, error) {
	var rows []batchRow
	err := s.private.WithContext(ctx).Table(batches.name).
		Order("received_at DESC").Order("id DESC").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("listing batches: %w", err)
	}
	list := make([]intake.Batch, len(rows))
	for i, row := range rows {
		list[i] = row.batch()
	}
	return list, nil
}

// Known returns what stands under each business key, whether the record entered with it
// or was put right to it; absent keys are absent.
func (s *Store) Known(ctx context.Context, keys []record.Digest) (map[record.Digest]intake.Known, error) {
	db := s.private.WithContext(ctx)
	known := make(map[record.Digest]intake.Known)
	err := inChunks(keys, func(part []record.Digest) error {
		wanted := make([][]byte, len(part))
		for i := range part {
			wanted[i] = part[i][:]
		}
		var rows []recordRow
		if err := db.Table(records.name).Where("business_key IN ?", wanted).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading records by their business keys: %w", err)
		}
		for _, row := range rows {
			rec, err := s.recordOf(row)
			if err != nil {
				return err
			}
			known[rec.Key] = intake.Known{Record: rec}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := s.putRight(db, keys, known); err != nil {
		return nil, err
	}
	held, err := s.suppressed(db, keys)
	for key := range held {
		k := known[key]
		k.Suppressed = true
		known[key] = k
	}
	return known, err
}

// HeldRows lists rows that wait for a person, oldest first; batch 0 means all.
func (s *Store) HeldRows(ctx context.Context, batch int64, limit int) ([]intake.Row, error) {
	q := s.private.WithContext(ctx).Table(intakeRows.name).Where("outcome = ?", intake.Held)
	if batch != 0 {
		q = q.Where("batch_id = ?", batch)
	}
	var rows []intakeRow
	if err := q.Order("batch_id").Order("row_no").Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing held rows: %w", err)
	}
	list := make([]intake.Row, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = s.intakeRowOf(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Store) intakeRowOf(row intakeRow) (intake.Row, error) {
	r := intake.Row{
		ID: row.ID, Batch: row.BatchID, Number: row.RowNo, Outcome: intake.Outcome(row.Outcome), Record: row.RecordID,
	}
	if err := json.Unmarshal([]byte(row.Faults), &r.Faults); err != nil {
		return intake.Row{}, fmt.Errorf("reading the faults of row %d: %w", row.ID, err)
	}
	var err error
	r.Draft, err = s.openDraft(row.ID, row.Draft)
	return r, err
}

// BatchRecords returns the records that entered with the batch, as they stand.
func (s *Store) BatchRecords(ctx context.Context, batch int64) ([]record.Record, error) {
	var list []record.Record
	last := int64(0)
	for {
		var rows []recordRow
		err := s.jobs.WithContext(ctx).Table(records.name).Where("batch_id = ? AND id > ?", batch, last).
			Order("id").Limit(chunkSize).Find(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("reading the records of a batch: %w", err)
		}
		for _, row := range rows {
			rec, err := s.recordOf(row)
			if err != nil {
				return nil, err
			}
			list, last = append(list, rec), rec.ID
		}
		if len(rows) < chunkSize {
			return list, nil
		}
	}
}

// BatchEntries returns the records whose contents came with the batch, as they
// stand, with what they were before.
func (s *Store) BatchEntries(ctx context.Context, batch int64) ([]intake.Entry, error) {
	list, err := s.BatchRecords(ctx, batch)
	if err != nil {
		return nil, err
	}
	entries := make([]intake.Entry, len(list))
	for i, rec := range list {
		entries[i].Record = rec
		if entries[i].Before, err = s.superseded(ctx, rec); err != nil {
			return nil, err
		}
	}
	return entries, nil
}
