package store

import (
	"context"
	"fmt"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/intake"
	"creditportal/internal/law"
	"creditportal/internal/monitor"
	"creditportal/internal/notice"
)

var _ monitor.Store = (*Store)(nil)

// Ran groups the limits of the kinds that were due in the span of days.
func (s *Store) Ran(ctx context.Context, kinds []law.Clock, from, to civil.Date) ([]monitor.Ran, error) {
	var rows []struct {
		Provider  string
		Name      string
		DayZero   day
		DueOn     day
		StoppedOn day
		Count     int
	}
	err := s.private.WithContext(ctx).Table("clocks c").Joins("JOIN items i ON i.id = c.item_id").
		Select("i.provider, c.name, c.day_zero, c.due_on, c.stopped_on, COUNT(*) AS count").
		Where("c.name IN ? AND c.due_on >= ? AND c.due_on <= ? AND c.voided = ?", kinds, day{from}, day{to}, false).
		Group("i.provider, c.name, c.day_zero, c.due_on, c.stopped_on").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading how limits were kept: %w", err)
	}
	list := make([]monitor.Ran, len(rows))
	for i, row := range rows {
		list[i] = monitor.Ran{
			Provider: row.Provider, Clock: law.Clock(row.Name), Start: row.DayZero.Date, Due: row.DueOn.Date,
			StoppedOn: row.StoppedOn.Date, Count: row.Count,
		}
	}
	return list, nil
}

// Health reads the state of the data and of the post on the moment at.
func (s *Store) Health(ctx context.Context, at time.Time) (monitor.Health, error) {
	var h monitor.Health
	db := s.private.WithContext(ctx)
	var last []struct {
		Provider string
		At       instant
	}
	err := db.Table(batches.name).Select("provider, MAX(received_at) AS at").
		Where("state <> ?", string(intake.Withdrawn)).Group("provider").Find(&last).Error
	if err != nil {
		return h, fmt.Errorf("reading when providers last reported: %w", err)
	}
	for _, row := range last {
		h.Reports = append(h.Reports, monitor.Report{Provider: row.Provider, At: row.At.Time})
	}
	for _, c := range []struct {
		into  *int
		table string
		where string
		arg   any
	}{
		{&h.HeldRows, intakeRows.name, "outcome = ?", string(intake.Held)},
		{&h.Waiting, outbox.name, "due_at <= ?", instant{at}},
		{&h.GivenUp, outbox.name, "outcome = ?", string(notice.GivenUp)},
		{&h.Years, calendars.name, "confirmed_at IS NULL AND entered_at <= ?", instant{at}},
	} {
		var n int64
		if err := db.Table(c.table).Where(c.where, c.arg).Count(&n).Error; err != nil {
			return h, fmt.Errorf("counting %s: %w", c.table, err)
		}
		*c.into = int(n)
	}
	today := civil.Of(at)
	var n int64
	err = db.Table(records.name).Where("disclosed_until >= ? AND disclosed_until <= ? AND public_on IS NOT NULL",
		day{today}, day{today.AddDays(monitor.EndingSoon)}).Count(&n).Error
	h.Ending = int(n)
	return h, wrapped(err, "counting records that end soon")
}
