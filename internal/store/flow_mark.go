package store

import (
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

func (f Flows) mark(t *tx, it flow.Item, m flow.Mark, today civil.Date) error {
	if m.Kind == record.NotAnnotated {
		return t.Table(annotations.name).Where("item_id = ? AND to_on IS NULL", it.ID).
			Updates(map[string]any{"to_on": day{today}}).Error
	}
	return annotations.insert(t.DB, []annotationRow{{
		ID: f.ids.next(1), RecordID: m.Record, ItemID: it.ID, Kind: string(m.Kind), FromOn: day{m.On},
	}})
}

// annotation is what stands on the record now: while any objection is open,
// that; else that its result is contested. The day is that of the oldest.
func (t *tx) annotation(id int64) (record.Annotation, error) {
	var rows []annotationRow
	err := t.Table(annotations.name).Where("record_id = ? AND to_on IS NULL", id).Order("from_on, id").Find(&rows).Error
	if err != nil {
		return record.Annotation{}, fmt.Errorf("reading annotations: %w", err)
	}
	var found record.Annotation
	for _, row := range rows {
		kind := record.AnnotationKind(row.Kind)
		if found.Kind == "" || kind == record.Disputed && found.Kind != record.Disputed {
			found = record.Annotation{Kind: kind, On: row.FromOn.Date}
		}
	}
	return found, nil
}

// holdFor sets or lifts the hold that the item puts on its record, and says
// whether any stands.
func (f Flows) holdFor(t *tx, it flow.Item, held bool, at instant) (bool, error) {
	own := fmt.Sprintf("item/%d", it.ID)
	if held {
		return true, recordHolds.insert(t.DB, []recordHoldRow{{
			ID: f.ids.next(1), RecordID: it.Record, Reason: own, FromAt: at, ActID: t.act,
		}})
	}
	err := t.Table(recordHolds.name).Where("record_id = ? AND reason = ? AND to_at IS NULL", it.Record, own).
		Updates(map[string]any{"to_at": at}).Error
	if err != nil {
		return false, err
	}
	var n int64
	err = t.Table(recordHolds.name).Where("record_id = ? AND to_at IS NULL", it.Record).Count(&n).Error
	return n > 0, err
}
