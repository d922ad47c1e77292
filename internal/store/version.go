package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
)

type changeRow struct {
	Version   int64
	RecordID  int64
	SubjectID int64
}

var changes = newTable[changeRow]("changes")

// publish ends a transaction that changed what the public sees, or by which
// catalog and under which provider it sees it: the data version rises and the
// changed records are named under it. The row of the version is locked from here to the
// commit, so versions are committed in their order; nothing but the naming lies
// between.
func (s *Store) publish(t *tx) error {
	if len(t.touched) == 0 && !t.shown {
		return nil
	}
	version, err := t.raiseVersion()
	if err != nil {
		return fmt.Errorf("raising the data version: %w", err)
	}
	for i := range t.touched {
		t.touched[i].Version = version
	}
	return changes.insert(t.DB, t.touched)
}

// raiseVersion counts the data version up and returns it; the time of the last
// change never goes back.
func (t *tx) raiseVersion() (int64, error) {
	at := instant{t.at}
	version, found, err := t.countUp("data_version", "version",
		", changed_at = CASE WHEN changed_at > ? THEN changed_at ELSE ? END", "id = 1", at, at)
	if err == nil && !found {
		err = errors.New("the database has no version")
	}
	return version, err
}

// Stand is where the data stand: the number of the last change of what the
// public sees, and when it was made; the zero time before the first. Expiry does
// not move them: the day is part of every question.
type Stand struct {
	Version int64
	At      time.Time
}

// Stand returns where the data stand.
func (s *Store) Stand(ctx context.Context) (Stand, error) {
	return dataStand(s.public.WithContext(ctx))
}

// DataVersion returns the number of the last change of what the public sees.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	stand, err := s.Stand(ctx)
	return stand.Version, err
}

// dataStand reads number and time in one statement, so that they belong together.
func dataStand(db *gorm.DB) (Stand, error) {
	var stand Stand
	var at instant
	err := db.Raw("SELECT version, changed_at FROM data_version WHERE id = 1").Row().Scan(&stand.Version, &at)
	stand.At = at.Time
	return stand, wrapped(err, "reading the data version")
}

// moveLastDays brings public_until of the touched subjects up to date: raised
// where records came, counted again where one may have gone.
func (t *tx) moveLastDays() error {
	var ids []int64
	for id := range t.raised {
		if !t.recount[id] {
			ids = append(ids, id)
		}
	}
	if err := inChunks(ids, t.raise); err != nil {
		return fmt.Errorf("raising the last public day: %w", err)
	}
	for id := range t.recount {
		err := t.Exec("UPDATE subjects SET public_until = (SELECT MAX(r.disclosed_until) FROM records r "+
			"WHERE r.subject_id = subjects.id AND r.public_on IS NOT NULL) WHERE id = ?", id).Error
		if err != nil {
			return fmt.Errorf("counting the last public day: %w", err)
		}
	}
	return nil
}

// raise moves the last day of those subjects that it does not reach yet, in
// one statement: an import touches hundreds at once.
func (t *tx) raise(ids []int64) error {
	var rows []subjectRow
	if err := t.Table(subjects.name).Select("id", "public_until").Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return err
	}
	var short []int64
	var args []any
	for _, row := range rows {
		if last := t.raised[row.ID]; row.PublicUntil.Before(last) {
			short = append(short, row.ID)
			args = append(args, row.ID, day{last})
		}
	}
	if len(short) == 0 {
		return nil
	}
	text := "UPDATE subjects SET public_until = CASE id" + strings.Repeat(" WHEN ? THEN ?", len(short)) +
		" END WHERE id IN ?"
	return t.Exec(text, append(args, short)...).Error
}

// chunkSize is how many values one IN takes.
const chunkSize = 500

// inChunks calls do with at most chunkSize values at a time.
func inChunks[V any](values []V, do func([]V) error) error {
	for len(values) > 0 {
		n := min(chunkSize, len(values))
		if err := do(values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}
