package store

import (
	"fmt"
	"slices"

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

// holdFor sets the holds that the item puts on its record, or lifts them, and
// says on the record what of it is hidden then.
func (f Flows) holdFor(t *tx, it flow.Item, c flow.Change, rec *record.Record) error {
	own, at := fmt.Sprintf(ofItems+"%d", it.ID), instant{c.Event.At}
	err := t.Table(recordHolds.name).Where("record_id = ? AND reason = ? AND to_at IS NULL", it.Record, own).
		Updates(map[string]any{"to_at": at}).Error
	if err != nil {
		return fmt.Errorf("lifting a hold: %w", err)
	}
	if *c.Hold {
		parts := c.Parts
		if len(parts) == 0 {
			parts = []string{""}
		}
		var rows []recordHoldRow
		for _, part := range parts {
			rows = append(rows, recordHoldRow{
				ID: f.ids.next(1), RecordID: it.Record, Field: part, Reason: own, FromAt: at, ActID: t.act,
			})
		}
		if err := recordHolds.insert(t.DB, rows); err != nil {
			return err
		}
	}
	return t.holds(it.Record, rec)
}

// holds says on the record what the holds that stand hide of it.
func (t *tx) holds(id int64, rec *record.Record) error {
	var fields []string
	err := t.Table(recordHolds.name).Where("record_id = ? AND to_at IS NULL", id).Distinct().Order("field").
		Pluck("field", &fields).Error
	if err != nil {
		return fmt.Errorf("reading holds: %w", err)
	}
	rec.Held = slices.Contains(fields, "")
	rec.HeldParts = slices.DeleteFunc(fields, func(f string) bool { return f == "" })
	return nil
}
