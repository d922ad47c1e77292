package store

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"creditportal/internal/audit"
)

// Setting is the name of a single value that belongs to the database.
type Setting string

// The settings of the portal as built so far.
const (
	DemoMark    Setting = "demo.mark"      // set in a database of synthetic data; serve refuses it
	DemoFirst   Setting = "demo.first"     // the day a demo's data are anchored to, 2006-01-02
	DemoCases   Setting = "demo.cases"     // set once its objections are played
	DemoOffset  Setting = "demo.offset"    // how far a demo's clock is moved, as time.Duration prints
	BooksDigest Setting = "books.digest"   // digest of the books that last days were computed from
	Counted     Setting = "clocks.counted" // version of the calendar that running limits were counted by
	HighestDay  Setting = "clock.highest"  // highest legal day served, 2006-01-02
)

type settingRow struct {
	Name  string
	Value string
}

const settingsTable = "settings"

// Setting returns the value of a setting, "" when it is not set.
func (s *Store) Setting(ctx context.Context, name Setting) (string, error) {
	var rows []settingRow
	err := s.private.WithContext(ctx).Table(settingsTable).Where("name = ?", string(name)).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return "", wrapped(err, "reading setting %s", name)
	}
	return rows[0].Value, nil
}

// Set keeps the values of settings, with the event that says why.
func (s *Store) Set(ctx context.Context, values map[Setting]string, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error { return t.set(values) })
}

// SetHighestDay keeps the highest legal day served. It is no act of anybody,
// so it leaves no event; a day that is not higher changes nothing. An officer
// who sets it back after the clock went wrong does so by Set.
func (s *Store) SetHighestDay(ctx context.Context, today string) error {
	err := s.jobs.WithContext(ctx).Table(settingsTable).Clauses(clause.OnConflict{DoNothing: true}).
		Create(&settingRow{Name: string(HighestDay), Value: today}).Error
	if err != nil {
		return fmt.Errorf("keeping the highest day: %w", err)
	}
	err = s.jobs.WithContext(ctx).Table(settingsTable).Where("name = ? AND value < ?", string(HighestDay), today).
		Updates(map[string]any{"value": today}).Error
	return wrapped(err, "keeping the highest day")
}

func (t *tx) set(values map[Setting]string) error {
	for name, value := range values {
		err := t.Table(settingsTable).Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "name"}}, DoUpdates: clause.AssignmentColumns([]string{"value"}),
		}).Create(&settingRow{Name: string(name), Value: value}).Error
		if err != nil {
			return fmt.Errorf("keeping setting %s: %w", name, err)
		}
	}
	return nil
}

// wrapped is nil for nil, otherwise err with what was being done.
func wrapped(err error, doing string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(doing+": %w", append(args, err)...)
}
