package store

import (
	"fmt"

	"gorm.io/gorm/clause"
)

// inTurn lets those who mark one record wait for each other. Of two who each
// see their own mark alone, one would take off the annotation that the other's
// open objection owes (art. 38).
func (t *tx) inTurn(id int64) error {
	var ids []int64
	err := t.Table(records.name).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Pluck("id", &ids).Error
	if err != nil {
		return fmt.Errorf("waiting for the record of an item: %w", err)
	}
	return nil
}
