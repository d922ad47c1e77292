// Package calendar is how the State Council's arrangement of holidays for a
// year comes into force here: a data administrator enters it, everybody sees
// which running limits it moves, and a signer, never the same person, confirms
// it. What is confirmed is in the database, so that every process counts by
// the same days.
package calendar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/workday"
)

// Entry is the arrangement of a year as it was entered.
type Entry struct {
	Year        int
	Edition     int
	Source      string // the TOML as it was entered
	By          int64  // account that entered it
	ByName      string
	EnteredAt   time.Time
	ConfirmedBy string    // name of the signer
	ConfirmedAt time.Time // zero: waits for a signer
}

// InForce says whether a signer confirmed it.
func (e Entry) InForce() bool { return !e.ConfirmedAt.IsZero() }

// Mark tells whether it is still what was shown: another text has another one, also of
// the same year and edition. It is the SHA-256 of the text, 64 hexadecimal digits.
func (e Entry) Mark() string {
	sum := sha256.Sum256([]byte(e.Source))
	return hex.EncodeToString(sum[:])
}

// Store keeps entries; the one way to write is with an event.
type Store interface {
	// Calendars lists every entry, by year and edition.
	Calendars(ctx context.Context) ([]Entry, error)
	// EnterCalendar keeps an entry that waits; another one that waits for the same year makes way.
	EnterCalendar(ctx context.Context, e Entry, event audit.Event) error
	// ConfirmCalendar brings the waiting entry into force; fault.Stale when it is not there as it was shown.
	ConfirmCalendar(ctx context.Context, e Entry, event audit.Event) error
	// DropCalendar forgets a waiting entry; fault.Stale when there is none.
	DropCalendar(ctx context.Context, e Entry, event audit.Event) error
}

// Desk is where calendars are entered and confirmed.
type Desk struct {
	Store   Store
	Read    func(source string) (workday.Year, error) // strictly; the error says where and why
	Present func() workday.Calendar                   // by which is counted now
	Now     func() time.Time
}

// Awaited says whether the arrangement for the next year is wanting: from
// October on, when the notice of the year before mostly came.
func Awaited(c workday.Calendar, today civil.Date) bool {
	return today.Month() >= time.October && !c.Covers(today.Year()+1)
}

// Waiting returns the entry that waits for a signer, and whether there is one.
func (d Desk) Waiting(ctx context.Context) (Entry, bool, error) {
	list, err := d.Store.Calendars(ctx)
	if err != nil {
		return Entry{}, false, err
	}
	for _, e := range list {
		if !e.InForce() {
			return e, true, nil
		}
	}
	return Entry{}, false, nil
}

// Enter keeps a calendar until a signer confirms it. It refuses one that cannot
// be read, and one that is no newer than what is in force for its year.
func (d Desk) Enter(ctx context.Context, source, op string, by actor.Actor) error {
	by, ok := by.In(actor.DataAdmin)
	if !ok {
		return fault.New(fault.Forbidden, "flow.fault.role", nil)
	}
	if strings.TrimSpace(source) == "" {
		return fault.New(fault.Invalid, "calendar.fault.empty", nil)
	}
	year, err := d.Read(source)
	if err != nil {
		return err
	}
	if have, covered := d.Present().Year(year.Number()); covered && year.Edition() <= have.Edition() {
		return fault.New(fault.Invalid, "calendar.fault.edition", fault.Args{
			"Year": strconv.Itoa(year.Number()), "Edition": strconv.Itoa(have.Edition()),
		})
	}
	e := Entry{
		Year: year.Number(), Edition: year.Edition(), Source: source, By: by.Account, ByName: by.Name, EnteredAt: d.Now(),
	}
	return d.Store.EnterCalendar(ctx, e, d.event(audit.CalendarEntered, e, op, by))
}

// Confirm brings the waiting calendar into force that bears the mark. Who entered it
// does not confirm it.
func (d Desk) Confirm(ctx context.Context, mark, op string, by actor.Actor) error {
	by, ok := by.In(actor.Signer)
	if !ok {
		return fault.New(fault.Forbidden, "flow.fault.role", nil)
	}
	e, err := d.waiting(ctx, mark)
	switch {
	case err != nil:
		return err
	case e.By == by.Account:
		return fault.New(fault.Forbidden, "calendar.fault.own", nil)
	}
	e.ConfirmedBy, e.ConfirmedAt = by.Name, d.Now()
	return d.Store.ConfirmCalendar(ctx, e, d.event(audit.CalendarLoaded, e, op, by))
}

// Drop takes the waiting calendar back that bears the mark; either of the two may.
func (d Desk) Drop(ctx context.Context, mark, op string, by actor.Actor) error {
	by, ok := by.In(actor.DataAdmin, actor.Signer)
	if !ok {
		return fault.New(fault.Forbidden, "flow.fault.role", nil)
	}
	e, err := d.waiting(ctx, mark)
	if err != nil {
		return err
	}
	return d.Store.DropCalendar(ctx, e, d.event(audit.CalendarDropped, e, op, by))
}

// waiting is the entry that waits, if it is the one that was shown.
func (d Desk) waiting(ctx context.Context, mark string) (Entry, error) {
	e, there, err := d.Waiting(ctx)
	if err == nil && (!there || e.Mark() != mark) {
		err = fault.New(fault.Stale, "calendar.fault.stale", nil)
	}
	return e, err
}

func (d Desk) event(did audit.Act, e Entry, op string, by actor.Actor) audit.Event {
	return audit.Event{
		Did: did, On: "calendar/" + strconv.Itoa(e.Year), By: by, At: d.Now(), Op: op,
		Detail: map[string]string{"edition": strconv.Itoa(e.Edition)},
	}
}
