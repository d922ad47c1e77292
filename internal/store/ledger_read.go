package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
)

var _ ledger.Source = (*Ledger)(nil)

// Standing returns where the ledger stands; the zero Standing before the first
// row came in.
func (l *Ledger) Standing(ctx context.Context) (ledger.Standing, error) {
	db := l.jobs.WithContext(ctx)
	var rows []treeRow
	if err := db.Table(logHeads.name).Order("tree DESC").Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return ledger.Standing{}, wrapped(err, "reading where the ledger stands")
	}
	head := rows[0]
	standing := ledger.Standing{
		Origin: head.Origin, Size: head.Size, Signed: head.Signed, SignedAt: head.SignedAt.Time, Note: head.Note,
	}
	for _, log := range []ledger.Log{ledger.Looks, ledger.Deeds} {
		from, err := l.from(ctx, log, false)
		if err != nil {
			return ledger.Standing{}, err
		}
		rows, err := l.waiting(ctx, log, from)
		if err != nil {
			return ledger.Standing{}, err
		}
		for _, row := range rows {
			if standing.Waiting.IsZero() || row.Made.Before(standing.Waiting) {
				standing.Waiting = row.Made
			}
		}
	}
	return standing, nil
}

// Checkpoint returns the newest checkpoint; fault.NotFound before the first.
func (l *Ledger) Checkpoint(ctx context.Context) ([]byte, error) {
	var rows []treeRow
	newest := l.public.WithContext(ctx).Table(logHeads.name).Where("signed > 0").Order("tree DESC")
	if err := newest.Limit(1).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading the newest checkpoint: %w", err)
	}
	if len(rows) == 0 {
		return nil, missing()
	}
	return rows[0].Note, nil
}

// History returns checkpoints that were given away, the newest first.
func (l *Ledger) History(ctx context.Context, limit int) ([]ledger.Given, error) {
	var list []ledger.Given
	rows, err := l.public.WithContext(ctx).Raw("SELECT h.origin, c.size, c.at, c.note FROM "+logCheckpoints.name+
		" c JOIN "+logHeads.name+" h ON h.tree = c.tree ORDER BY c.tree DESC, c.size DESC LIMIT ?", limit).Rows()
	if err != nil {
		return nil, fmt.Errorf("reading checkpoints: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	for rows.Next() {
		var g ledger.Given
		var at instant
		if err := rows.Scan(&g.Origin, &g.Size, &at, &g.Note); err != nil {
			return nil, fmt.Errorf("reading checkpoints: %w", err)
		}
		g.At = at.Time
		list = append(list, g)
	}
	return list, wrapped(rows.Err(), "reading checkpoints")
}

// ReceiptOf proves that the look with the public id is in the log, by the newest
// checkpoint; fault.NotFound for none, fault.Busy while its leaf is not signed
// for yet.
func (l *Ledger) ReceiptOf(ctx context.Context, publicID string) (ledger.Receipt, error) {
	var receipt ledger.Receipt
	err := Flows{l.Store}.snapshot(ctx, func(db *gorm.DB) error {
		rows, err := l.loggedRows(db, ledger.Looks, 1, "r.public_id = ?", publicID)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return missing()
		}
		receipt, err = l.prove(db, rows[0].Row)
		return err
	})
	return receipt, err
}

func (l *Ledger) prove(db *gorm.DB, row ledger.Row) (ledger.Receipt, error) {
	pending := fault.New(fault.Busy, "ledger.fault.pending", nil)
	var leaves []leafRow
	err := db.Table(logLeaves.name).Where("kind = ? AND row_id = ?", string(row.Log), row.ID).Limit(1).Find(&leaves).Error
	if err != nil {
		return ledger.Receipt{}, fmt.Errorf("reading a leaf: %w", err)
	}
	if len(leaves) == 0 {
		return ledger.Receipt{}, pending
	}
	var heads []treeRow
	if err := db.Table(logHeads.name).Where("tree = ?", leaves[0].Tree).Find(&heads).Error; err != nil {
		return ledger.Receipt{}, fmt.Errorf("reading a tree: %w", err)
	}
	if len(heads) == 0 || heads[0].Signed <= leaves[0].Idx {
		return ledger.Receipt{}, pending
	}
	proof, err := ledger.Prove(heads[0].Signed, leaves[0].Idx, readHashes(db, leaves[0].Tree))
	return ledger.Receipt{
		Index: leaves[0].Idx, Number: row.Open("public_id"), Leaf: row.Leaf(), Proof: proof, Checkpoint: heads[0].Note,
	}, err
}

// Growth proves that the tree of the origin with so many leaves now begins with
// that of so many then; fault.NotFound for a tree that there is none of, or that
// is not signed so far.
func (l *Ledger) Growth(ctx context.Context, origin string, now, then int64) ([]ledger.Hash, error) {
	var heads []treeRow
	db := l.public.WithContext(ctx)
	if err := db.Table(logHeads.name).Where("origin = ?", origin).Limit(1).Find(&heads).Error; err != nil {
		return nil, fmt.Errorf("reading a tree: %w", err)
	}
	if len(heads) == 0 || now > heads[0].Signed || then < 1 || then > now {
		return nil, missing()
	}
	return ledger.ProveGrowth(now, then, readHashes(db, heads[0].Tree))
}
