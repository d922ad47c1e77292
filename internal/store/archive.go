package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/monitor"
	"creditportal/internal/record"
)

// Archive moves records whose last day is over on the day today to the archive, each
// with its line in the trail, the earliest first and at most most of them; it takes
// back those that a wrong clock had moved too early. What may be seen does not wait
// for it: the day decides that in every read. It returns how many it found. Of many
// who do it at once each record has one who moves it; who is interrupted is followed
// by the next.
func (s *Store) Archive(ctx context.Context, today civil.Date, at time.Time, most int) (int, error) {
	over, err := s.leave(ctx, audit.RecordExpired, today, at, most, "archived_on IS NULL AND disclosed_until < ?",
		func(r recordRow) day { return day{r.DisclosedUntil.AddDays(1)} })
	if err != nil || over == most {
		return over, err
	}
	early, err := s.leave(ctx, audit.RecordReturned, today, at, most-over, "archived_on > ?",
		func(recordRow) day { return day{} })
	return over + early, err
}

// leave sets the day on which records of which where holds are in the archive.
func (s *Store) leave(
	ctx context.Context, did audit.Act, today civil.Date, at time.Time, most int, where string, on func(recordRow) day,
) (int, error) {
	var rows []recordRow
	err := s.jobs.WithContext(ctx).Table(records.name).Where(where, day{today}).Where("state = ?", string(record.Active)).
		Order("archived_on, disclosed_until, id").Limit(most).Find(&rows).Error
	if err != nil {
		return 0, fmt.Errorf("looking for what is over: %w", err)
	}
	for _, row := range rows {
		event := audit.Event{
			Did: did, On: "record/" + row.Number, By: actor.System(), At: at, Reason: row.GovernedBy,
			Op: fmt.Sprintf("%s/%d/%d", did, row.ID, s.ids.next(1)), // it may go and come back; the row guards it
		}
		err := s.write(ctx, event, func(t *tx) error { return s.shelve(t, row, on(row)) })
		if err != nil && !fault.Is(err, fault.Stale) { // somebody else did it, or it is not what it was
			return 0, fmt.Errorf("moving a record to the archive: %w", err)
		}
	}
	return len(rows), nil
}

// Endings counts the records that have their last day in the span, by day and rule,
// the earliest first.
func (s *Store) Endings(ctx context.Context, in monitor.Span) ([]monitor.Ending, error) {
	var rows []struct {
		DisclosedUntil day
		GovernedBy     string
		Count          int
	}
	err := s.ending(ctx, in).Select("disclosed_until, governed_by, COUNT(*) AS count").
		Group("disclosed_until, governed_by").Order("disclosed_until, governed_by").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("counting what leaves display: %w", err)
	}
	list := make([]monitor.Ending, len(rows))
	for i, r := range rows {
		list[i] = monitor.Ending{Last: r.DisclosedUntil.Date, GovernedBy: r.GovernedBy, Count: r.Count}
	}
	return list, nil
}

// Leaving names up to most of the records that have their last day in the span, the
// earliest first.
func (s *Store) Leaving(ctx context.Context, in monitor.Span, most int) ([]monitor.Leaving, error) {
	var rows []struct {
		Number, Item, Edition, Provider, GovernedBy string
		PublicOn, DisclosedUntil                    day
	}
	err := s.ending(ctx, in).Select("number, item, edition, provider, public_on, disclosed_until, governed_by").
		Order("disclosed_until, id").Limit(most).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("naming what leaves display: %w", err)
	}
	list := make([]monitor.Leaving, len(rows))
	for i, r := range rows {
		list[i] = monitor.Leaving{
			Number: record.Number(r.Number), Item: r.Item, Edition: r.Edition, Provider: r.Provider,
			Public: !r.PublicOn.IsZero(), Last: r.DisclosedUntil.Date, GovernedBy: r.GovernedBy,
		}
	}
	return list, nil
}

// ending is the query of active records that have their last day in the span.
func (s *Store) ending(ctx context.Context, in monitor.Span) *gorm.DB {
	db := s.private.WithContext(ctx).Table(records.name).Where("archived_on IS NULL AND disclosed_until BETWEEN ? AND ?",
		day{in.From}, day{in.To}).Where("state = ?", string(record.Active))
	if in.Unit != "" {
		db = db.Where("provider = ?", in.Unit)
	}
	return db
}
