package store

import (
	"context"
	"encoding/json"
	"fmt"

	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// Commit makes one chunk of a batch true: its records, the outcomes of its
// rows, the moved cursor, the event. It returns fault.Stale when the batch, a
// record or a held row is no longer what the chunk was computed from.
func (s *Store) Commit(ctx context.Context, c intake.Change) error {
	if c.Batch.ID == 0 && c.WasCursor < 0 {
		c.Batch.ID = s.ids.next(1)
	}
	return s.write(ctx, c.Event, func(t *tx) error {
		batch, err := s.moveBatch(t, c)
		if err != nil {
			return fmt.Errorf("moving a batch: %w", err)
		}
		made, err := s.applyRows(t, c, batch)
		if err != nil {
			return fmt.Errorf("merging a batch: %w", err)
		}
		if err := s.keepRows(t, c.Rows, made, batch); err != nil {
			return fmt.Errorf("keeping the rows of a batch: %w", err)
		}
		return nil
	})
}

// moveBatch inserts a new batch or moves the cursor of one that stands where
// the chunk found it, and returns its row id.
func (s *Store) moveBatch(t *tx, c intake.Change) (int64, error) {
	row := rowOfBatch(c.Batch)
	if c.WasCursor < 0 {
		return row.ID, batches.insert(t.DB, []batchRow{row})
	}
	guard, id := "id = ?", any(row.ID)
	if row.ID == 0 {
		guard, id = "live_key = ?", any(row.BatchKey)
		if err := t.Table(batches.name).Where(guard, id).Pluck("id", &row.ID).Error; err != nil {
			return 0, fmt.Errorf("finding it: %w", err)
		}
	}
	err := found(batches.update(t.DB, &row, []string{"id", "batch_key", "received_at"},
		guard+" AND state = ? AND last_row = ?", id, string(c.WasState), c.WasCursor))
	return row.ID, err
}

// applyRows applies the changes of records and returns the row id of each, by
// its place in the chunk; 0 where there is none.
func (s *Store) applyRows(t *tx, c intake.Change, batch int64) ([]int64, error) {
	var changes []*record.Change
	var places []int
	for i, change := range c.Records {
		if change == nil {
			continue
		}
		own := *change
		if own.After.Batch == 0 {
			own.After.Batch = batch
		}
		changes, places = append(changes, &own), append(places, i)
	}
	ids, err := s.apply(t, changes)
	if err != nil {
		return nil, err
	}
	made := make([]int64, max(len(c.Rows), len(c.Records)))
	for j, place := range places {
		made[place] = ids[j]
	}
	return made, nil
}

// keepRows inserts the outcomes of new rows and gives held ones their new
// outcome, where nobody else has.
func (s *Store) keepRows(t *tx, rows []intake.Row, made []int64, batch int64) error {
	var fresh []intakeRow
	var keys []heldKeyRow
	for i, r := range rows {
		if made[i] != 0 {
			r.Record = made[i]
		}
		held := r.ID != 0
		if !held {
			r.ID, r.Batch = s.ids.next(1), batch
		}
		row, err := s.rowOfIntake(r)
		if err != nil {
			return err
		}
		if !held {
			fresh, keys = append(fresh, row), append(keys, s.heldKeysOf(r)...)
			continue
		}
		won, err := intakeRows.update(t.DB, &row, []string{"id", "batch_id", "row_no"},
			"id = ? AND outcome = ?", row.ID, string(intake.Held))
		if err != nil {
			return err
		}
		if !won {
			return stale()
		}
		if err := waitsNoLonger(t, row.ID); err != nil {
			return err
		}
	}
	if err := heldKeys.insert(t.DB, keys); err != nil {
		return err
	}
	return intakeRows.insert(t.DB, fresh)
}

func (s *Store) rowOfIntake(r intake.Row) (intakeRow, error) {
	faults := "[]"
	if len(r.Faults) > 0 {
		text, err := json.Marshal(r.Faults)
		if err != nil {
			return intakeRow{}, fmt.Errorf("writing the faults of row %d: %w", r.Number, err)
		}
		faults = string(text)
	}
	draft, err := s.sealDraft(r.ID, r.Draft)
	return intakeRow{
		ID: r.ID, BatchID: r.Batch, RowNo: r.Number, Outcome: string(r.Outcome), RecordID: r.Record,
		Faults: faults, Draft: draft,
	}, err
}
