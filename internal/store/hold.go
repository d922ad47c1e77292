package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

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
		rec, err := s.recordNumbered(t, number)
		if err != nil {
			return err
		}
		if rec.Held {
			return fault.New(fault.Conflict, "store.fault.held", fault.Args{"Number": string(number)})
		}
		hold := recordHoldRow{
			ID: s.ids.next(1), RecordID: rec.ID, Reason: e.Reason, FromAt: instant{e.At}, ActID: t.act,
		}
		if err := recordHolds.insert(t.DB, []recordHoldRow{hold}); err != nil {
			return err
		}
		rec.Held = true
		_, err = s.apply(t, []*record.Change{{WasVersion: rec.Version, After: rec, Reason: e.Reason}})
		return err
	})
}

// ShowRecord lifts the hold of a record, and what a restore hid of it since nobody knew
// better; holds that somebody set on its parts stay. It returns fault.NotFound for an
// unknown number, fault.Conflict when there is no such hold.
func (s *Store) ShowRecord(ctx context.Context, number record.Number, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		rec, err := s.recordNumbered(t, number)
		if err != nil {
			return err
		}
		lifted, err := t.lift(rec, instant{e.At})
		if err != nil {
			return err
		}
		if !rec.Held && lifted == 0 {
			return fault.New(fault.Conflict, "store.fault.not_held", fault.Args{"Number": string(number)})
		}
		if err := t.holds(rec.ID, &rec); err != nil {
			return err
		}
		_, err = s.apply(t, []*record.Change{{WasVersion: rec.Version, After: rec, Reason: e.Reason}})
		return err
	})
}

// lift ends the holds of the whole record, with those on its parts where a replay set
// them too; where the record is not held as a whole, those that a replay set on its
// parts. It returns how many it ended.
func (t *tx) lift(rec record.Record, at instant) (int64, error) {
	standing := func() *gorm.DB {
		return t.Table(recordHolds.name).Where("record_id = ? AND to_at IS NULL", rec.ID)
	}
	var whole []string
	if err := standing().Where("field = ?", "").Pluck("reason", &whole).Error; err != nil {
		return 0, fmt.Errorf("reading holds: %w", err)
	}
	lifted := standing().Where("field = ?", "")
	switch {
	case len(whole) == 0:
		lifted = standing().Where("reason = ?", holdOfReplay)
	case slices.Contains(whole, holdOfReplay):
		lifted = standing().Where("(field = ? OR reason = ?)", "", holdOfReplay)
	}
	lifted = lifted.Updates(map[string]any{"to_at": at})
	return lifted.RowsAffected, wrapped(lifted.Error, "lifting a hold")
}

// recordNumbered is the record of the number; fault.NotFound for none.
func (s *Store) recordNumbered(t *tx, number record.Number) (record.Record, error) {
	var row recordRow
	err := t.Table(records.name).Where("number = ?", string(number)).Take(&row).Error
	if isMissing(err) {
		return record.Record{}, fault.New(fault.NotFound, "store.fault.record", fault.Args{"Number": string(number)})
	}
	if err != nil {
		return record.Record{}, fmt.Errorf("reading the record: %w", err)
	}
	return s.recordOf(row)
}
