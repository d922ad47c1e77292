package store

import (
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// heldKeyRow is by what a row that waits for a person is found when the honour that it
// would bring is deleted: its draft is encrypted, and of many that wait few are about it.
type heldKeyRow struct {
	Digest []byte // of the business key of its draft, or of its twin
	RowID  int64
}

var heldKeys = newTable[heldKeyRow]("held_keys")

// heldKeysOf are those of a row; none for one that does not wait.
func (s *Store) heldKeysOf(r intake.Row) []heldKeyRow {
	if r.Outcome != intake.Held || r.Draft == nil {
		return nil
	}
	rows := []heldKeyRow{{s.suppression(r.Draft.After.Key), r.ID}}
	if r.Draft.Twin != (record.Digest{}) {
		rows = append(rows, heldKeyRow{s.suppression(r.Draft.Twin), r.ID})
	}
	return rows
}

// waitsNoLonger forgets by what the row was found.
func waitsNoLonger(t *tx, row int64) error {
	err := t.Table(heldKeys.name).Where("row_id = ?", row).Delete(&heldKeyRow{}).Error
	return wrapped(err, "forgetting a row that waited")
}

// returnHeld returns the rows that wait for a person and are known by one of the
// digests, for the reason why, with nothing of what they hold.
func returnHeld(t *tx, digests [][]byte, why func(row int) intake.Fault) error {
	if len(digests) == 0 {
		return nil
	}
	var ids []int64
	err := t.Table(heldKeys.name).Where("digest IN ?", digests).Distinct().Order("row_id").Pluck("row_id", &ids).Error
	if err != nil {
		return fmt.Errorf("looking for rows that wait: %w", err)
	}
	for _, id := range ids {
		var row intakeRow
		if err := t.Table(intakeRows.name).Where("id = ?", id).Take(&row).Error; err != nil {
			return fmt.Errorf("reading a row that waits: %w", err)
		}
		faults, err := json.Marshal([]intake.Fault{why(row.RowNo)})
		if err != nil {
			return fmt.Errorf("returning a row: %w", err)
		}
		err = t.Table(intakeRows.name).Where("id = ?", row.ID).
			Updates(map[string]any{"outcome": string(intake.Returned), "faults": string(faults), "draft": nil}).Error
		if err == nil {
			err = t.Table(batches.name).Where("id = ?", row.BatchID).
				Updates(map[string]any{"held": gorm.Expr("held - 1"), "returned": gorm.Expr("returned + 1")}).Error
		}
		if err == nil {
			err = waitsNoLonger(t, row.ID)
		}
		if err != nil {
			return fmt.Errorf("returning a row: %w", err)
		}
	}
	return nil
}
