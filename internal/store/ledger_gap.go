package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/ledger"
	"creditportal/internal/vault"
)

type gapRow struct {
	Tree int
	Text []byte
}

var logGaps = newTable[gapRow]("log_gaps")

// CheckpointSuffix is what the name of the file adds to that of the erasure list that
// holds the newest checkpoint.
const CheckpointSuffix = ".checkpoint"

// outside is the file that holds the newest checkpoint beside the erasure list: outside
// the database and its backups. Empty: none is kept.
func (s *Store) outside() string {
	if s.erasures == nil {
		return ""
	}
	return s.erasures.Name() + CheckpointSuffix
}

// keepOutside puts the checkpoint where a restored backup does not reach.
func (s *Store) keepOutside(note []byte) error {
	name := s.outside()
	if name == "" {
		return nil
	}
	file, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("keeping the newest checkpoint: %w", err)
	}
	_, err = file.Write(note)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("keeping the newest checkpoint: %w", errors.Join(err, os.Remove(file.Name())))
	}
	return ledger.SyncDir(filepath.Dir(name))
}

// keptOutside returns the checkpoint that keepOutside kept; false for none.
func (s *Store) keptOutside() (ledger.Checkpoint, bool, error) {
	name := s.outside()
	if name == "" {
		return ledger.Checkpoint{}, false, nil
	}
	note, err := os.ReadFile(filepath.Clean(name))
	if errors.Is(err, os.ErrNotExist) {
		return ledger.Checkpoint{}, false, nil
	}
	if err != nil {
		return ledger.Checkpoint{}, false, fmt.Errorf("reading the newest checkpoint: %w", err)
	}
	c, err := s.readCheckpoint(note)
	return c, err == nil, err
}

// readCheckpoint opens a checkpoint that this portal signed.
func (s *Store) readCheckpoint(note []byte) (ledger.Checkpoint, error) {
	host, _, _ := strings.Cut(string(note), "/")
	signer, err := ledger.NewSigner(host, s.vault.SigningKey(vault.Checkpoints))
	if err != nil {
		return ledger.Checkpoint{}, ledger.ErrCheckpoint
	}
	keys, err := ledger.ReadKeys(signer.Key())
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	c, _, err := keys.Open(note)
	return c, err
}

// lostLeaves are the ranges that checkpoints speak of and the database has no more, and
// that no gap declares.
func (s *Store) lostLeaves(ctx context.Context, known []ledger.Checkpoint) ([]ledger.Lost, error) {
	db := s.jobs.WithContext(ctx)
	var heads []treeRow
	if err := db.Table(logHeads.name).Order("tree").Find(&heads).Error; err != nil {
		return nil, fmt.Errorf("reading trees: %w", err)
	}
	gaps, err := gapsOf(db)
	if err != nil {
		return nil, err
	}
	sizes := map[string]int64{}
	for _, h := range heads {
		sizes[h.Origin] = h.Size
	}
	most := map[string]int64{}
	for _, c := range known {
		most[c.Origin] = max(most[c.Origin], c.Size)
	}
	var lost []ledger.Lost
	for origin, size := range most {
		has := sizes[origin]
		covered := false
		for _, text := range gaps {
			g, err := ledger.ReadGap(text)
			covered = covered || err == nil && g.Covers(origin, has, size)
		}
		if size > has && !covered {
			lost = append(lost, ledger.Lost{Origin: origin, From: has, To: size})
		}
	}
	return lost, nil
}

// gapsOf reads the declared gaps, by tree.
func gapsOf(db *gorm.DB) (map[int][]byte, error) {
	var rows []gapRow
	if err := db.Table(logGaps.name).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading declared gaps: %w", err)
	}
	texts := map[int][]byte{}
	for _, row := range rows {
		texts[row.Tree] = row.Text
	}
	return texts, nil
}

// Declare begins a tree that says which leaves were lost with the database that a backup
// took the place of, as far as the newest checkpoint that was kept outside and the given
// ones tell, and signs it. It signs what is left of the tree before. Nothing lost is
// nothing to declare; what was declared is not declared again.
func (l *Ledger) Declare(ctx context.Context, notes [][]byte, e audit.Event) ([]ledger.Lost, error) {
	known, err := l.known(notes)
	if err != nil {
		return nil, err
	}
	lost, err := l.lostLeaves(ctx, known)
	if err != nil || len(lost) == 0 {
		return nil, err
	}
	if err := l.signRest(ctx, e.At); err != nil {
		return nil, err
	}
	next, err := l.nextTree(ctx, e.At)
	if err != nil {
		return nil, err
	}
	gap := ledger.Gap{Origin: next.Origin, At: e.At.UTC().Truncate(time.Second), Lost: lost}
	text := gap.Text()
	hash := ledger.HashOf(text)
	err = l.persist(ctx, e, func(t *tx) error {
		if err := logHeads.insert(t.DB, []treeRow{next}); err != nil {
			return err
		}
		if err := logGaps.insert(t.DB, []gapRow{{next.Tree, text}}); err != nil {
			return err
		}
		return l.grow(t.DB, &next, []leafRow{{
			Tree: next.Tree, Kind: string(ledger.GapLog), RowID: int64(next.Tree), Hash: hash[:],
		}})
	})
	if err != nil {
		return nil, err
	}
	_, err = l.sign(ctx, next, e.At)
	return lost, err
}

// known are the checkpoints that somebody kept.
func (l *Ledger) known(notes [][]byte) ([]ledger.Checkpoint, error) {
	kept, have, err := l.keptOutside()
	if err != nil {
		return nil, err
	}
	var all []ledger.Checkpoint
	if have {
		all = append(all, kept)
	}
	for _, note := range notes {
		c, err := l.readCheckpoint(note)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// signRest signs what a restored tree has: it is the beginning of the one that was lost.
func (l *Ledger) signRest(ctx context.Context, now time.Time) error {
	var rows []treeRow
	err := l.jobs.WithContext(ctx).Table(logHeads.name).Order("tree DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 || rows[0].Signed == rows[0].Size {
		return wrapped(err, "reading the newest tree")
	}
	_, err = l.sign(ctx, rows[0], now)
	return err
}

// nextTree is a tree to follow those there are, before it is begun.
func (l *Ledger) nextTree(ctx context.Context, now time.Time) (treeRow, error) {
	var last int
	err := l.jobs.WithContext(ctx).Table(logHeads.name).Select("COALESCE(MAX(tree), 0)").Scan(&last).Error
	if err != nil {
		return treeRow{}, fmt.Errorf("reading the newest tree: %w", err)
	}
	year := civil.Of(now).Year()
	return treeRow{
		Tree: last + 1, Year: year, Root: []byte{}, Note: []byte{}, Version: 1,
		Origin: fmt.Sprintf("%s/log/%d/restored-%d", l.host, year, now.Unix()),
	}, nil
}
