package store

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"creditportal/internal/actor"
	"creditportal/internal/disclosure"
	"creditportal/internal/ledger"
	"creditportal/internal/query"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

var _ query.Log = (*Store)(nil)

// Looks returns at most f.Size looks that the filter wants, the newest first.
// Only the auditor's desk asks.
func (s *Store) Looks(ctx context.Context, f query.Filter) ([]query.Logged, error) {
	db := s.private.WithContext(ctx)
	var rows []queryRow
	err := wantedLooks(db.Table(queryLog.name), f).Order("at DESC, id DESC").Limit(f.Size).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading the query log: %w", err)
	}
	values, err := valuesOf(db, ledger.Looks, rows)
	if err != nil {
		return nil, err
	}
	names, err := s.maskedNames(db, rows)
	if err != nil {
		return nil, err
	}
	list := make([]query.Logged, len(rows))
	for i := range rows {
		list[i] = s.loggedOf(&rows[i], values[rows[i].ID])
		list[i].About = names[rows[i].SubjectID]
	}
	return list, nil
}

func wantedLooks(db *gorm.DB, f query.Filter) *gorm.DB {
	if !f.From.IsZero() {
		db = db.Where("at >= ?", instant{f.From.Start()})
	}
	if !f.To.IsZero() {
		db = db.Where("at < ?", instant{f.To.AddDays(1).Start()})
	}
	if !f.After.IsZero() {
		db = db.Where("(at < ? OR at = ? AND id < ?)", instant{f.After.At}, instant{f.After.At}, f.After.ID)
	}
	for column, value := range map[string]string{
		"public_id": f.ID, "actor_side": string(f.Side), "basis": string(f.Basis),
		"purpose": string(f.Purpose), "channel": string(f.Channel),
	} {
		if value != "" {
			db = db.Where(column+" = ?", value)
		}
	}
	if f.Subject != 0 {
		db = db.Where("subject_id = ?", f.Subject)
	}
	if f.Others {
		db = db.Where("basis <> ? OR channel = ?", string(query.Self), string(query.Status)) // a code may have gone on
	}
	if f.Account != 0 {
		db = db.Where("actor_account = ?", f.Account)
	}
	return db
}

// loggedOf is the look as it was entered. What was said in words and does not
// open was bent, or had to go: the ledger tells which.
func (s *Store) loggedOf(row *queryRow, values []logValueRow) query.Logged {
	e := query.Entry{
		ID: string(row.PublicID), At: row.At.Time, Channel: query.Channel(row.Channel), Basis: query.Basis(row.Basis),
		Ground: row.Ground, Purpose: query.Purpose(row.Purpose), Subject: row.SubjectID, Object: row.Object,
		Count: row.Shown, Refused: row.Refused,
		By: actor.Actor{
			Name: row.ActorName, Side: actor.Side(row.ActorSide), Role: actor.Role(row.ActorRole), Unit: row.ActorUnit,
			Account: row.ActorAccount, From: actor.Origin{Address: row.Address, Session: row.Session},
		},
	}
	if row.Items != "" {
		e.Items = strings.Split(row.Items, itemSeparator)
	}
	for _, v := range values {
		text, err := s.vault.Decrypt(vault.Logs, valueCell(v.RowID, v.Field), v.Value)
		if err != nil {
			continue
		}
		switch v.Field {
		case lookName:
			e.By.Name = string(text)
		case lookWords:
			e.Words = string(text)
		case lookFor:
			e.For = string(text)
		}
	}
	return query.Logged{Entry: e, Place: query.Place{At: row.At.Time, ID: row.ID}}
}

// maskedNames are the names of those whom looks are about, by row id.
func (s *Store) maskedNames(db *gorm.DB, rows []queryRow) (map[int64]string, error) {
	var ids []int64
	for _, row := range rows {
		if row.SubjectID != 0 {
			ids = append(ids, row.SubjectID)
		}
	}
	names := map[int64]string{}
	err := inChunks(ids, func(some []int64) error {
		var found []subjectRow
		if err := db.Table(subjects.name).Where("id IN ?", some).Find(&found).Error; err != nil {
			return fmt.Errorf("reading whom looks are about: %w", err)
		}
		for _, row := range found {
			subj, err := s.subjectOf(row)
			if err != nil {
				return err
			}
			names[subj.ID] = subj.Name
			if subj.Kind == subject.Person {
				names[subj.ID] = disclosure.MaskName(subj.Name)
			}
		}
		return nil
	})
	return names, err
}
