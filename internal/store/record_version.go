package store

import (
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/record"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

type recordVersionRow struct {
	ID       int64
	RecordID int64
	Version  int
	Sealed   []byte
	Reason   string
	ActID    int64
}

var recordVersions = newTable[recordVersionRow]("record_versions")

// changeDoc is a record, or the change that a held row would make, as it is
// encrypted whole.
type changeDoc struct {
	WasVersion int         `json:"was_version,omitempty"`
	Reason     string      `json:"reason,omitempty"`
	Record     recordRow   `json:"record"` // in clear, before encryption
	Subject    *subjectDoc `json:"subject,omitempty"`
	Twin       []byte      `json:"twin,omitempty"`
}

type subjectDoc struct {
	Kind     subject.Kind     `json:"kind"`
	Name     string           `json:"name"`
	Former   []subject.Former `json:"former,omitempty"`
	Code     subject.Code     `json:"code"`
	Standing subject.Standing `json:"standing,omitempty"`
	Document documentDoc      `json:"document"`
}

// versionOf returns what a change is about to supersede, as it is kept.
func (s *Store) versionOf(t *tx, before recordRow, reason string) (recordVersionRow, error) {
	rec, err := s.recordOf(before)
	if err != nil {
		return recordVersionRow{}, err
	}
	row := recordVersionRow{
		ID: s.ids.next(1), RecordID: before.ID, Version: before.Version, Reason: reason, ActID: t.act,
	}
	doc := changeDoc{}
	if doc.Record, err = plainRow(rec); err != nil {
		return recordVersionRow{}, err
	}
	row.Sealed, err = s.sealDoc(vault.Records, versionCell(row.ID), doc)
	return row, err
}

func versionCell(id int64) vault.Cell {
	return vault.Cell{Table: recordVersions.name, Column: "sealed", Row: id}
}

func draftCell(id int64) vault.Cell {
	return vault.Cell{Table: "intake_rows", Column: "draft", Row: id}
}

// sealDraft encrypts the change that a held row would make; nil for none.
func (s *Store) sealDraft(id int64, c *record.Change) ([]byte, error) {
	if c == nil {
		return nil, nil
	}
	plain, err := plainRow(c.After)
	if err != nil {
		return nil, err
	}
	subj := c.Subject
	return s.sealDoc(vault.Drafts, draftCell(id), changeDoc{
		WasVersion: c.WasVersion, Reason: c.Reason, Record: plain, Twin: c.Twin[:],
		Subject: &subjectDoc{subj.Kind, subj.Name, subj.Former, subj.Code, subj.Standing, docOf(subj.Document)},
	})
}

// openDraft opens what sealDraft made; nil for none.
func (s *Store) openDraft(id int64, sealed []byte) (*record.Change, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	text, err := s.vault.Decrypt(vault.Drafts, draftCell(id), sealed)
	if err != nil {
		return nil, fmt.Errorf("opening the draft of row %d: %w", id, err)
	}
	var doc changeDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("reading the draft of row %d: %w", id, err)
	}
	c := &record.Change{WasVersion: doc.WasVersion, Reason: doc.Reason}
	copy(c.Twin[:], doc.Twin)
	if c.After, err = doc.Record.record(); err != nil {
		return nil, err
	}
	if d := doc.Subject; d != nil {
		c.Subject = subject.Subject{Kind: d.Kind, Name: d.Name, Former: d.Former, Code: d.Code, Standing: d.Standing}
		c.Subject.Document, err = d.Document.document()
	}
	return c, err
}

func (s *Store) sealDoc(c vault.Class, cell vault.Cell, doc changeDoc) ([]byte, error) {
	text, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("writing %s.%s: %w", cell.Table, cell.Column, err)
	}
	return s.vault.Encrypt(c, cell, text)
}

// rowsByID reads the rows of records that are about to change.
func (s *Store) rowsByID(db *gorm.DB, changes []*record.Change) (map[int64]recordRow, error) {
	ids := make([]int64, len(changes))
	for i, c := range changes {
		ids[i] = c.After.ID
	}
	var rows []recordRow
	if err := db.Table(records.name).Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading records: %w", err)
	}
	byID := make(map[int64]recordRow, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	return byID, nil
}

// subjectsOf reads subjects by row id.
func (s *Store) subjectsOf(db *gorm.DB, ids []int64) (map[int64]subject.Subject, error) {
	byID := make(map[int64]subject.Subject, len(ids))
	err := inChunks(ids, func(part []int64) error {
		var rows []subjectRow
		if err := db.Table(subjects.name).Where("id IN ?", part).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading subjects: %w", err)
		}
		for _, row := range rows {
			subj, err := s.subjectOf(row)
			if err != nil {
				return err
			}
			byID[row.ID] = subj
		}
		return nil
	})
	return byID, err
}
