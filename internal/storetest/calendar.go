package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/calendar"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/statute"
	"creditportal/internal/workday"
)

func yearsOfRest(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestACalendarUnderAThousandOpenItemsMovesEachOnceAndKeepsBothDates": tryACalendarUnderAThousandOpenItems,
		"TestACalendarIsEnteredByOnePersonAndConfirmedByAnother":             tryACalendarIsConfirmedByAnother,
	})
}

// restful is an arrangement of 2027 as the tests make it up: one day off, and
// the weekend after it worked.
const restful = `
year    = 2027
edition = 1

[[notice]]
number = "示例〔2026〕1号"
dated  = 2026-12-01

[[holiday]]
festival = "new_year"
from     = 2027-01-01
until    = 2027-01-01
make_up  = [2027-01-02, 2027-01-03]
notice   = "示例〔2026〕1号"
`

func readRestful(source string) (workday.Year, error) {
	return statute.ReadYear("2027.toml", []byte(source))
}

// withRestful is the calendar of the program with that year.
func withRestful(t *testing.T) workday.Calendar {
	t.Helper()
	shipped := statute.MustLoad().Calendar
	var years []workday.Year
	for _, n := range shipped.Years() {
		year, _ := shipped.Year(n)
		years = append(years, year)
	}
	more, err := readRestful(restful)
	if err != nil {
		t.Fatal(err)
	}
	return workday.New(append(years, more)...)
}

// law.md 4.1 rule 7: told dates do not move to anybody's loss, the mark leaves,
// both dates are kept.
func tryACalendarUnderAThousandOpenItems(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	messages := feedback.NewService(c.service.Desk)
	type dates struct{ was, is string }
	want := map[string]dates{
		"2026-12-28": {"2026-12-31", "2026-12-31"}, // ends before the year
		"2026-12-29": {"2027-01-01", "2027-01-01"}, // would be the 2nd: the office is not given longer
		"2026-12-30": {"2027-01-04", "2027-01-03"},
		"2026-12-31": {"2027-01-05", "2027-01-04"},
	}
	received := []string{"2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"}
	const items = 1000
	for i := range items {
		c.now = civil.MustParse(received[i%len(received)]).Start().Add(10 * time.Hour)
		filing := feedback.Filing{Op: c.op(), Topic: feedback.Consultation, Text: fmt.Sprint("问题", i)}
		if _, err := messages.File(ctx(), filing); err != nil {
			t.Fatal(err)
		}
	}
	flows, anew := c.store.Flows(), withRestful(t)
	first := civil.MustParse("2027-01-01")
	recount := func() int {
		n := 0
		for after, more := int64(0), true; more; more = after != 0 {
			list, last, err := flows.Counted(ctx(), anew.Version(), first, after, 200)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list {
				if _, err := flows.Recount(ctx(), r, anew, c.now); err != nil {
					t.Fatal(err)
				}
				n++
			}
			after = last
		}
		return n
	}
	if n := recount(); n != items*3/4 {
		t.Errorf("%d items were counted anew, want those that reach into the year: %d", n, items*3/4)
	}
	if n := recount(); n != 0 {
		t.Errorf("%d items were counted anew a second time", n)
	}
	seen, at := 0, flow.Place{}
	for {
		page, next, err := flows.Items(ctx(), flow.Filter{Kind: flow.Feedback, Size: 100, After: at})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page {
			seen++
			w := want[r.ReceivedOn().String()]
			kept(t, flows.Moves, r, w.was, w.is)
		}
		if at = next; next == (flow.Place{}) {
			break
		}
	}
	if seen != items {
		t.Errorf("%d items are open, want %d", seen, items)
	}
}

// kept says whether the item is due as it must be, and both dates are kept where
// one moved.
func kept(t *testing.T, moves func(context.Context, int64) ([]flow.Moved, error), r flow.Request, was, is string) {
	t.Helper()
	it := r.Items[0]
	running := it.Clocks[0]
	if it.Due.String() != is || running.Due.On.String() != is || running.Due.Provisional {
		t.Errorf("received on %s: due %s, counted %s, provisional %v, want %s",
			r.ReceivedOn(), it.Due, running.Due.On, running.Due.Provisional, is)
	}
	list, err := moves(ctx(), it.ID)
	if err != nil {
		t.Fatal(err)
	}
	reaches := r.ReceivedOn().String() != "2026-12-28"
	both := func(m flow.Moved) bool { return m.From.String() == was && m.To.String() == is && m.Firm }
	if (len(list) == 1) != reaches || reaches && !both(list[0]) {
		t.Errorf("received on %s: kept is %v, want from %s to %s", r.ReceivedOn(), list, was, is)
	}
	if last, there := it.Last(flow.Recount); there != reaches || reaches && was != is && last.Reason != was+" → "+is {
		t.Errorf("received on %s: the history says %q", r.ReceivedOn(), last.Reason)
	}
}

func tryACalendarIsConfirmedByAnother(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	now := Today.Start()
	present := statute.MustLoad().Calendar
	desk := calendar.Desk{
		Store: s, Read: readRestful, Present: func() workday.Calendar { return present },
		Now: func() time.Time { return now },
	}
	data, signs := staff(1, actor.DataAdmin), staff(2, actor.Signer)
	both := staff(1, actor.Signer)
	if err := desk.Enter(ctx(), restful, "enter", signs); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a signer enters: %v", err)
	}
	if err := desk.Enter(ctx(), "year = 2027", "bad", data); !fault.Is(err, fault.Invalid) {
		t.Errorf("what is no calendar is entered: %v", err)
	}
	if err := desk.Enter(ctx(), restful, "enter", data); err != nil {
		t.Fatal(err)
	}
	shown := calendar.Entry{Source: restful}.Mark()
	if err := desk.Confirm(ctx(), shown, "own", both); !fault.Is(err, fault.Forbidden) {
		t.Errorf("who entered confirms: %v", err)
	}
	if err := desk.Enter(ctx(), strings.ReplaceAll(restful, "2027-01-01", "2027-01-04"), "instead", data); err != nil {
		t.Fatal(err)
	}
	if err := desk.Confirm(ctx(), shown, "other", signs); !fault.Is(err, fault.Stale) {
		t.Errorf("what took the place of what was shown is confirmed: %v", err)
	}
	if err := desk.Drop(ctx(), shown, "unseen", signs); !fault.Is(err, fault.Stale) {
		t.Errorf("what took the place of what was shown is dropped: %v", err)
	}
	if err := desk.Enter(ctx(), restful, "enter again", data); err != nil {
		t.Fatal(err)
	}
	before, err := s.DataVersion(ctx())
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.Confirm(ctx(), shown, "confirm", signs); err != nil {
		t.Fatal(err)
	}
	if after, err := s.DataVersion(ctx()); err != nil || after == before {
		t.Errorf("other processes are not told: version %v and %v, %v", before, after, err)
	}
	list, err := s.Calendars(ctx())
	if err != nil || len(list) != 1 || !list[0].InForce() || list[0].Source != restful {
		t.Errorf("in force: %+v, %v", list, err)
	}
	if err := desk.Confirm(ctx(), shown, "again", signs); !fault.Is(err, fault.Stale) {
		t.Errorf("it is confirmed twice: %v", err)
	}
}
