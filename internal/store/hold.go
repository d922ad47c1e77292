package store

import (
	"context"
	"fmt"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/record"
)

type recordHoldRow struct {
	ID       int64
	RecordID int64
	Field    string // "" for the whole record
	Reason   string
	FromAt   instant
	ToAt     instant
	ActID    int64
}

var recordHolds = newTable[recordHoldRow]("record_holds")

// HideRecord holds a record: it leaves every public surface without changing
// its state. It returns fault.NotFound for an unknown number and
// fault.Conflict when the record is held already.
func (s *Store) HideRecord(ctx context.Context, number record.Number, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		rec, err := s.toggle(t, number, true, e.Reason)
		if err != nil {
			return err
		}
		hold := recordHoldRow{
			ID: s.ids.next(1), RecordID: rec.ID, Reason: e.Reason, FromAt: instant{e.At}, ActID: t.act,
		}
		return recordHolds.insert(t.DB, []recordHoldRow{hold})
	})
}

// ShowRecord lifts the hold of a record; fault.NotFound for an unknown number,
// fault.Conflict when it is not held.
func (s *Store) ShowRecord(ctx context.Context, number record.Number, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		rec, err := s.toggle(t, number, false, e.Reason)
		if err != nil {
			return err
		}
		return t.Table(recordHolds.name).Where("record_id = ? AND field = ? AND to_at IS NULL", rec.ID, "").
			Updates(map[string]any{"to_at": instant{e.At}}).Error
	})
}

func (s *Store) toggle(t *tx, number record.Number, held bool, reason string) (record.Record, error) {
	var row recordRow
	err := t.Table(records.name).Where("number = ?", string(number)).Take(&row).Error
	if isMissing(err) {
		return record.Record{}, fault.New(fault.NotFound, "store.fault.record", fault.Args{"Number": string(number)})
	}
	if err != nil {
		return record.Record{}, fmt.Errorf("reading the record: %w", err)
	}
	if row.Held == held {
		key := map[bool]string{true: "store.fault.held", false: "store.fault.not_held"}[held]
		return record.Record{}, fault.New(fault.Conflict, key, fault.Args{"Number": string(number)})
	}
	rec, err := s.recordOf(row)
	if err != nil {
		return record.Record{}, err
	}
	rec.Held = held
	_, err = s.apply(t, []*record.Change{{WasVersion: row.Version, After: rec, Reason: reason}})
	return rec, err
}
