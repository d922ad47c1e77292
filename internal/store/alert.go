package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/monitor"
)

type alertRow struct {
	ID       int64
	PublicID string
	Sign     string
	Account  int64 // zero: nobody known
	LookedOn day
	Look     string // public id; "" for a day of looks
	Looks    int
	Usual    int
	RaisedAt instant
	ClosedAt instant
	ClosedBy string
	Sealed   []byte // JSON of alertDoc
	Version  int
}

// alertDoc is what was found.
type alertDoc struct {
	Words   string `json:"words"`
	Finding string `json:"finding,omitempty"`
}

var (
	alerts = newTable[alertRow]("alerts")

	_ monitor.AlertStore = (*Store)(nil)
	_ monitor.LookStore  = (*Store)(nil)
)

// Looked counts what each member of staff looked at on the day, and in the night
// before it. Looks about nobody, at lists and at the log itself, are not counted.
func (s *Store) Looked(ctx context.Context, on civil.Date) ([]monitor.Looked, error) {
	var rows []struct {
		ActorAccount int64
		Subjects     int
		Night        int
	}
	hour := func(n int) instant { return instant{on.Start().Add(time.Duration(n) * time.Hour)} }
	const day = 24
	err := s.looksOfStaff(ctx, hour(monitor.NightFrom-day), hour(day)).
		Select("actor_account, COUNT(DISTINCT CASE WHEN at >= ? THEN subject_id END) AS subjects, "+
			"SUM(CASE WHEN at < ? THEN 1 ELSE 0 END) AS night", hour(0), hour(monitor.NightUntil)).
		Group("actor_account").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("counting looks: %w", err)
	}
	list := make([]monitor.Looked, len(rows))
	for i, row := range rows {
		list[i] = monitor.Looked{Account: row.ActorAccount, Day: on, Subjects: row.Subjects, Night: row.Night}
	}
	return list, nil
}

// looksOfStaff are the looks of staff at data subjects from one moment until before
// another.
func (s *Store) looksOfStaff(ctx context.Context, from, until instant) *gorm.DB {
	return s.jobs.WithContext(ctx).Table(queryLog.name).
		Where("at >= ? AND at < ? AND subject_id <> 0 AND actor_account <> 0 AND actor_side IN ?", from, until, staffSides)
}

func (s *Store) looksOn(ctx context.Context, on civil.Date) *gorm.DB {
	return s.looksOfStaff(ctx, instant{on.Start()}, instant{on.AddDays(1).Start()})
}

// LooksOfStaff counts the looks of staff at data subjects on the day.
func (s *Store) LooksOfStaff(ctx context.Context, on civil.Date) (int, error) {
	var n int64
	err := s.looksOn(ctx, on).Count(&n).Error
	return int(n), wrapped(err, "counting the looks of a day")
}

// LookOfStaff returns whose look is the one with the number, from zero, and its
// public id; fault.NotFound for none.
func (s *Store) LookOfStaff(ctx context.Context, on civil.Date, number int) (int64, string, error) {
	var rows []queryRow
	err := s.looksOn(ctx, on).Order("at, id").Offset(number).Limit(1).Find(&rows).Error
	if err != nil {
		return 0, "", fmt.Errorf("drawing a look: %w", err)
	}
	if len(rows) == 0 {
		return 0, "", missing()
	}
	return rows[0].ActorAccount, string(rows[0].PublicID), nil
}

// staffSides are the sides whose looks are watched: a subject looks at itself, or
// by leave of another.
var staffSides = []string{string(actor.Operator), string(actor.Authority), string(actor.Provider)}

// RaiseAlert makes an alert true; a second one by the same operation is none.
func (s *Store) RaiseAlert(ctx context.Context, a monitor.Alert, e audit.Event) error {
	row, err := s.rowOfAlert(a)
	if err != nil {
		return err
	}
	return s.write(ctx, e, func(t *tx) error { return alerts.insert(t.DB, []alertRow{row}) })
}

func (s *Store) rowOfAlert(a monitor.Alert) (alertRow, error) {
	row := alertRow{
		ID: s.ids.next(1), PublicID: a.PublicID, Sign: string(a.Sign), Account: a.Account, LookedOn: day{a.Day},
		Look: a.Look, Looks: a.Count,
		Usual: a.Usual, RaisedAt: instant{a.RaisedAt}, Version: a.Version,
	}
	var err error
	row.Sealed, err = s.seal(alerts.name, row.ID, alertDoc{a.Words, a.Finding})
	return row, err
}

