package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/civil"
	"creditportal/internal/ledger"
	"creditportal/internal/vault"
)

// The pace of the sequencer.
const (
	pageOfRows  = 1000
	lookBack    = 10 * time.Minute // how long after others a row may be committed
	signAgain   = 10 * time.Minute // a checkpoint of the same tree, with another time
	keepHistory = 10 * time.Minute // between two checkpoints of the history
)

// chain is the kind of the leaf by which a tree begins with the last checkpoint
// of the one before.
const chain = "C"

// ErrLedger says that what is stored is not what was written: nothing is signed
// until somebody has looked.
var ErrLedger = errors.New("the ledger is not as it was written")

// Ledger makes rows of the logs leaves of a tree, and signs it.
type Ledger struct {
	*Store
	host   string
	signer ledger.Signer
}

// Sequenced is what one round did.
type Sequenced struct {
	Added   int
	Refused []int64 // rows that the portal did not write
	Signed  bool
}

// Ledger returns the ledger that signs in the name of the host.
func (s *Store) Ledger(host string) (*Ledger, error) {
	signer, err := ledger.NewSigner(host, s.vault.SigningKey(vault.Checkpoints))
	if err != nil {
		return nil, fmt.Errorf("preparing to sign checkpoints: %w", err)
	}
	return &Ledger{s, host, signer}, nil
}

// LedgerHost is in whose name checkpoints were signed so far; "" before the first.
func (s *Store) LedgerHost(ctx context.Context) (string, error) {
	var origin string
	err := s.jobs.WithContext(ctx).Table(logHeads.name).Select("origin").Order("tree DESC").Limit(1).Scan(&origin).Error
	host, _, _ := strings.Cut(origin, "/")
	return host, wrapped(err, "reading in whose name the ledger is signed")
}

// Key is the public key by which checkpoints are known.
func (l *Ledger) Key() string { return l.signer.Key() }

// Sequence takes the rows that have no leaf yet, those of the last minutes or
// all, writes their leaves, reads them back, and signs. Of several who do it at
// once one gets through; what one left to do another does.
func (l *Ledger) Sequence(ctx context.Context, now time.Time, all bool) (Sequenced, error) {
	var done Sequenced
	head, err := l.head(ctx, now)
	if err != nil {
		return done, err
	}
	adopting := head.Tree == 1 && head.Signed == 0 // rows of before there were marks
	for _, log := range []ledger.Log{ledger.Looks, ledger.Deeds} {
		from, err := l.from(ctx, log, all || adopting)
		if err != nil {
			return done, err
		}
		for more := true; more; {
			var rows []loggedRow
			rows, err = l.waiting(ctx, log, from)
			if err != nil {
				return done, err
			}
			if more = len(rows) == pageOfRows; len(rows) > 0 {
				from = rows[len(rows)-1].ID
			}
			rows, refused := l.told(rows, adopting)
			done.Refused = append(done.Refused, refused...)
			if err := l.add(ctx, &head, rows); err != nil {
				return done, err
			}
			done.Added += len(rows)
		}
	}
	done.Signed, err = l.sign(ctx, head, now)
	return done, err
}

// from is after which row id the rows without a leaf are looked for.
func (l *Ledger) from(ctx context.Context, log ledger.Log, all bool) (int64, error) {
	if all {
		return 0, nil
	}
	var newest int64
	err := l.jobs.WithContext(ctx).Table(logLeaves.name).Select("COALESCE(MAX(row_id), 0)").
		Where("kind = ?", string(log)).Scan(&newest).Error
	return max(0, newest-idAt(time.UnixMilli(lookBack.Milliseconds()))), wrapped(err, "reading the newest leaf")
}

func (l *Ledger) waiting(ctx context.Context, log ledger.Log, from int64) ([]loggedRow, error) {
	return l.loggedRows(l.jobs.WithContext(ctx), log, pageOfRows,
		"r.id > ? AND NOT EXISTS (SELECT 1 FROM "+logLeaves.name+" l WHERE l.kind = ? AND l.row_id = r.id)",
		from, string(log))
}

