package store

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/ledger"
)

type leafRow struct {
	Tree  int
	Idx   int64
	Kind  string
	RowID int64
	Hash  []byte
}

type hashRow struct {
	Tree int
	Idx  int64
	Hash []byte
}

type treeRow struct {
	Tree     int
	Origin   string
	Year     int
	Size     int64
	Root     []byte
	Signed   int64 // how many of its leaves the newest checkpoint covers
	SignedAt instant
	Note     []byte
	Version  int64
}

type checkpointRow struct {
	Tree int
	Size int64
	At   instant
	Note []byte
}

var (
	logLeaves      = newTable[leafRow]("log_leaves")
	logHashes      = newTable[hashRow]("log_hashes")
	logHeads       = newTable[treeRow]("log_heads")
	logCheckpoints = newTable[checkpointRow]("log_checkpoints")
)

// logged is a row of a log with its mark.
type loggedRow struct {
	ledger.Row
	mark []byte
}

// eventLine is the row as the ledger takes it.
func eventLine(row *eventRow) ledger.Row {
	return ledger.Row{
		Log: ledger.Deeds, ID: row.ID, At: row.At.Time, Made: madeAt(row.ID), Salt: row.Salt,
		Fields: events.fieldsOf(row, ledger.Columns(ledger.Deeds)),
	}
}

// madeAt is when a row id was drawn.
func madeAt(id int64) time.Time { return time.UnixMilli(id >> countBits) }

// idAt is the first row id that could be drawn at the time.
func idAt(at time.Time) int64 { return at.UnixMilli() << countBits }

// loggedRows reads rows of the log by id: those that the condition lets through.
func (s *Store) loggedRows(db *gorm.DB, log ledger.Log, limit int, where string, args ...any) ([]loggedRow, error) {
	var found []loggedRow
	if log == ledger.Deeds {
		var rows []eventRow
		err := db.Table(events.name+" r").Where(where, args...).Order("r.id").Limit(limit).Find(&rows).Error
		for i := range rows {
			found = append(found, loggedRow{eventLine(&rows[i]), rows[i].Mark})
		}
		return found, wrapped(err, "reading events")
	}
	var rows []queryRow
	err := db.Table(queryLog.name+" r").Where(where, args...).Order("r.id").Limit(limit).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, wrapped(err, "reading looks")
	}
	values, err := valuesOf(db, log, rows)
	for i := range rows {
		found = append(found, loggedRow{lookRow(&rows[i], values[rows[i].ID]), rows[i].Mark})
	}
	return found, err
}

// valuesOf reads what the rows say in words, by row.
func valuesOf(db *gorm.DB, log ledger.Log, rows []queryRow) (map[int64][]logValueRow, error) {
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	values := map[int64][]logValueRow{}
	err := inChunks(ids, func(some []int64) error {
		var part []logValueRow
		err := db.Table(logValues.name).Where("kind = ? AND row_id IN ?", string(log), some).
			Order("row_id, field").Find(&part).Error
		for _, v := range part {
			values[v.RowID] = append(values[v.RowID], v)
		}
		return wrapped(err, "reading what looks say in words")
	})
	return values, err
}

// readHashes reads stored hashes of a tree.
func readHashes(db *gorm.DB, tree int) ledger.Read {
	return func(places []int64) ([]ledger.Hash, error) {
		at := map[int64]ledger.Hash{}
		err := inChunks(slices.Clone(places), func(some []int64) error {
			var rows []hashRow
			err := db.Table(logHashes.name).Where("tree = ? AND idx IN ?", tree, some).Find(&rows).Error
			for _, row := range rows {
				h, bad := ledger.ReadHash(row.Hash)
				if bad != nil {
					return fmt.Errorf("hash %d: %w", row.Idx, bad)
				}
				at[row.Idx] = h
			}
			return wrapped(err, "reading hashes")
		})
		if err != nil {
			return nil, err
		}
		found := make([]ledger.Hash, len(places))
		for i, place := range places {
			h, ok := at[place]
			if !ok {
				return nil, fmt.Errorf("hash %d of tree %d is gone", place, tree)
			}
			found[i] = h
		}
		return found, nil
	}
}
