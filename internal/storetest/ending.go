package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/monitor"
	"creditportal/internal/record"
)

// endings are the end dates of art. 35 ¶1 and 条例 38 on a database: what the rules say
// is kept, and every read goes by it.
func endings(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestARecordLeavesAtTheMidnightThatTheEarliestOfItsLinesNames": tryTheEarliestEndWins,
		"TestABookTakesDownWhatItShortensAtItsFirstMidnightAndNotLess": tryABookTakesEffect,
		"TestALastDayMovesLaterByASignatureOfItsProviderAlone":         tryALastDayMovesLater,
	})
}

// timed is the item of the suite as far as an end date asks.
func timed() catalog.Item {
	i := item
	i.Term, i.Repair = catalog.ByConduct, catalog.RepairByOrder
	i.Heads = []catalog.Head{{Article: "15", Paragraph: 1, Number: "5"}}
	return i
}

// ending is a penalty and when it leaves display.
type ending struct {
	name           string
	severity       record.Severity
	ended, decided string // ended: of the conduct; "": not stated
	with           func(*record.Record)
	track          string
	lines          []string // the earliest first
	last           string
	repair         string
}

// timely is a day of the table; the zero Date for "".
func timely(s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	return civil.MustParse(s)
}

// change enters the penalty as one of the firm n.
func (e ending) change(t testing.TB, n int, rules law.Rules) *record.Change {
	t.Helper()
	c := penalty(t, firm(t, n), n, 0)
	rec, decided := &c.After, timely(e.decided)
	rec.Severity, rec.Penalties, rec.ConductEndedOn = e.severity, "罚款", timely(e.ended)
	rec.DecidedOn, rec.FormedOn, rec.ReceivedOn, rec.DisclosedFrom = decided, decided, decided, decided
	if e.with != nil {
		e.with(rec)
	}
	*rec = disclosure.End(*rec, timed(), e.track, rules).Set(*rec)
	return c
}

// linesOf are the lines as the table has them.
func linesOf(ends disclosure.Ends) []string {
	lines := make([]string, len(ends.Lines))
	for i, l := range ends.Lines {
		lines[i] = l.Basis.Book.ID + " " + l.Ends.String()
		if l.Source != disclosure.ByStatute {
			lines[i] = string(l.Source) + " " + l.Ends.String()
		}
		if l.Presumed {
			lines[i] += " presumed"
		}
		if l.Governs {
			lines[i] += " governs"
		}
	}
	return lines
}