// told tells the rows that the portal wrote from those that somebody else did.
func (l *Ledger) told(rows []loggedRow, adopting bool) (ours []loggedRow, refused []int64) {
	for _, row := range rows {
		if l.vault.Marked(vault.LogMarks, row.Leaf(), row.mark) || adopting && len(row.mark) == 0 {
			ours = append(ours, row)
			continue
		}
		refused = append(refused, row.ID)
	}
	return ours, refused
}

// add writes the leaves of the rows and the hashes above them; fault.Stale when
// somebody else did.
func (l *Ledger) add(ctx context.Context, head *treeRow, rows []loggedRow) error {
	if len(rows) == 0 {
		return nil
	}
	leaves := make([]leafRow, len(rows))
	for i, row := range rows {
		hash := ledger.HashOf(row.Leaf())
		leaves[i] = leafRow{Tree: head.Tree, Idx: head.Size + int64(i), Kind: string(row.Log), RowID: row.ID, Hash: hash[:]}
	}
	return l.alone(ctx, func(db *gorm.DB) error { return l.grow(db, head, leaves) })
}

// alone runs a transaction of the sequencer's.
func (l *Ledger) alone(ctx context.Context, do func(*gorm.DB) error) error {
	if l.dialect == liteDialect {
		release, err := l.turn(ctx)
		if err != nil {
			return err
		}
		defer release()
	}
	err := l.jobs.WithContext(ctx).Transaction(do, l.isolation())
	if isUnique(err) {
		return stale()
	}
	return err
}

func (l *Ledger) grow(db *gorm.DB, head *treeRow, leaves []leafRow) error {
	tree := ledger.Grow(head.Size, readHashes(db, head.Tree))
	for _, leaf := range leaves {
		hash, err := ledger.ReadHash(leaf.Hash)
		if err != nil {
			return err
		}
		if err := tree.Add(hash); err != nil {
			return err
		}
	}
	root, err := tree.Root()
	if err != nil {
		return err
	}
	first, fresh := tree.Fresh()
	hashes := make([]hashRow, len(fresh))
	for i, h := range fresh {
		hashes[i] = hashRow{Tree: head.Tree, Idx: first + int64(i), Hash: bytes.Clone(h[:])}
	}
	if err := logLeaves.insert(db, leaves); err != nil {
		return err
	}
	if err := logHashes.insert(db, hashes); err != nil {
		return err
	}
	next := *head
	next.Size, next.Root, next.Version = tree.Size(), root[:], head.Version+1
	if err := moveHead(db, &next, head.Version, "signed", "signed_at", "note"); err != nil {
		return err
	}
	*head = next
	return nil
}

// moveHead writes what moved of the head. What did not is kept rather than
// written again: SQLite reads an empty note back as none.
func moveHead(db *gorm.DB, next *treeRow, was int64, kept ...string) error {
	fixed := append([]string{"tree", "origin", "year"}, kept...)
	return found(logHeads.update(db, next, fixed, "tree = ? AND version = ?", next.Tree, was))
}

// head is the tree that grows: of the year, or of the one in which the last row
// came. The first leaf of a tree is the last checkpoint of the one before.
func (l *Ledger) head(ctx context.Context, now time.Time) (treeRow, error) {
	var rows []treeRow
	if err := l.jobs.WithContext(ctx).Table(logHeads.name).Order("tree DESC").Limit(1).Find(&rows).Error; err != nil {
		return treeRow{}, fmt.Errorf("reading the tree that grows: %w", err)
	}
	year := civil.Of(now).Year()
	if len(rows) > 0 && (rows[0].Year >= year || rows[0].Signed < rows[0].Size) {
		return rows[0], nil
	}
	next := treeRow{
		Tree: 1, Year: year, Origin: fmt.Sprintf("%s/log/%d", l.host, year), Root: []byte{}, Note: []byte{}, Version: 1,
	}
	err := l.alone(ctx, func(db *gorm.DB) error {
		if len(rows) == 0 {
			return logHeads.insert(db, []treeRow{next})
		}
		next.Tree = rows[0].Tree + 1
		if err := logHeads.insert(db, []treeRow{next}); err != nil {
			return err
		}
		hash := ledger.HashOf(rows[0].Note)
		return l.grow(db, &next, []leafRow{{Tree: next.Tree, Kind: chain, RowID: int64(rows[0].Tree), Hash: hash[:]}})
	})
	return next, err
}
