package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/query"
	"creditportal/internal/record"
)

var _ query.Archive = (*Store)(nil)

// What is asked about a record of the archive: what changes superseded, the oldest
// first; and the acts upon it and those that changed it, the newest first.
const (
	earlierRows = "SELECT v.id, v.sealed, v.reason, a.at, " +
		"COALESCE((SELECT MIN(e.did) FROM events e WHERE e.act_id = a.id), '') AS did, " +
		"COALESCE((SELECT MIN(x.said) FROM explanations x " +
		"WHERE x.record_id = v.record_id AND x.act_id = a.id), '') AS said " +
		"FROM record_versions v JOIN acts a ON a.id = v.act_id WHERE v.record_id = ? ORDER BY v.version"
	actRows = "SELECT * FROM events WHERE object = ? UNION " +
		"SELECT e.* FROM record_versions v JOIN events e ON e.act_id = v.act_id WHERE v.record_id = ? " +
		"ORDER BY at DESC, id DESC"
)

// Kept returns at most two records that are in the archive on the day and bear the
// public number, or the number of the document; that of a document about a person is
// sealed and finds nothing. Only the auditor's desk asks.
func (s *Store) Kept(ctx context.Context, number string, today civil.Date) ([]query.Kept, error) {
	bears := "document_number = ?"
	if n, err := record.ParseNumber(number); err == nil {
		bears, number = "number = ?", string(n)
	}
	var list []query.Kept
	err := Flows{s}.snapshot(ctx, func(db *gorm.DB) error {
		var rows []recordRow
		err := db.Table(records.name).Where(bears, number).
			Where("(state IN ? OR state = ? AND disclosed_until < ?)", whateverDay, string(record.Active), day{today}).
			Order("id").Limit(2).Find(&rows).Error
		if err != nil {
			return fmt.Errorf("looking into the archive: %w", err)
		}
		for _, row := range rows {
			one, err := s.keptOf(db, row)
			if err != nil {
				return err
			}
			list = append(list, one)
		}
		return nil
	})
	return list, err
}

// whateverDay are the states in which a record is in the archive whatever the day. What was
// deleted at its bearer's wish is gone (art. 35 ¶2).
var whateverDay = []string{
	string(record.Repaired), string(record.Withdrawn), string(record.Removed), string(record.Annulled),
}

func (s *Store) keptOf(db *gorm.DB, row recordRow) (query.Kept, error) {
	var one query.Kept
	files, err := s.subjectsOf(db, []int64{row.SubjectID})
	if err != nil {
		return one, err
	}
	one.Subject = files[row.SubjectID]
	if one.Record, err = s.recordOf(row); err != nil {
		return one, err
	}
	if one.Earlier, err = s.earlierOf(db, row.ID); err != nil {
		return one, err
	}
	var acted []eventRow
	if err := db.Raw(actRows, ofRecord+"/"+row.Number, row.ID).Scan(&acted).Error; err != nil {
		return one, fmt.Errorf("reading what was done to a record: %w", err)
	}
	one.Acts = actedOf(acted)
	return one, s.nameObjects(db, one.Acts)
}

func (s *Store) earlierOf(db *gorm.DB, id int64) ([]query.Earlier, error) {
	var rows []struct {
		ID                int64
		Sealed            []byte
		Reason, Did, Said string
		At                instant
	}
	if err := db.Raw(earlierRows, id).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading what a record was before: %w", err)
	}
	list := make([]query.Earlier, len(rows))
	for i, row := range rows {
		was, err := s.openVersion(row.ID, row.Sealed)
		if err != nil {
			return nil, err
		}
		list[i].Superseded = record.Superseded{Record: was, At: row.At.Time, Did: audit.Act(row.Did), Said: row.Said}
		list[i].Reason = row.Reason
	}
	return list, nil
}