// theEndings are the four examples of law.md 6.3, the five years of law.md 4.3, and what
// is said beside them.
var theEndings = []ending{
	{
		"1 national class", record.General, "2026-02-20", "2026-05-12",
		func(r *record.Record) { r.ProviderUntil = timely("2029-05-12") }, "",
		[]string{
			"ndrc-36 2027-05-12 governs", "provider 2029-05-12", "shandong-2020 2031-02-20", "zhangdian-measure 2031-02-20",
		},
		"2027-05-12", "from 2026-08-13",
	},
	{
		"2 old conduct", record.Serious, "2022-06-30", "2026-04-20", nil, "",
		[]string{"shandong-2020 2027-06-30 governs", "zhangdian-measure 2027-06-30 governs", "ndrc-36 2029-04-20"},
		"2027-06-30", "from 2027-04-21",
	},
	{
		"3 provider's own date", record.General, "2026-04-30", "2026-06-05",
		func(r *record.Record) {
			r.FineClass, r.ProviderUntil = "较低", timely("2026-09-04")
			r.FirstDisclosedOn, r.DisclosedFrom = timely("2026-06-15"), timely("2026-06-16")
		}, law.TrackMarket,
		[]string{
			"provider 2026-09-04 governs", "samr-45 2026-09-15", "ndrc-36 2027-06-05", "shandong-2020 2031-04-30",
			"zhangdian-measure 2031-04-30",
		},
		"2026-09-04", "too_late",
	},
	{
		"4 a book takes effect", record.General, "2022-08-01", "2022-08-15", nil, "",
		[]string{"ndrc-36 2023-08-15 governs", "shandong-2020 2027-08-01", "zhangdian-measure 2027-08-01"},
		"2026-03-31", "at_once",
	},
	{
		"five years", record.NoSeverity, "2021-03-10", "2021-03-10", nil, "",
		[]string{"shandong-2020 2026-03-10 governs", "zhangdian-measure 2026-03-10 governs"},
		"2026-03-10", "at_once",
	},
	{
		"five years from a day that is no more", record.NoSeverity, "2024-02-29", "2024-02-29", nil, "",
		[]string{"shandong-2020 2029-02-28 governs", "zhangdian-measure 2029-02-28 governs"},
		"2029-02-28", "at_once",
	},
	{
		"a tie", record.General, "2026-02-20", "2026-05-12",
		func(r *record.Record) { r.ProviderUntil = timely("2027-05-12") }, "",
		[]string{
			"ndrc-36 2027-05-12 governs", "provider 2027-05-12 governs", "shandong-2020 2031-02-20",
			"zhangdian-measure 2031-02-20",
		},
		"2027-05-12", "from 2026-08-13",
	},
	{
		"the validity of the decision is no end", record.General, "2026-02-20", "2026-05-12",
		func(r *record.Record) { r.ValidFrom, r.ValidTo = timely("2026-05-12"), timely("2026-06-30") }, "",
		[]string{"ndrc-36 2027-05-12 governs", "shandong-2020 2031-02-20", "zhangdian-measure 2031-02-20"},
		"2027-05-12", "from 2026-08-13",
	},
	{
		"the end of the conduct is presumed", record.NoSeverity, "", "2026-05-12", nil, "",
		[]string{"shandong-2020 2031-05-12 presumed governs", "zhangdian-measure 2031-05-12 presumed governs"},
		"2031-05-12", "at_once",
	},
	{
		"the conduct goes on", record.Serious, "", "2026-05-12",
		func(r *record.Record) { r.ConductContinuing, r.ReceivedOn = true, timely("2026-05-20") }, "",
		[]string{"house 2027-05-20 governs", "ndrc-36 2029-05-12"},
		"2027-05-20", "from 2027-05-13",
	},
	{
		"taken off its list", record.General, "2026-02-20", "2026-05-12",
		func(r *record.Record) { r.RemovedOn = timely("2026-08-01") }, "",
		[]string{
			"removal 2026-08-01 governs", "ndrc-36 2027-05-12", "shandong-2020 2031-02-20", "zhangdian-measure 2031-02-20",
		},
		"2026-08-01", "too_late",
	},
	{
		"its provider showed it first", record.General, "2026-04-30", "2026-06-05",
		func(r *record.Record) {
			r.FineClass, r.FirstDisclosedOn, r.DisclosedFrom = "较低", timely("2026-06-15"), timely("2026-06-16")
		}, law.TrackMarket,
		[]string{
			"samr-45 2026-09-15 governs", "ndrc-36 2027-06-05", "shandong-2020 2031-04-30", "zhangdian-measure 2031-04-30",
		},
		"2026-09-15", "from 2026-09-06",
	},
	{
		"the portal showed it first", record.General, "2026-04-30", "2026-06-05",
		func(r *record.Record) {
			r.FineClass, r.FirstDisclosedOn, r.DisclosedFrom = "较低", timely("2026-06-20"), timely("2026-06-16")
		}, law.TrackMarket,
		[]string{
			"samr-45 2026-09-16 governs", "ndrc-36 2027-06-05", "shandong-2020 2031-04-30", "zhangdian-measure 2031-04-30",
		},
		"2026-09-16", "from 2026-09-06",
	},
	{
		"minor", record.Minor, "2026-02-20", "2026-05-12", nil, "",
		[]string{"ndrc-36 2026-08-12 governs", "shandong-2020 2031-02-20", "zhangdian-measure 2031-02-20"},
		"2026-08-12", "at_once",
	},
}

