package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/workday"
)

type clockMoveRow struct {
	ID       int64
	ClockID  int64
	ItemID   int64
	FromOn   day
	ToOn     day
	Firm     bool
	Calendar string
	ActID    int64
}

var clockMoves = newTable[clockMoveRow]("clock_moves")

// Counted returns a page of items whose running limits were counted by another
// calendar and end on the day from or later, each alone in its request, and the
// row id of the last one; zero at the end.
func (f Flows) Counted(
	ctx context.Context, version string, from civil.Date, after int64, size int,
) ([]flow.Request, int64, error) {
	var found []flow.Request
	var last int64
	err := f.snapshot(ctx, func(db *gorm.DB) error {
		var ids []int64
		err := db.Raw("SELECT DISTINCT item_id FROM clocks WHERE running_due >= ? AND calendar <> ? AND item_id > ? "+
			"ORDER BY item_id LIMIT ?", day{from}, version, after, size).Scan(&ids).Error
		if err != nil || len(ids) == 0 {
			return wrapped(err, "reading what a calendar moves")
		}
		var rows []itemRow
		if err := db.Table(items.name).Where("id IN ?", ids).Order("id").Find(&rows).Error; err != nil {
			return fmt.Errorf("reading what a calendar moves: %w", err)
		}
		if len(ids) == size {
			last = ids[size-1]
		}
		found, err = f.singly(db, rows)
		return err
	})
	return found, last, err
}

// Recount counts the running limits of the item in the request anew by the
// calendar, keeps both dates, and says what changed. What was counted by it
// before is not counted again. Whose date moved is told so by letter; an item that somebody moves meanwhile is
// fault.Stale, and is met by the next look.
func (f Flows) Recount(
	ctx context.Context, r flow.Request, c workday.Calendar, at time.Time,
) ([]flow.Moved, error) {
	before := r.Items[0]
	after, moved := before.Recounted(c, at)
	e := audit.Event{
		Did: audit.ClocksRecounted, On: string(r.Kind) + "/" + r.PublicID, By: actor.System(), At: at,
		Op:     fmt.Sprintf("recount/%d/%d/%s", before.ID, before.Version, c.Version()),
		Detail: map[string]string{"moved": fmt.Sprint(len(moved))},
	}
	about, err := f.RecordOf(ctx, before.Record)
	if err != nil {
		return nil, err
	}
	change := flow.Change{
		Request: r, Before: before, After: after, Event: e, About: about, Moved: moved, Law: flow.Law{Calendar: c},
	}
	return moved, f.write(ctx, e, func(t *tx) error {
		row, err := f.rowOfItem(r, after)
		if err != nil {
			return err
		}
		if err := f.swap(t, row, before); err != nil {
			return err
		}
		if err := f.keepSteps(t, after.ID, after.History[len(before.History):]); err != nil {
			return err
		}
		if err := recountClocks(t, after); err != nil {
			return err
		}
		t.numbered(func() error { return f.number(t, &r, false, []flow.Change{change}) })
		return f.keepMoves(t, after.ID, moved, c.Version())
	})
}

// recountClocks writes the limits that run.
func recountClocks(t *tx, it flow.Item) error {
	for _, c := range it.Clocks {
		if !c.Runs() {
			continue
		}
		row, err := rowOfClock(it.ID, c)
		if err != nil {
			return err
		}
		err = t.Table(clocks.name).Where("id = ? AND running_due IS NOT NULL", c.ID).Updates(map[string]any{
			"due_on": row.DueOn, "running_due": row.RunningDue, "calendar": row.Calendar, "provisional": row.Provisional,
		}).Error
		if err != nil {
			return fmt.Errorf("recounting a limit: %w", err)
		}
	}
	return nil
}

func (f Flows) keepMoves(t *tx, item int64, moved []flow.Moved, version string) error {
	rows := make([]clockMoveRow, len(moved))
	for i, m := range moved {
		rows[i] = clockMoveRow{
			ID: f.ids.next(1), ClockID: m.Clock, ItemID: item, FromOn: day{m.From}, ToOn: day{m.To}, Firm: m.Firm,
			Calendar: version, ActID: t.act,
		}
	}
	return clockMoves.insert(t.DB, rows)
}

// Moves lists what calendars did to the limits of an item, the oldest first.
func (f Flows) Moves(ctx context.Context, item int64) ([]flow.Moved, error) {
	var rows []clockMoveRow
	err := f.private.WithContext(ctx).Table(clockMoves.name).Where("item_id = ?", item).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading moved limits: %w", err)
	}
	moved := make([]flow.Moved, len(rows))
	for i, r := range rows {
		moved[i] = flow.Moved{Clock: r.ClockID, From: r.FromOn.Date, To: r.ToOn.Date, Firm: r.Firm}
	}
	return moved, nil
}
