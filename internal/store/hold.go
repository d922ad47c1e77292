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

// ofItems are the reasons of the holds that items of requests put on their records and
// take off by themselves; every other hold is an officer's, or what a restore hid since
// nobody knew better, which an officer lifts.
const ofItems = "item/"

// HideRecord holds a record: it leaves every public surface without changing its state,
// and stays away until the hold is lifted, whatever else holds it meanwhile. It returns
// fault.NotFound for an unknown number and fault.Conflict when an officer holds the
// record already.
func (s *Store) HideRecord(ctx context.Context, number record.Number, e audit.Event) error {
	return s.toggle(ctx, number, e, func(t *tx, row recordRow) error {
		var stand int64
		if err := t.officerHolds(row.ID).Where("field = ?", "").Count(&stand).Error; err != nil {
			return fmt.Errorf("counting holds: %w", err)
		}
		if stand > 0 {
			return fault.New(fault.Conflict, "store.fault.held", fault.Args{"Number": string(number)})
		}
		return recordHolds.insert(t.DB, []recordHoldRow{{
			ID: s.ids.next(1), RecordID: row.ID, Reason: e.Reason, FromAt: instant{e.At}, ActID: t.act,
		}})
	})
}

// ShowRecord lifts the hold of an officer or of a restore on a record, which comes back
// unless an item that is open holds it too; where the record is not held as a whole, what
// a restore hid of it. It returns fault.NotFound for an unknown number, fault.Conflict
// when there is no such hold.
func (s *Store) ShowRecord(ctx context.Context, number record.Number, e audit.Event) error {
	return s.toggle(ctx, number, e, func(t *tx, row recordRow) error {
		var lifted int64
		for _, which := range []string{"field = ''", "field <> ''"} {
			over := t.officerHolds(row.ID).Where(which).Updates(map[string]any{"to_at": instant{e.At}})
			if over.Error != nil {
				return fmt.Errorf("lifting a hold: %w", over.Error)
			}
			if lifted += over.RowsAffected; lifted > 0 {
				return nil
			}
		}
		return fault.New(fault.Conflict, "store.fault.not_held", fault.Args{"Number": string(number)})
	})
}

func (t *tx) officerHolds(id int64) *gorm.DB {
	return t.Table(recordHolds.name).Where("record_id = ? AND reason NOT LIKE ? AND to_at IS NULL", id, ofItems+"%")
}

// toggle changes the holds of officers on the record, and says on it what hides it then.
func (s *Store) toggle(
	ctx context.Context, number record.Number, e audit.Event, do func(t *tx, row recordRow) error,
) error {
	return s.write(ctx, e, func(t *tx) error {
		row, err := t.ofNumber(number)
		if err != nil {
			return err
		}
		if err := do(t, row); err != nil {
			return err
		}
		rec, err := s.recordOf(row)
		if err != nil {
			return err
		}
		was := rec
		err = t.holds(row.ID, &rec)
		if err != nil || rec.Held == was.Held && slices.Equal(rec.HeldParts, was.HeldParts) {
			return err
		}
		t.shown = t.shown || rec.State == record.Annulled // the list of what was taken down has a line less, or more
		_, err = s.apply(t, []*record.Change{{WasVersion: row.Version, After: rec, Reason: e.Reason}})
		return err
	})
}

// ofNumber reads the record of the number, in turn with those who mark it.
func (t *tx) ofNumber(number record.Number) (recordRow, error) {
	var ids []int64
	err := t.Table(records.name).Where("number = ?", string(number)).Pluck("id", &ids).Error
	if err != nil {
		return recordRow{}, fmt.Errorf("reading the record: %w", err)
	}
	if len(ids) == 0 {
		return recordRow{}, fault.New(fault.NotFound, "store.fault.record", fault.Args{"Number": string(number)})
	}
	return t.inTurn(ids[0])
}
