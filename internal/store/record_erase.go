package store

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"creditportal/internal/civil"
	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// emptied is a record of which the content is gone: what stays says that there was
// one, whose, and who reported it, so that its number names nothing else ever again
// and those who worked on it find where it was.
func emptied(rec record.Record, today civil.Date) record.Record {
	return record.Record{
		ID: rec.ID, Number: rec.Number, Subject: rec.Subject, SubjectKind: rec.SubjectKind, Provider: rec.Provider,
		Item: rec.Item, Edition: rec.Edition, Class: rec.Class, Honour: rec.Honour, Channel: rec.Channel,
		DisclosedFrom: today, DisclosedUntil: today, State: record.Deleted, Version: rec.Version,
	}
}

// erase takes away what is kept of a deleted honour beside its row (art. 35 ¶2): what
// it was before, why it was held, what everybody was told about it, what the rows that
// brought it say; and it keeps the honour from coming back. Its business key goes too: of
// that a keyed digest alone is kept.
func (s *Store) erase(t *tx, before recordRow) error {
	was, err := s.recordOf(before)
	if err != nil {
		return err
	}
	files, err := s.subjectsOf(t.DB, []int64{was.Subject})
	if err != nil {
		return err
	}
	rows, err := s.rowsThatBrought(t, was)
	if err != nil {
		return err
	}
	for _, table := range []string{recordVersions.name, recordHolds.name, explanations.name} {
		if err := t.Exec("DELETE FROM "+table+" WHERE record_id = ?", was.ID).Error; err != nil {
			return fmt.Errorf("erasing from %s what is kept of a record: %w", table, err)
		}
	}
	for _, row := range rows {
		err := t.Table(intakeRows.name).Where("batch_id = ? AND row_no = ?", row[0], row[1]).
			Updates(map[string]any{"faults": "[]", "draft": nil}).Error
		if err != nil {
			return fmt.Errorf("erasing what a row said: %w", err)
		}
	}
	if err := s.returnHeld(t, was); err != nil {
		return err
	}
	nothing := make([]byte, len(was.Key))
	if _, err := rand.Read(nothing); err != nil {
		return fmt.Errorf("erasing a business key: %w", err)
	}
	if err := t.Table(records.name).Where("id = ?", was.ID).Update("business_key", nothing).Error; err != nil {
		return fmt.Errorf("erasing a business key: %w", err)
	}
	return s.suppress(t, was.ID, was.Key, intake.Twin(was, files[was.Subject], s))
}

// rowsThatBrought are the rows of batches with which the contents of the record came,
// by batch and number.
func (s *Store) rowsThatBrought(t *tx, rec record.Record) ([][2]int64, error) {
	found := [][2]int64{{rec.Batch, int64(rec.Row)}}
	var versions []recordVersionRow
	if err := t.Table(recordVersions.name).Where("record_id = ?", rec.ID).Find(&versions).Error; err != nil {
		return nil, fmt.Errorf("reading what a record was before: %w", err)
	}
	for _, v := range versions {
		was, err := s.openVersion(v.ID, v.Sealed)
		if err != nil {
			return nil, err
		}
		if row := [2]int64{was.Batch, int64(was.Row)}; !slices.Contains(found, row) {
			found = append(found, row)
		}
	}
	return found, nil
}

// returnHeld returns the rows that wait for a person and would change the record: they
// hold what it says.
func (s *Store) returnHeld(t *tx, rec record.Record) error {
	var rows []intakeRow
	err := t.Table(intakeRows.name).Where("outcome = ? AND batch_id IN (SELECT id FROM batches WHERE item = ?)",
		string(intake.Held), rec.Item).Find(&rows).Error
	if err != nil {
		return fmt.Errorf("reading rows that wait: %w", err)
	}
	for _, row := range rows {
		draft, err := s.openDraft(row.ID, row.Draft)
		if err != nil {
			return err
		}
		if draft == nil || draft.After.Key != rec.Key {
			continue
		}
		faults, err := json.Marshal([]intake.Fault{intake.Suppressed(row.RowNo)})
		if err != nil {
			return fmt.Errorf("returning a row: %w", err)
		}
		err = t.Table(intakeRows.name).Where("id = ?", row.ID).
			Updates(map[string]any{"outcome": string(intake.Returned), "faults": string(faults), "draft": nil}).Error
		if err == nil {
			err = t.Table(batches.name).Where("id = ?", row.BatchID).
				Updates(map[string]any{"held": gorm.Expr("held - 1"), "returned": gorm.Expr("returned + 1")}).Error
		}
		if err != nil {
			return fmt.Errorf("returning a row: %w", err)
		}
	}
	return nil
}
