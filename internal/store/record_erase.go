package store

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/intake"
	"creditportal/internal/record"
	"creditportal/internal/subject"
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
	earlier, err := s.versionsOf(t, was)
	if err != nil {
		return err
	}
	for _, table := range []string{recordVersions.name, recordHolds.name, explanations.name} {
		if err := t.Exec("DELETE FROM "+table+" WHERE record_id = ?", was.ID).Error; err != nil {
			return fmt.Errorf("erasing from %s what is kept of a record: %w", table, err)
		}
	}
	for _, rec := range earlier {
		err := t.Table(intakeRows.name).Where("batch_id = ? AND row_no = ?", rec.Batch, rec.Row).
			Updates(map[string]any{"faults": "[]", "draft": nil}).Error
		if err != nil {
			return fmt.Errorf("erasing what a row said: %w", err)
		}
	}
	if err := s.keepOff(t, was, earlier, files[was.Subject]); err != nil {
		return err
	}
	nothing := make([]byte, len(was.Key))
	if _, err := rand.Read(nothing); err != nil {
		return fmt.Errorf("erasing a business key: %w", err)
	}
	err = t.Table(records.name).Where("id = ?", was.ID).Update("business_key", nothing).Error
	return wrapped(err, "erasing a business key")
}

// versionsOf are the record and what it was before.
func (s *Store) versionsOf(t *tx, rec record.Record) ([]record.Record, error) {
	var versions []recordVersionRow
	if err := t.Table(recordVersions.name).Where("record_id = ?", rec.ID).Find(&versions).Error; err != nil {
		return nil, fmt.Errorf("reading what a record was before: %w", err)
	}
	all := []record.Record{rec}
	for _, v := range versions {
		was, err := s.openVersion(v.ID, v.Sealed)
		if err != nil {
			return nil, err
		}
		all = append(all, was)
	}
	return all, nil
}

// keepOff keeps a deleted honour from coming back under any business key by which it was
// known, or in other words, and returns the rows that wait for a person and would bring
// it: they hold what it says.
func (s *Store) keepOff(t *tx, was record.Record, versions []record.Record, subj subject.Subject) error {
	keys, err := forgetKeys(t, was.ID)
	if err != nil {
		return err
	}
	keys = append(keys, s.suppression(was.Key))
	var twins [][]byte
	for _, rec := range versions {
		twin := intake.Twin(rec, subj, s)
		if twin != (record.Digest{}) {
			twins = append(twins, s.suppression(twin))
		}
	}
	slices.SortFunc(twins, bytes.Compare)
	twins = slices.CompactFunc(twins, bytes.Equal)
	if err := returnHeld(t, keys, intake.Suppressed); err != nil {
		return err
	}
	if err := returnHeld(t, twins, intake.SuppressedAlike); err != nil {
		return err
	}
	return suppress(t, was.ID, append(keys, twins...)...)
}
