package store

import (
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// suppressionRow keeps a deleted honour from coming back, or lets it again. Rows are
// added to only: of those of a digest the last one counts.
type suppressionRow struct {
	Digest   []byte
	ActID    int64
	RecordID int64 // that was deleted
	Lifted   bool  // at the wish of its subject
}

var suppressions = newTable[suppressionRow]("suppressions")

// suppress keeps what is known by the digests from being collected again.
func suppress(t *tx, rec int64, digests ...[]byte) error {
	rows := make([]suppressionRow, len(digests))
	for i, digest := range digests {
		rows[i] = suppressionRow{Digest: digest, ActID: t.act, RecordID: rec}
	}
	t.keepAway(false, digests...)
	return suppressions.insert(t.DB, rows)
}

// collectAgain lets the honour that was deleted come back, if its provider reports it
// anew: only its subject may wish that (art. 35 ¶2).
func (s *Store) collectAgain(t *tx, rec int64) error {
	var digests [][]byte
	err := t.Table(suppressions.name).Where("record_id = ?", rec).Distinct().Pluck("digest", &digests).Error
	if err != nil {
		return fmt.Errorf("looking for a deleted honour: %w", err)
	}
	t.keepAway(true, digests...)
	rows := make([]suppressionRow, len(digests))
	for i, digest := range digests {
		rows[i] = suppressionRow{Digest: digest, ActID: t.act, RecordID: rec, Lifted: true}
	}
	return suppressions.insert(t.DB, rows)
}

// refuseSuppressed keeps a deleted honour from coming back (art. 35 ¶2).
func (s *Store) refuseSuppressed(t *tx, fresh []*record.Change) error {
	var keys []record.Digest
	for _, c := range fresh {
		keys = append(keys, c.After.Key)
		if twin := intake.Twin(c.After, c.Subject, s); twin != (record.Digest{}) {
			keys = append(keys, twin)
		}
	}
	held, err := s.suppressed(t.DB, keys)
	if err != nil {
		return err
	}
	if len(held) > 0 {
		return stale() // the intake asks before it computes: it was deleted since
	}
	return nil
}

// suppressed says which of the keys are those of honours that must not come back.
func (s *Store) suppressed(db *gorm.DB, keys []record.Digest) (map[record.Digest]bool, error) {
	held := map[record.Digest]bool{}
	byDigest := make(map[string]record.Digest, len(keys))
	digests := make([][]byte, len(keys))
	for i, key := range keys {
		digests[i] = s.suppression(key)
		byDigest[string(digests[i])] = key
	}
	err := inChunks(digests, func(part [][]byte) error {
		var rows []suppressionRow
		err := db.Table(suppressions.name).Where("digest IN ?", part).Order("act_id").Find(&rows).Error
		if err != nil {
			return fmt.Errorf("looking for deleted honours: %w", err)
		}
		for _, row := range rows {
			key := byDigest[string(row.Digest)]
			if held[key] = !row.Lifted; row.Lifted {
				delete(held, key)
			}
		}
		return nil
	})
	return held, err
}
