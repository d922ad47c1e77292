package store

import (
	"context"
	"fmt"

	"creditportal/internal/ledger"
)

// Heads returns the trees, the oldest first.
func (l *Ledger) Heads(ctx context.Context) ([]ledger.Head, error) {
	var rows []treeRow
	err := l.jobs.WithContext(ctx).Table(logHeads.name).Order("tree").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading trees: %w", err)
	}
	gaps, err := gapsOf(l.jobs.WithContext(ctx))
	heads := make([]ledger.Head, len(rows))
	for i, row := range rows {
		heads[i] = ledger.Head{Origin: row.Origin, Checkpoint: row.Note, Gap: gaps[row.Tree]}
	}
	return heads, err
}

// Leaves gives the leaves of the tree by index.
func (l *Ledger) Leaves(ctx context.Context, origin string, see func(ledger.Leaf) error) error {
	rows, err := l.jobs.WithContext(ctx).Raw("SELECT l.idx, l.kind, l.row_id, l.hash FROM "+logLeaves.name+" l JOIN "+
		logHeads.name+" h ON h.tree = l.tree WHERE h.origin = ? ORDER BY l.idx", origin).Rows()
	if err != nil {
		return fmt.Errorf("reading leaves: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	for rows.Next() {
		var leaf ledger.Leaf
		var hash []byte
		if err := rows.Scan(&leaf.Index, &leaf.Log, &leaf.Row, &hash); err != nil {
			return fmt.Errorf("reading leaves: %w", err)
		}
		leaf.Hash, _ = ledger.ReadHash(hash) // what is no hash is found wrong
		if err := see(leaf); err != nil {
			return err
		}
	}
	return wrapped(rows.Err(), "reading leaves")
}

// Hashes gives the stored hashes of the tree by place.
func (l *Ledger) Hashes(ctx context.Context, origin string, see func(int64, ledger.Hash) error) error {
	rows, err := l.jobs.WithContext(ctx).Raw("SELECT s.idx, s.hash FROM "+logHashes.name+" s JOIN "+
		logHeads.name+" h ON h.tree = s.tree WHERE h.origin = ? ORDER BY s.idx", origin).Rows()
	if err != nil {
		return fmt.Errorf("reading hashes: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	for rows.Next() {
		var place int64
		var raw []byte
		if err := rows.Scan(&place, &raw); err != nil {
			return fmt.Errorf("reading hashes: %w", err)
		}
		hash, _ := ledger.ReadHash(raw)
		if err := see(place, hash); err != nil {
			return err
		}
	}
	return wrapped(rows.Err(), "reading hashes")
}

// Rows gives the rows of the log by id.
func (l *Ledger) Rows(ctx context.Context, log ledger.Log, see func(ledger.Row) error) error {
	for from := int64(-1); ; {
		rows, err := l.loggedRows(l.jobs.WithContext(ctx), log, pageOfRows, "r.id > ?", from)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if err := see(row.Row); err != nil {
				return err
			}
		}
		from = rows[len(rows)-1].ID
	}
}
