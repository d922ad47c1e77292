package store

import (
	"context"
	"fmt"

	"creditportal/internal/audit"
	"creditportal/internal/calendar"
)

type calendarRow struct {
	Year        int
	Edition     int
	Source      string
	EnteredBy   int64
	EnteredName string
	EnteredAt   instant
	ConfirmedBy string
	ConfirmedAt instant
}

var calendars = newTable[calendarRow]("calendars")

// Calendars lists every arrangement of holidays that was entered, by year and
// edition.
func (s *Store) Calendars(ctx context.Context) ([]calendar.Entry, error) {
	var rows []calendarRow
	if err := s.private.WithContext(ctx).Table(calendars.name).Order("year, edition").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing calendars: %w", err)
	}
	list := make([]calendar.Entry, len(rows))
	for i, r := range rows {
		list[i] = calendar.Entry{
			Year: r.Year, Edition: r.Edition, Source: r.Source, By: r.EnteredBy, ByName: r.EnteredName,
			EnteredAt: r.EnteredAt.Time, ConfirmedBy: r.ConfirmedBy, ConfirmedAt: r.ConfirmedAt.Time,
		}
	}
	return list, nil
}

// EnterCalendar keeps an entry that waits; whatever waited before makes way.
func (s *Store) EnterCalendar(ctx context.Context, e calendar.Entry, event audit.Event) error {
	return s.write(ctx, event, func(t *tx) error {
		if err := t.Table(calendars.name).Where("confirmed_at IS NULL").Delete(&calendarRow{}).Error; err != nil {
			return fmt.Errorf("making way for a calendar: %w", err)
		}
		return calendars.insert(t.DB, []calendarRow{{
			Year: e.Year, Edition: e.Edition, Source: e.Source, EnteredBy: e.By, EnteredName: e.ByName,
			EnteredAt: instant{e.EnteredAt},
		}})
	})
}

// ConfirmCalendar brings the waiting entry into force for every process.
func (s *Store) ConfirmCalendar(ctx context.Context, e calendar.Entry, event audit.Event) error {
	return s.write(ctx, event, func(t *tx) error {
		t.shown = true
		done := t.Table(calendars.name).
			Where("year = ? AND edition = ? AND source = ? AND confirmed_at IS NULL", e.Year, e.Edition, e.Source).
			Updates(map[string]any{"confirmed_by": e.ConfirmedBy, "confirmed_at": instant{e.ConfirmedAt}})
		if done.Error == nil && done.RowsAffected == 0 {
			return stale()
		}
		return wrapped(done.Error, "confirming a calendar")
	})
}

// DropCalendar forgets a waiting entry.
func (s *Store) DropCalendar(ctx context.Context, e calendar.Entry, event audit.Event) error {
	return s.write(ctx, event, func(t *tx) error {
		gone := t.Table(calendars.name).
			Where("year = ? AND edition = ? AND source = ? AND confirmed_at IS NULL", e.Year, e.Edition, e.Source).
			Delete(&calendarRow{})
		if gone.Error == nil && gone.RowsAffected == 0 {
			return stale()
		}
		return wrapped(gone.Error, "dropping a calendar")
	})
}
