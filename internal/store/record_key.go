package store

import (
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/ledger"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// recordKeyRow is a business key by which a record is known beside the one that it
// entered with: something of it was put right, and so its provider sends it since.
type recordKeyRow struct {
	Digest   []byte // of the key
	RecordID int64
	ActID    int64
}

var recordKeys = newTable[recordKeyRow]("record_keys")

// alias is what the erasure list keeps of such a key, so that a restored database knows
// it too: its digest, and the number that a record would have been given by it.
type alias struct {
	Digest []byte        `json:"key"`
	Number record.Number `json:"number"`
}

// rekey keeps the record known by the business key that a change of it makes. It returns
// fault.Conflict where that is another record's.
//
// A report and a correction of one key at once are not both made true: each writes its
// own row first, and looks for the other's then, which it waits for.
func (s *Store) rekey(t *tx, was, is record.Record, subj subject.Subject) error {
	item, ok := s.items(is.Edition, is.Item)
	if !ok || is.State == record.Deleted {
		return nil
	}
	key := intake.Key(item, is, subj, s)
	if key == is.Key || key == intake.Key(item, was, subj, s) {
		return nil
	}
	digest := s.suppression(key)
	var owners []int64
	err := t.Table(recordKeys.name).Where("digest = ?", digest).Pluck("record_id", &owners).Error
	if err != nil {
		return fmt.Errorf("looking for a business key: %w", err)
	}
	if len(owners) == 0 {
		err := recordKeys.insert(t.DB, []recordKeyRow{{Digest: digest, RecordID: is.ID, ActID: t.act}})
		if err != nil {
			return err
		}
		t.rekeyed[is.ID] = &alias{digest, record.NumberOf(s.numberDigest(key), 0)}
		err = t.Table(records.name).Clauses(clause.Locking{Strength: "UPDATE"}).Where("business_key = ?", key[:]).
			Pluck("id", &owners).Error
		if err != nil {
			return fmt.Errorf("looking for a business key: %w", err)
		}
	}
	for _, owner := range owners {
		if owner != is.ID {
			return fault.New(fault.Conflict, "store.fault.key_taken", nil)
		}
	}
	return nil
}

// refuseKnown keeps a record from being entered anew that is there already, and was put
// right to what is reported.
func (s *Store) refuseKnown(t *tx, fresh []*record.Change) error {
	return inChunks(fresh, func(part []*record.Change) error {
		digests := make([][]byte, len(part))
		for i, c := range part {
			digests[i] = s.suppression(c.After.Key)
		}
		var owners []int64
		err := t.Table(recordKeys.name).Clauses(clause.Locking{Strength: "UPDATE"}).Where("digest IN ?", digests).
			Pluck("record_id", &owners).Error
		if err != nil {
			return fmt.Errorf("looking for records that were put right: %w", err)
		}
		if len(owners) > 0 {
			return stale() // the intake asks before it computes: it was put right since
		}
		return nil
	})
}

// putRight adds to what is known those records that were put right to one of the keys.
func (s *Store) putRight(db *gorm.DB, keys []record.Digest, known map[record.Digest]intake.Known) error {
	return inChunks(keys, func(part []record.Digest) error {
		of := make(map[string]record.Digest, len(part))
		digests := make([][]byte, len(part))
		for i, key := range part {
			digests[i] = s.suppression(key)
			of[string(digests[i])] = key
		}
		var rows []recordKeyRow
		err := db.Table(recordKeys.name).Where("digest IN ?", digests).Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return wrapped(err, "reading records that were put right")
		}
		stand, err := s.standing(db, rows)
		if err != nil {
			return err
		}
		for _, row := range rows {
			rec, ok := stand[row.RecordID]
			if !ok {
				return wrapped(missing(), "reading a record that was put right")
			}
			known[of[string(row.Digest)]] = intake.Known{Record: rec}
		}
		return nil
	})
}

// standing are the records of the keys, by row id, as they stand.
func (s *Store) standing(db *gorm.DB, keys []recordKeyRow) (map[int64]record.Record, error) {
	ids := make([]int64, len(keys))
	for i, key := range keys {
		ids[i] = key.RecordID
	}
	var rows []recordRow
	if err := db.Table(records.name).Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading records that were put right: %w", err)
	}
	stand := make(map[int64]record.Record, len(rows))
	for _, row := range rows {
		rec, err := s.recordOf(row)
		if err != nil {
			return nil, err
		}
		stand[row.ID] = rec
	}
	return stand, nil
}

// knownAgain keeps the record known by the keys that the lines of the list name.
func knownAgain(t *tx, rec int64, lines []listed) error {
	for _, line := range lines {
		if line.Known == nil || line.Fate != ledger.Happened {
			continue
		}
		var n int64
		if err := t.Table(recordKeys.name).Where("digest = ?", line.Known.Digest).Count(&n).Error; err != nil {
			return fmt.Errorf("looking for a business key: %w", err)
		}
		if n > 0 {
			continue
		}
		err := recordKeys.insert(t.DB, []recordKeyRow{{Digest: line.Known.Digest, RecordID: rec, ActID: t.act}})
		if err != nil {
			return err
		}
	}
	return nil
}

// forgetKeys takes away the keys by which the record was known beside its own, and
// returns their digests.
func forgetKeys(t *tx, rec int64) ([][]byte, error) {
	var digests [][]byte
	if err := t.Table(recordKeys.name).Where("record_id = ?", rec).Pluck("digest", &digests).Error; err != nil {
		return nil, fmt.Errorf("reading the business keys of a record: %w", err)
	}
	if len(digests) == 0 {
		return nil, nil
	}
	err := t.Table(recordKeys.name).Where("record_id = ?", rec).Delete(&recordKeyRow{}).Error
	return digests, wrapped(err, "forgetting the business keys of a record")
}
