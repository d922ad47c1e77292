package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"

	"creditportal/internal/account"
	"creditportal/internal/record"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

// legalRep is whom the registration data of the subject name as its legal
// representative; "" where there are none.
func (s *Store) legalRep(db *gorm.DB, id int64) (string, error) {
	var rows []recordRow
	err := db.Table(records.name).Where("subject_id = ? AND class = ? AND state = ?",
		id, string(record.Basic), string(record.Active)).Order("id").Find(&rows).Error
	if err != nil {
		return "", fmt.Errorf("reading registration data: %w", err)
	}
	named := ""
	for _, row := range rows {
		rec, err := s.recordOf(row)
		if err != nil {
			return "", err
		}
		if name := s.legalRepIn(rec); name != "" {
			named = name
		}
	}
	return named, nil
}

// legalRepIn is whom the record names as legal representative, if it is one of
// the registration.
func (s *Store) legalRepIn(rec record.Record) string {
	if rec.Class != record.Basic || rec.SubjectKind == subject.Person {
		return ""
	}
	item, known := s.items(rec.Edition, rec.Item)
	if !known {
		return ""
	}
	return item.LegalRep(rec.Attributes)
}

// represent notes whom a record that is entered or changed names as legal
// representative, and whether its subject still exists, for the mandates that hang on
// either.
func (s *Store) represent(t *tx, rec record.Record) {
	if rec.State != record.Active {
		return
	}
	if name := s.legalRepIn(rec); name != "" {
		t.represented[rec.Subject] = name
	}
	item, _ := s.items(rec.Edition, rec.Item)
	if standing := item.Standing(rec.Attributes); standing != "" && rec.SubjectKind != subject.Person {
		t.standing[rec.Subject] = standing
	}
}

// stand has the file of each subject say whether it still exists: with an organisation
// that does not ends who speaks for it, but for its successor (民法典 art. 173).
func (t *tx) stand() error {
	of := map[string][]int64{}
	for id, standing := range t.standing {
		of[standing] = append(of[standing], id)
	}
	for _, standing := range slices.Sorted(maps.Keys(of)) { // two imports at once lock in one order
		ids := of[standing]
		slices.Sort(ids)
		err := inChunks(ids, func(part []int64) error {
			return t.Table(subjects.name).Where("id IN ? AND standing <> ?", part, standing).Update("standing", standing).Error
		})
		if err != nil {
			return fmt.Errorf("noting whether subjects exist: %w", err)
		}
	}
	return nil
}

// replaceReps ends the mandates of legal representatives who are no longer the
// one, and has every other mandate of the subject confirmed anew: the old one's
// word does not bind the new one. It is part of the transaction that changes
// the registration data, so that nothing can be done in between.
func (s *Store) replaceReps(t *tx) error {
	subjects := make([]int64, 0, len(t.represented))
	for id := range t.represented {
		subjects = append(subjects, id)
	}
	return inChunks(subjects, func(part []int64) error {
		var rows []mandateRow
		err := t.Table(mandates.name).Where("subject_id IN ? AND proved_at IS NOT NULL AND ended_at IS NULL", part).
			Order("id").Find(&rows).Error
		if err != nil {
			return fmt.Errorf("reading mandates: %w", err)
		}
		for _, row := range rows {
			if err := s.replaceRep(t, row, t.represented[row.SubjectID]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) replaceRep(t *tx, row mandateRow, now string) error {
	text, err := s.vault.Decrypt(vault.Accounts, mandateCell(row.ID), row.Sealed)
	if err != nil {
		return fmt.Errorf("opening a mandate: %w", err)
	}
	var doc mandateDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return fmt.Errorf("reading a mandate: %w", err)
	}
	if doc.LegalRep == "" || doc.LegalRep == now {
		return nil
	}
	set := map[string]any{"version": row.Version + 1}
	if row.Kind == string(account.LegalRep) {
		set["ended_at"], set["ended"] = instant{t.at}, string(account.Replaced)
	} else {
		set["proved_at"], set["proved_by"] = nil, 0
	}
	if err := t.Table(mandates.name).Where("id = ?", row.ID).Updates(set).Error; err != nil {
		return fmt.Errorf("ending a mandate: %w", err)
	}
	return nil
}