// Alerts lists at most so many of the signs, open ones first, the newest first.
func (s *Store) Alerts(ctx context.Context, signs []monitor.Sign, most int) ([]monitor.Alert, error) {
	return s.alertsOf(s.private.WithContext(ctx).Where("sign IN ?", signs).
		Order("CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, raised_at DESC, id DESC").Limit(most))
}

// OpenAlerts counts those of the signs that nobody has answered.
func (s *Store) OpenAlerts(ctx context.Context, signs []monitor.Sign) (int, error) {
	var n int64
	err := s.private.WithContext(ctx).Table(alerts.name).Where("sign IN ? AND closed_at IS NULL", signs).Count(&n).Error
	return int(n), wrapped(err, "counting alerts")
}

// Alert returns the alert with the public id; fault.NotFound for none.
func (s *Store) Alert(ctx context.Context, publicID string) (monitor.Alert, error) {
	list, err := s.alertsOf(s.private.WithContext(ctx).Where("public_id = ?", publicID).Limit(1))
	if err != nil {
		return monitor.Alert{}, err
	}
	if len(list) == 0 {
		return monitor.Alert{}, missing()
	}
	return list[0], nil
}

func (s *Store) alertsOf(db *gorm.DB) ([]monitor.Alert, error) {
	var rows []alertRow
	if err := db.Table(alerts.name).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading alerts: %w", err)
	}
	staff, err := s.accountsOf(db, rows)
	if err != nil {
		return nil, err
	}
	list := make([]monitor.Alert, len(rows))
	for i, row := range rows {
		var doc alertDoc
		if err := s.unseal(alerts.name, row.ID, row.Sealed, &doc); err != nil {
			return nil, err
		}
		list[i] = monitor.Alert{
			ID: row.ID, PublicID: row.PublicID, Name: staff[row.Account].Name, Unit: staff[row.Account].Unit,
			Alarm: monitor.Alarm{
				Sign: monitor.Sign(row.Sign), Account: row.Account, Day: row.LookedOn.Date, Look: row.Look,
				Count: row.Looks, Usual: row.Usual,
			},
			RaisedAt: row.RaisedAt.Time, ClosedAt: row.ClosedAt.Time, ClosedBy: row.ClosedBy, Words: doc.Words,
			Finding: doc.Finding,
			Version: row.Version,
		}
	}
	return list, nil
}

// accountsOf are those whose looks were unusual, by row id.
func (s *Store) accountsOf(db *gorm.DB, rows []alertRow) (map[int64]account.Account, error) {
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = row.Account
	}
	staff := map[int64]account.Account{}
	err := inChunks(ids, func(some []int64) error {
		var found []accountRow
		err := db.Session(&gorm.Session{NewDB: true}).Table(accounts.name).Where("id IN ?", some).Find(&found).Error
		if err != nil {
			return fmt.Errorf("reading whose looks were unusual: %w", err)
		}
		for _, row := range found {
			if staff[row.ID], err = s.accountOf(row); err != nil {
				return err
			}
		}
		return nil
	})
	return staff, err
}

// CloseAlert makes true what was found, together with the alert that follows from
// it, if any; fault.Stale when somebody did before.
func (s *Store) CloseAlert(ctx context.Context, a monitor.Alert, further *monitor.Alert, e audit.Event) error {
	sealed, err := s.seal(alerts.name, a.ID, alertDoc{a.Words, a.Finding})
	if err != nil {
		return err
	}
	var rows []alertRow
	if further != nil {
		row, err := s.rowOfAlert(*further)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	return s.write(ctx, e, func(t *tx) error {
		closed := t.Table(alerts.name).Where("id = ? AND version = ? AND closed_at IS NULL", a.ID, a.Version).
			Updates(map[string]any{
				"closed_at": instant{a.ClosedAt}, "closed_by": a.ClosedBy, "sealed": sealed, "version": a.Version + 1,
			})
		if err := found(closed.RowsAffected == 1, closed.Error); err != nil || len(rows) == 0 {
			return err
		}
		return alerts.insert(t.DB, rows)
	})
}