// What is kept is what was worked out, with all the facts to work it out again; every
// surface shows the record to the last second of its last day, and none from the next
// one on, whether it was moved to the archive or not.
func tryTheEarliestEndWins(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	changes := make([]*record.Change, len(theEndings))
	for n, e := range theEndings {
		changes[n] = e.change(t, n, books())
	}
	mustEnter(t, b.store, "endings", changes...)
	for n, e := range theEndings {
		rec := mustKnow(t, b.store, changes[n])
		b.mustEnd(rec, e)
		b.mustOpen(rec, e, n)
		b.mustLeave(e.name, rec, timely(e.last))
	}
	b.now = timely("2032-01-01").Start()
	mustArchive(t, b.store, civil.Of(b.now))
	for n, e := range theEndings {
		if got := mustKnow(t, b.store, changes[n]).ArchivedOn; got != timely(e.last).AddDays(1) {
			t.Errorf("%s: in the archive from %s on", e.name, got)
		}
	}
}

// mustEnd holds what is kept of a record, and what its kept facts lead to, against the
// table.
func (b *bench) mustEnd(rec record.Record, e ending) {
	b.Helper()
	ends := disclosure.End(rec, timed(), e.track, books())
	if diff := cmp.Diff(e.lines, linesOf(ends)); diff != "" {
		b.Errorf("%s: lines (-want +got):\n%s", e.name, diff)
	}
	if rec.DisclosedUntil != timely(e.last) || ends.Last != rec.DisclosedUntil || rec.GovernedBy != ends.GovernedBy() {
		b.Errorf("%s: kept up to %s by %q, worked out up to %s by %q, want %s", e.name, rec.DisclosedUntil,
			rec.GovernedBy, ends.Last, ends.GovernedBy(), e.last)
	}
	repair := string(ends.Repair)
	if ends.Repair == disclosure.RepairFrom {
		repair += " " + ends.RepairFrom.String()
	}
	if repair != e.repair || rec.RepairableFrom != ends.RepairFrom {
		b.Errorf("%s: repair %q, kept from %s; want %q", e.name, repair, rec.RepairableFrom, e.repair)
	}
}

// mustOpen applies for a repair the day before it opens and then; on the last day where
// it never opens.
func (b *bench) mustOpen(rec record.Record, e ending, n int) {
	b.Helper()
	b.service.Desk.Repair = func(rec record.Record) flow.Repairable {
		ends := disclosure.End(rec, timed(), e.track, books())
		return flow.Repairable{State: ends.Repair, From: ends.RepairFrom, Minimums: ends.Minimums}
	}
	type asking struct {
		on   civil.Date
		told string
	}
	var askings []asking
	switch from := rec.RepairableFrom; {
	case !from.IsZero():
		askings = []asking{{from.AddDays(-1), "repair.fault.too_early"}, {from, ""}}
	case e.repair != string(disclosure.RepairAtOnce):
		askings = []asking{{rec.DisclosedUntil, "repair.fault.not_repairable"}}
	}
	for i, a := range askings {
		b.now = a.on.Start().Add(9 * time.Hour)
		_, err := b.service.File(ctx(), b.application(rec, 10*n+2*i), agent(rec))
		if got := keyOf(err); got != a.told || got == "" && err != nil {
			b.Errorf("%s: applied for on %s, %v, want %q", e.name, a.on, err, a.told)
		}
	}
}

// mustLeave fails unless the record is on every surface to the end of the day, and on
// none afterwards.
func (b *bench) mustLeave(name string, rec record.Record, last civil.Date) {
	b.Helper()
	b.now = last.AddDays(1).Start().Add(-time.Second)
	if got := b.surfaces(rec); len(got) != 4 {
		b.Errorf("%s: at %s it is on %v", name, b.now, got)
	}
	b.now = last.AddDays(1).Start()
	if got := b.surfaces(rec); len(got) != 0 {
		b.Errorf("%s: at %s it is still on %v", name, b.now, got)
	}
}

// without are the rules before the book of the name was made.
func without(book string) law.Rules {
	r := books()
	return law.NewRules(law.Lines{
		Books: r.Books(), Limits: r.Limits(), Ages: r.AllAges(), Grades: r.Grades(),
		Periods: slices.DeleteFunc(r.AllPeriods(), func(p law.Period) bool { return p.Basis.Book.ID == book }),
	})
}

