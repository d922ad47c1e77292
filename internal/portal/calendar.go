package portal

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/calendar"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/statute"
	"creditportal/internal/store"
	"creditportal/internal/workday"
)

// calendar is by which working days are counted now: the years that ship with
// the program, and those that were entered and confirmed.
func (p *Portal) calendar() workday.Calendar { return p.library.Load().calendar }

// readCalendar joins the years of the program with those in the database; of
// one year the higher edition counts.
func (p *Portal) readCalendar(ctx context.Context) (workday.Calendar, error) {
	list, err := p.store.Calendars(ctx)
	if err != nil {
		return workday.Calendar{}, storeError(err)
	}
	c := p.statute.Calendar
	for _, e := range list {
		if !e.InForce() {
			continue
		}
		year, err := readYear(e.Source)
		if err != nil {
			return workday.Calendar{}, withCode(exitConfig, fmt.Errorf("reading the calendar of %d: %w", e.Year, err))
		}
		c = joinYear(c, year)
	}
	return c, nil
}

func joinYear(c workday.Calendar, more workday.Year) workday.Calendar {
	if have, ok := c.Year(more.Number()); ok && have.Edition() >= more.Edition() {
		return c
	}
	var years []workday.Year
	for _, n := range c.Years() {
		year, _ := c.Year(n)
		years = append(years, year)
	}
	return workday.New(append(years, more)...)
}

func readYear(source string) (workday.Year, error) {
	return statute.ReadYear("calendar.toml", []byte(source))
}

// calendars is where they are entered and confirmed.
func (p *Portal) calendars() calendar.Desk {
	return calendar.Desk{Store: p.store, Read: readYear, Present: p.calendar, Now: p.clock.Now}
}

// How much of what is under way is read at once, and how much of it a page
// shows.
const (
	recountPage  = 200
	recountShown = 100
)

// foresee is what the calendar of the year would do to what is under way.
func (p *Portal) foresee(ctx context.Context, year workday.Year) (flow.Recounting, error) {
	c := joinYear(p.calendar(), year)
	from, err := civil.Parse(fmt.Sprintf("%d-01-01", year.Number()))
	if err != nil {
		return flow.Recounting{}, err
	}
	var seen flow.Recounting
	err = p.eachCounted(ctx, c.Version(), from, func(r flow.Request) error {
		_, moved := r.Items[0].Recounted(c, p.clock.Now())
		if len(moved) == 0 {
			return nil
		}
		seen.Items++
		for _, m := range moved {
			if m.IsMoved() {
				seen.Dates++
			}
		}
		if len(seen.Lines) < recountShown {
			seen.Lines = append(seen.Lines, flow.Recounted{Request: r, Moved: moved})
		}
		return nil
	})
	if err != nil {
		return seen, err
	}
	more, err := p.authorisations(nil).Foresee(ctx, c)
	seen.Items, seen.Dates = seen.Items+more.Items, seen.Dates+more.Dates
	return seen, err
}

func (p *Portal) eachCounted(
	ctx context.Context, version string, from civil.Date, do func(flow.Request) error,
) error {
	for after, more := int64(0), true; more; more = after != 0 {
		list, last, err := p.store.Flows().Counted(ctx, version, from, after, recountPage)
		if err != nil {
			return err
		}
		for _, r := range list {
			if err := do(r); err != nil {
				return err
			}
		}
		after = last
	}
	return nil
}

// adopt counts by what was confirmed, at once in this process.
func (p *Portal) adopt(ctx context.Context) error {
	if err := p.catchUp(ctx); err != nil {
		return err
	}
	return p.recount(ctx)
}

// recount counts running limits anew when the calendar is another one than they
// were counted by. Several processes may do it at once, and it may be
// interrupted anywhere: each item is done once, and the rest by the next look.
func (p *Portal) recount(ctx context.Context) error {
	c := p.calendar()
	had, err := p.store.Setting(ctx, store.Counted)
	if err != nil || had == c.Version() {
		return err
	}
	from, err := civil.Parse(fmt.Sprintf("%d-01-01", firstChanged(had, c.Version())))
	if err != nil {
		return err
	}
	left := 0
	err = p.eachCounted(ctx, c.Version(), from, func(r flow.Request) error {
		_, err := p.store.Flows().Recount(ctx, r, c, p.clock.Now())
		if fault.Is(err, fault.Stale) {
			left++ // somebody acts upon it at this moment
			return nil
		}
		return err
	})
	if err != nil || left > 0 {
		return err
	}
	if err := p.authorisations(nil).Recount(ctx); err != nil {
		if fault.Is(err, fault.Stale) {
			return nil // the next look goes on
		}
		return err
	}
	return p.store.Set(ctx, map[store.Setting]string{store.Counted: c.Version()}, audit.Event{
		Did: audit.ClocksRecounted, On: "calendar", By: actor.System(), At: p.clock.Now(),
		Op: "recounted/" + had + "/" + c.Version(),
	})
}

// firstChanged is the first year in which two versions of the calendar differ.
func firstChanged(had, now string) int {
	const first = 2018
	before, after := strings.Fields(had), strings.Fields(now)
	least := 0
	for _, part := range slices.Concat(before, after) {
		if slices.Contains(before, part) && slices.Contains(after, part) {
			continue
		}
		year, _, _ := strings.Cut(part, ".")
		if n, err := strconv.Atoi(year); err == nil && (least == 0 || n < least) {
			least = n
		}
	}
	return max(first, least)
}
