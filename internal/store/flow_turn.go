package store

import (
	"fmt"

	"gorm.io/gorm/clause"
)

// inTurn reads a record and lets those who mark it wait for each other. Of two
// who each see their own mark alone, one would take off the annotation that the
// other's open objection owes (art. 38).
func (t *tx) inTurn(id int64) (recordRow, error) {
	var row recordRow
	err := t.Table(records.name).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&row).Error
	if err != nil {
		return row, fmt.Errorf("waiting for the record of an item: %w", err)
	}
	return row, nil
}
