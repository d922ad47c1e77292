package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"gorm.io/gorm"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
)

// Why a database is shut: nothing is shown from it and nothing is written to it.
var (
	// ErrBehind says that the database lacks what the erasure list has: an older copy
	// was put in its place.
	ErrBehind = errors.New("the database is older than its erasure list")
	// ErrListLost says that the erasure list lacks what the database has: it is gone,
	// or another one is in its place.
	ErrListLost = errors.New("the erasure list is not the one of this database")
)

// Level is how the erasure list and the database stand to each other.
type Level struct {
	File  string
	Lines int64 // of the list
	Lacks int64 // lines that happened and that the database lacks
	Lost  int64 // lines of the database that the list lacks, or has otherwise
	Open  int64 // lines of which nobody has said yet what became of them
}

// err is why a database at this level is shut; nil for one that is not.
func (l Level) err() error {
	switch {
	case l.Lost > 0:
		return ErrListLost
	case l.Lacks > 0:
		return ErrBehind
	}
	return nil
}

// Shut says why nothing may be shown from the database, or written to it; nil where
// all may be. It is one of ErrBehind, ErrListLost and ledger.ErrErasures.
func (s *Store) Shut() error { return s.shut }

// open refuses to write to a database that is shut.
func (s *Store) open() error {
	if s.shut == nil {
		return nil
	}
	return &fault.Error{Kind: fault.Unavailable, Key: "store.fault.shut", Err: s.shut}
}

// openErasures opens the list and holds it against the database. Whatever it finds, the
// store opens: somebody must be able to look, and to put it right.
func (s *Store) openErasures(ctx context.Context, name string) error {
	if name == "" {
		return nil
	}
	newest, err := s.newestErasure(ctx)
	if err != nil {
		return err
	}
	s.erasures, err = ledger.OpenErasures(name, erasureMarks{s.vault}, newest == 0)
	switch {
	case errors.Is(err, os.ErrNotExist):
		s.shut = ErrListLost
		return nil
	case errors.Is(err, ledger.ErrErasures):
		s.shut = err
		return nil
	case err != nil:
		return err
	}
	level, err := s.Level(ctx)
	if err != nil {
		return err
	}
	return s.judge(ctx, level)
}

// judge shuts the database or opens it, as it stands to its list and to the checkpoint
// that is kept outside.
func (s *Store) judge(ctx context.Context, level Level) error {
	why, err := level.err(), error(nil)
	if why == nil {
		why, err = s.rolledBack(ctx)
	}
	if s.shut = why; err != nil || level.Open == 0 {
		return err
	}
	return s.SettleErasures(ctx)
}

// isShut says whether nothing may be written.
func (s *Store) isShut() bool { return s.shut != nil }

func (s *Store) newestErasure(ctx context.Context) (int64, error) {
	var newest int64
	err := s.jobs.WithContext(ctx).Table(erasures.name).Select("COALESCE(MAX(line), 0)").Scan(&newest).Error
	return newest, wrapped(err, "reading the newest line of the erasure list")
}

// Level holds the erasure list against the database; the zero Level without a list.
// What others write meanwhile is not mistaken for a difference: a line is in the list
// before it is in the database, and there before the list says that it happened.
func (s *Store) Level(ctx context.Context) (Level, error) {
	if s.erasures == nil {
		return Level{}, nil
	}
	level := Level{File: s.erasures.Name()}
	newest, err := s.newestErasure(ctx)
	if err != nil {
		return level, err
	}
	rows := &erasurePages{db: s.jobs.WithContext(ctx), newest: newest}
	var absent []int64
	err = s.erasures.Each(func(e ledger.Erasure) error {
		level.Lines++
		if e.Fate == ledger.Intended {
			level.Open++
		}
		row, there, err := rows.at(e.Line)
		switch {
		case err != nil:
			return err
		case there && !row.agrees(e):
			level.Lost++
		case !there && e.Fate == ledger.Happened:
			absent = append(absent, e.Line)
		}
		return nil
	})
	if err != nil {
		return level, err
	}
	more, err := rows.beyond()
	level.Lost += more
	if err != nil {
		return level, err
	}
	level.Lacks, err = s.lacks(ctx, absent)
	return level, err
}

