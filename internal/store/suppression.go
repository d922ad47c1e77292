package store

import (
	"bytes"
	"fmt"
	"slices"

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
// anew: only its subject may wish that (art. 35 ¶2). What keeps another one away too,
// which is still deleted, stays: nothing was wished for that one.
func (s *Store) collectAgain(t *tx, rec int64) error {
	var digests [][]byte
	err := t.Table(suppressions.name).Where("record_id = ?", rec).Distinct().Pluck("digest", &digests).Error
	if err != nil {
		return fmt.Errorf("looking for a deleted honour: %w", err)
	}
	others, err := keptForOthers(t, rec, digests)
	if err != nil {
		return err
	}
	digests = slices.DeleteFunc(digests, func(d []byte) bool {
		return slices.ContainsFunc(others, func(o []byte) bool { return bytes.Equal(d, o) })
	})
	t.keepAway(true, digests...)
	rows := make([]suppressionRow, len(digests))
	for i, digest := range digests {
		rows[i] = suppressionRow{Digest: digest, ActID: t.act, RecordID: rec, Lifted: true}
	}
	return suppressions.insert(t.DB, rows)
}

// keptForOthers are those of the digests that keep another honour away, of which nothing
// was lifted since it was deleted.
func keptForOthers(t *tx, rec int64, digests [][]byte) ([][]byte, error) {
	// what a replay wrote, of a record that is gone, is its own alone
	const lifted = "SELECT 1 FROM suppressions o JOIN suppressions l ON l.digest = o.digest " +
		"WHERE o.record_id = s.record_id AND (o.record_id <> 0 OR o.digest = s.digest) " +
		"AND l.lifted = ? AND l.act_id > s.act_id"
	var others [][]byte
	err := t.Table(suppressions.name+" s").Where("s.digest IN ? AND s.record_id <> ? AND s.lifted = ? "+
		"AND NOT EXISTS ("+lifted+")", digests, rec, false, true).Distinct().Pluck("s.digest", &others).Error
	return others, wrapped(err, "looking for another deleted honour")
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