// Example 4 of law.md 6.3 as it came about: what was entered under the older books is
// announced before the new one takes effect, and leaves at once then; what it does not
// cover stays, and without it nothing comes back.
func tryABookTakesEffect(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	old := without("ndrc-36")
	shortened, stays := theEndings[3], theEndings[5]
	first, second := shortened.change(t, 1, old), stays.change(t, 2, old)
	mustEnter(t, b.store, "before", first, second)
	if got := mustKnow(t, b.store, first).DisclosedUntil; got != timely("2027-08-01") {
		t.Errorf("by the older books it is shown up to %s", got)
	}
	b.now = timely("2026-03-02").Start()
	for _, rules := range []law.Rules{books(), old} {
		end := func(rec record.Record) (civil.Date, string) {
			ends := disclosure.End(rec, timed(), "", rules)
			return ends.Last, ends.GovernedBy()
		}
		e := event(audit.EndsRecomputed, fmt.Sprint("books of ", len(rules.AllPeriods())))
		e.At = b.now
		if _, err := b.store.RecomputeEnds(ctx(), e.Op, e, end); err != nil {
			t.Fatal(err)
		}
	}
	rec, other := mustKnow(t, b.store, first), mustKnow(t, b.store, second)
	leaving, err := b.store.Leaving(ctx(), monitor.Span{From: civil.Of(b.now), To: timely("2026-04-01")}, 10)
	if err != nil || len(leaving) != 1 || leaving[0].Number != rec.Number || leaving[0].Last != timely("2026-03-31") ||
		leaving[0].GovernedBy != "ndrc-36" {
		t.Errorf("announced is %+v, %v", leaving, err)
	}
	b.mustLeave(shortened.name, rec, timely("2026-03-31"))
	if got := b.surfaces(other); len(got) != 4 {
		t.Errorf("what the book does not cover is on %v", got)
	}
}

// Art. 33 and law.md 6.3: whoever reported a wrong date proposes the right one, and
// nothing moves before a second person of theirs has signed it.
func tryALastDayMovesLater(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	c := theEndings[1].change(t, 1, books())
	mustEnter(t, b.store, "old conduct", c)
	rec := mustKnow(t, b.store, c)
	reporter := staff(7, actor.ProviderReporter)
	right, r := b.begins(rec, correction.Wrong, reporter)
	for _, step := range []struct {
		by   actor.Actor
		do   audit.Act
		last string
	}{{reporter, correction.Correct, "2027-06-30"}, {reviewer, correction.ProviderSign, "2027-09-30"}} {
		m := b.move(flow.Move{
			Do: step.do, Values: []flow.Value{{Field: "CF_SY", Text: "2022-09-30"}}, Public: "原报送的失信行为终止日有误。",
		})
		if _, err := right.Do(ctx(), r.PublicID, r.Items[0].ID, m, step.by); err != nil {
			t.Fatal(err)
		}
		if got := b.record(rec).DisclosedUntil; got != timely(step.last) {
			t.Errorf("after %s it is shown up to %s, want %s", step.do, got, step.last)
		}
	}
	b.mustLeave("corrected", rec, timely("2027-09-30"))
}

// begins has the provider begin to put right its record, whose last day follows.
func (b *bench) begins(
	rec record.Record, ground correction.Ground, reporter actor.Actor,
) (correction.Service, flow.Request) {
	b.Helper()
	desk := b.service.Desk
	desk.Amend = func(rec record.Record, values []flow.Value) (record.Record, error) {
		rec.ConductEndedOn = timely(values[0].Text)
		return disclosure.End(rec, timed(), "", books()).Set(rec), nil
	}
	find := func(context.Context, record.Number, string) (*record.Record, error) { return &rec, nil }
	s := correction.NewService(desk, find)
	filing := correction.Filing{Op: b.op(), Number: rec.Number, Ground: ground, On: civil.Of(b.now)}
	r, err := s.File(ctx(), filing, reporter)
	if err != nil {
		b.Fatal(err)
	}
	return s, r
}
