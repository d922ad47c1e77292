package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/query"
)

type queryRow struct {
	ID           int64
	ActorAccount int64
	ActorName    string
	ActorSide    string
	ActorRole    string
	ActorUnit    string
	At           instant
	Basis        string
	SubjectID    int64
	Object       string
	Shown        int
}

var queryLog = newTable[queryRow]("query_log")

// Note makes an entry of the query log true. There is no way to change one.
func (s *Store) Note(ctx context.Context, e query.Entry) error {
	row := s.rowOfEntry(e)
	return s.private.WithContext(ctx).Transaction(func(t *gorm.DB) error { return queryLog.insert(t, []queryRow{row}) })
}

func (s *Store) rowOfEntry(e query.Entry) queryRow {
	row := queryRow{
		ID: s.ids.next(1), ActorAccount: e.By.Account, ActorName: e.By.Name, ActorSide: string(e.By.Side),
		ActorRole: string(e.By.Role), ActorUnit: e.By.Unit, At: instant{e.At}, Basis: string(e.Basis),
		SubjectID: e.Subject, Object: e.Object, Shown: e.Count,
	}
	if e.By.Subject != 0 {
		row.ActorName = "" // the account says who; a person's name is sealed there
	}
	return row
}

// FileOf reads the whole file of the subject with the row id, the newest record
// first; fault.NotFound for none. Only the query desk asks.
func (s *Store) FileOf(ctx context.Context, id int64) (query.Held, error) {
	var file query.Held
	err := Flows{s}.snapshot(ctx, func(db *gorm.DB) error {
		var who []subjectRow
		if err := db.Table("subjects").Where("id = ?", id).Limit(1).Find(&who).Error; err != nil {
			return fmt.Errorf("reading a file: %w", err)
		}
		if len(who) == 0 {
			return missing()
		}
		subj, err := s.subjectOf(who[0])
		if err != nil {
			return err
		}
		file.Subject = subj
		var rows []recordRow
		err = db.Table(records.name).Where("subject_id = ?", id).Order("formed_on DESC, id DESC").Find(&rows).Error
		if err != nil {
			return fmt.Errorf("reading the records of a file: %w", err)
		}
		for _, row := range rows {
			rec, err := s.recordOf(row)
			if err != nil {
				return err
			}
			file.Records = append(file.Records, rec)
		}
		return nil
	})
	return file, err
}