// agrees says whether the database says the same as the list of a line.
func (r erasureRow) agrees(e ledger.Erasure) bool {
	void := r.Text == ""
	return (void || r.Text == e.Text) && (e.Fate == ledger.Intended || void == (e.Fate == ledger.Void))
}

// lacks counts which of the lines the database still lacks.
func (s *Store) lacks(ctx context.Context, lines []int64) (int64, error) {
	n := int64(len(lines))
	err := inChunks(lines, func(some []int64) error {
		var have int64
		err := s.jobs.WithContext(ctx).Table(erasures.name).Where("line IN ?", some).Count(&have).Error
		n -= have
		return err
	})
	return n, wrapped(err, "looking for lines of the erasure list")
}

// erasurePages are the rows of the table in the order of their lines, up to the newest.
type erasurePages struct {
	db     *gorm.DB
	newest int64
	read   int64 // up to which line
	rows   []erasureRow
	more   int64 // rows that nobody asked for
}

// at returns the row of the line; lines are asked for in their order.
func (p *erasurePages) at(line int64) (erasureRow, bool, error) {
	for {
		for len(p.rows) > 0 && p.rows[0].Line < line {
			p.rows, p.more = p.rows[1:], p.more+1
		}
		if len(p.rows) > 0 || p.read >= p.newest {
			break
		}
		if err := p.next(); err != nil {
			return erasureRow{}, false, err
		}
	}
	if len(p.rows) == 0 || p.rows[0].Line != line {
		return erasureRow{}, false, nil
	}
	row := p.rows[0]
	p.rows = p.rows[1:]
	return row, true, nil
}

func (p *erasurePages) next() error {
	p.rows = nil
	err := p.db.Table(erasures.name).Where("line > ? AND line <= ?", p.read, p.newest).Order("line").
		Limit(pageOfRows).Find(&p.rows).Error
	if err != nil {
		return fmt.Errorf("reading lines of the erasure list: %w", err)
	}
	p.read = p.newest
	if len(p.rows) == pageOfRows {
		p.read = p.rows[len(p.rows)-1].Line
	}
	return nil
}

// beyond is how many rows stand for no line that was asked for.
func (p *erasurePages) beyond() (int64, error) {
	for {
		p.more += int64(len(p.rows))
		if p.rows = nil; p.read >= p.newest {
			return p.more, nil
		}
		if err := p.next(); err != nil {
			return 0, err
		}
	}
}

// SettleErasures finds out what became of the lines of which nobody has said it: whoever
// wrote them was stopped before, or is at it. The database decides, by who writes the row
// of the line first: a transaction that lost it is tried again with a line of its own.
func (s *Store) SettleErasures(ctx context.Context) error {
	if s.erasures == nil || s.isShut() {
		return nil
	}
	open, err := s.erasures.Unsettled()
	if err != nil {
		return err
	}
	for _, line := range open {
		fate, err := s.claim(ctx, line)
		if isBusy(err) {
			continue // its transaction is under way
		}
		if err != nil {
			return fmt.Errorf("settling line %d of the erasure list: %w", line, err)
		}
		if err := s.erasures.Settle(fate, line); err != nil {
			return err
		}
	}
	return nil
}

// claim says what became of the line, which it makes void if nothing did yet.
func (s *Store) claim(ctx context.Context, line int64) (ledger.Fate, error) {
	err := s.apart(ctx, func(db *gorm.DB) error { return erasures.insert(db, []erasureRow{{Line: line}}) })
	switch {
	case err == nil:
		return ledger.Void, nil
	case !isUnique(err):
		return 0, err
	}
	var row erasureRow
	if err := s.jobs.WithContext(ctx).Table(erasures.name).Where("line = ?", line).Take(&row).Error; err != nil {
		return 0, err
	}
	if row.Text == "" {
		return ledger.Void, nil
	}
	return ledger.Happened, nil
}

// apart runs a transaction that is no act of anybody.
func (s *Store) apart(ctx context.Context, do func(*gorm.DB) error) error {
	if s.dialect == liteDialect {
		release, err := s.turn(ctx)
		if err != nil {
			return err
		}
		defer release()
	}
	return s.jobs.WithContext(ctx).Transaction(do, s.isolation())
}
