package store

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/ledger"
)

// sign reads back what is not signed yet, hashes it anew and only then signs: a
// tree that was signed unread could never be put right. It says whether there was
// anything to sign.
func (l *Ledger) sign(ctx context.Context, head treeRow, now time.Time) (bool, error) {
	if head.Size == 0 || head.Signed == head.Size && now.Sub(head.SignedAt.Time).Abs() < signAgain {
		return false, nil
	}
	db := l.jobs.WithContext(ctx)
	if err := l.readBack(db, head); err != nil {
		return false, err
	}
	root, err := ledger.Root(head.Size, readHashes(db, head.Tree))
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrLedger, err)
	}
	if !bytes.Equal(root[:], head.Root) {
		return false, fmt.Errorf("%w: the root of tree %d", ErrLedger, head.Tree)
	}
	at := now.UTC().Truncate(time.Second)
	signed, err := l.signer.Sign(ledger.Checkpoint{Origin: head.Origin, Size: head.Size, Root: root, At: at})
	if err != nil {
		return false, err
	}
	next := head
	next.Signed, next.SignedAt, next.Note, next.Version = head.Size, instant{at}, signed, head.Version+1
	err = l.alone(ctx, func(db *gorm.DB) error {
		if err := moveHead(db, &next, head.Version, "size", "root"); err != nil {
			return err
		}
		return l.remember(db, next)
	})
	if err == nil {
		err = l.keepOutside(signed) // after the commit: what is kept there the database has
	}
	return err == nil, err
}

// remember adds the checkpoint to the history, where the last is some time ago.
func (l *Ledger) remember(db *gorm.DB, head treeRow) error {
	var last []checkpointRow
	err := db.Table(logCheckpoints.name).Where("tree = ?", head.Tree).Order("size DESC").Limit(1).Find(&last).Error
	if err != nil {
		return fmt.Errorf("reading the last checkpoint: %w", err)
	}
	if len(last) > 0 && (last[0].Size == head.Size || head.SignedAt.Sub(last[0].At.Time).Abs() < keepHistory) {
		return nil
	}
	kept := checkpointRow{Tree: head.Tree, Size: head.Size, At: head.SignedAt, Note: head.Note}
	return logCheckpoints.insert(db, []checkpointRow{kept})
}

// readBack reads the leaves that are not signed, and their rows, from the
// database, and compares them.
func (l *Ledger) readBack(db *gorm.DB, head treeRow) error {
	for from := head.Signed; from < head.Size; from += pageOfRows {
		var leaves []leafRow
		to := min(from+pageOfRows, head.Size)
		err := db.Table(logLeaves.name).Where("tree = ? AND idx >= ? AND idx < ?", head.Tree, from, to).
			Order("idx").Find(&leaves).Error
		if err != nil {
			return fmt.Errorf("reading leaves back: %w", err)
		}
		if int64(len(leaves)) != to-from {
			return fmt.Errorf("%w: %d leaves from %d", ErrLedger, len(leaves), from)
		}
		for _, log := range []ledger.Log{ledger.Looks, ledger.Deeds} {
			if err := l.same(db, log, leaves); err != nil {
				return err
			}
		}
	}
	return nil
}

// same compares the leaves of the log with their rows.
func (l *Ledger) same(db *gorm.DB, log ledger.Log, leaves []leafRow) error {
	want := map[int64][]byte{}
	var ids []int64
	for _, leaf := range leaves {
		if leaf.Kind == string(log) {
			want[leaf.RowID] = leaf.Hash
			ids = append(ids, leaf.RowID)
		}
	}
	err := inChunks(ids, func(some []int64) error {
		rows, err := l.loggedRows(db, log, len(some), "r.id IN ?", some)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if hash := ledger.HashOf(row.Leaf()); !bytes.Equal(hash[:], want[row.ID]) {
				return fmt.Errorf("%w: row %s/%d", ErrLedger, log, row.ID)
			}
			delete(want, row.ID)
		}
		return nil
	})
	if err == nil && len(want) > 0 {
		err = fmt.Errorf("%w: %d rows of log %s are gone", ErrLedger, len(want), log)
	}
	return err
}
