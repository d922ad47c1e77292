package storetest

import (
	"bufio"
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

// terms asks whether cases that live through real days are due, in time and
// late when the Measure says so. What a working day is comes from a published
// calendar that the portal does not read.
func terms(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestOnEveryDayOf2026WhatIsReceivedIsDueWhenTheLawSays":         tryOnEveryDayOf2026WhatIsReceivedIsDue,
		"TestEveryStepTakenOnTheDayOfReceiptIsDueAsWorkedByHand":        tryEveryStepTakenOnTheDayOfReceiptIsDue,
		"TestAStepOnItsLastDayIsInTimeAndOneDayLaterIsLateAndToldSo":    tryAStepOnItsLastDayIsInTime,
		"TestWhatIsReceivedBeforeTheNextCalendarIsDueOnAProvisionalDay": tryWhatIsReceivedBeforeTheNextCalendar,
	})
}

// published says of each day from 2018 to 2026 whether it is a working day.
type published map[civil.Date]bool

func mustPublish(t *testing.T) published {
	t.Helper()
	text, err := os.ReadFile("../statute/testdata/chinese-days-1.5.7.txt")
	if err != nil {
		t.Fatal(err)
	}
	days := published{}
	for in := bufio.NewScanner(bytes.NewReader(text)); in.Scan(); {
		month, marks, ok := strings.Cut(in.Text(), " ")
		if !ok || month == "#" {
			continue
		}
		for i, mark := range marks {
			days[civil.MustParse(month+"-01").AddDays(i)] = mark == 'w'
		}
	}
	return days
}

// due counts working days from day 0. A day that nobody has published yet is
// taken for what its place in the week makes it.
func (p published) due(day0 civil.Date, n int) civil.Date {
	for day := day0.AddDays(1); ; day = day.AddDays(1) {
		works, known := p[day]
		if !known {
			works = day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
		}
		if works {
			n--
		}
		if n == 0 {
			return day
		}
	}
}

// The limits of art. 37 and of 条例 39 ¶2, in working days.
var lengths = map[law.Clock]int{
	law.ObjectionVerify: 3, law.ObjectionCorrect: 2, law.ObjectionForward: 2, law.ObjectionProvider: 5,
	law.ObjectionTell: 2, law.ObjectionWholeOwn: 3, law.ObjectionWholeAssisted: 7,
}

// lastMinute is when the day has all but passed.
func lastMinute(day civil.Date) time.Time { return day.AddDays(1).Start().Add(-time.Second) }

// lawful returns the clock of the name that the law set last; a target of the
// house is none.
func lawful(it flow.Item, name law.Clock) (flow.Clock, bool) {
	var found flow.Clock
	for _, c := range it.Clocks {
		if c.Limit.Clock == name && !c.Limit.Target && !c.Voided {
			found = c
		}
	}
	return found, found.ID != 0
}

// mustRun fails unless the clocks run and end on the days counted from day 0.
func (c *court) mustRun(it flow.Item, days published, day0 civil.Date, names ...law.Clock) {
	c.Helper()
	for _, name := range names {
		got, ok := lawful(it, name)
		if want := days.due(day0, lengths[name]); !ok || !got.Runs() || got.Due.On != want || got.Due.Start != day0 {
			c.Errorf("%s from %s is due on %s, want %s", name, day0, got.Due.On, want)
		}
	}
}

func tryOnEveryDayOf2026WhatIsReceivedIsDue(t *testing.T, open Opener) {
	c, days := mustConvene(t, open), mustPublish(t)
	grounds := []objection.Ground{
		objection.Wrong, objection.Identity, objection.NotPublic, objection.OverTerm, objection.Rights,
	}
	var changes []*record.Change
	for n := range 366 / len(grounds) {
		changes = append(changes, penalty(t, firm(t, n), n, 10))
	}
	mustEnter(t, c.store, "the records", changes...)
	n := 0
	for day := civil.MustParse("2026-01-01"); day.Year() == 2026; day = day.AddDays(1) {
		c.now = lastMinute(day)
		rec := mustKnow(t, c.store, changes[n/len(grounds)])
		r, err := c.service.File(ctx(), filing(rec, c.op(), grounds[n%len(grounds)]), agent(rec))
		if err != nil {
			t.Fatal(err)
		}
		it := r.Items[0]
		c.mustRun(it, days, day, law.ObjectionVerify, law.ObjectionWholeOwn, law.ObjectionWholeAssisted)
		if want := days.due(day, 3); it.Binding != want || r.ReceivedOn() != day {
			t.Errorf("received on %s, binding on %s, want %s", r.ReceivedOn(), it.Binding, want)
		}
		if n++; n%9 != 0 {
			continue
		}
		r = c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
		if objection.Ground(it.Ground) != objection.NotPublic {
			r = c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
			if want := days.due(day, 7); r.Items[0].Binding != want {
				t.Errorf("received on %s and to be forwarded, binding on %s, want %s", day, r.Items[0].Binding, want)
			}
		}
	}
	if n != 365 {
		t.Errorf("%d days were tried", n)
	}
}

// What was worked out by hand from the notices of the State Council: received,
// then the last day after 2, 3, 5 and 7 working days.
var byHand = [][5]string{
	{"2026-01-01", "2026-01-05", "2026-01-06", "2026-01-08", "2026-01-12"},
	{"2026-02-12", "2026-02-14", "2026-02-24", "2026-02-26", "2026-02-28"},
	{"2026-02-14", "2026-02-25", "2026-02-26", "2026-02-28", "2026-03-03"},
	{"2026-02-26", "2026-02-28", "2026-03-02", "2026-03-04", "2026-03-06"},
	{"2026-04-30", "2026-05-07", "2026-05-08", "2026-05-11", "2026-05-13"},
	{"2026-05-02", "2026-05-07", "2026-05-08", "2026-05-11", "2026-05-13"},
	{"2026-08-03", "2026-08-05", "2026-08-06", "2026-08-10", "2026-08-12"},
	{"2026-09-18", "2026-09-21", "2026-09-22", "2026-09-24", "2026-09-29"},
	{"2026-09-28", "2026-09-30", "2026-10-08", "2026-10-10", "2026-10-13"},
	{"2026-09-30", "2026-10-09", "2026-10-10", "2026-10-13", "2026-10-15"},
	{"2026-12-30", "2027-01-01", "2027-01-04", "2027-01-06", "2027-01-08"},
}

func tryEveryStepTakenOnTheDayOfReceiptIsDue(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	for n, row := range byHand {
		c.now = civil.MustParse(row[0]).Start()
		r, _ := c.filed(n, objection.Wrong)
		r = c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
		c.mustEnd(r.Items[0], row[0], map[law.Clock]string{
			law.ObjectionVerify: row[2], law.ObjectionWholeOwn: row[2], law.ObjectionWholeAssisted: row[4],
		})
		r = c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
		c.mustEnd(r.Items[0], row[0], map[law.Clock]string{law.ObjectionForward: row[1]})
		r = c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
		c.mustEnd(r.Items[0], row[0], map[law.Clock]string{law.ObjectionProvider: row[3]})
		r = c.does(r, checker, refusing)
		r = c.does(r, reviewer, flow.Move{Do: objection.ProviderSign})
		c.mustEnd(r.Items[0], row[0], map[law.Clock]string{law.ObjectionTell: row[1]})
	}
}

// refusing is a provider's answer that its record is right.
var refusing = flow.Move{
	Do: objection.Answer, As: objection.Rejected, Remedy: flow.Maintain, Document: "示例〔2026〕1号",
}

func (c *court) mustEnd(it flow.Item, received string, want map[law.Clock]string) {
	c.Helper()
	for name, day := range want {
		if got, _ := lawful(it, name); got.Due.On.String() != day {
			c.Errorf("received on %s, %s ends on %s, want %s", received, name, got.Due.On, day)
		}
	}
}

func tryWhatIsReceivedBeforeTheNextCalendar(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	for n, row := range []struct {
		received    string
		provisional bool
	}{{"2026-12-24", false}, {"2026-12-30", true}} {
		c.now = civil.MustParse(row.received).Start()
		r, rec := c.filed(n, objection.Wrong)
		again, err := c.store.Flows().Request(ctx(), r.PublicID, agent(rec))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := lawful(again.Items[0], law.ObjectionVerify); got.Due.Provisional != row.provisional {
			t.Errorf("received on %s, due on %s, provisional %v", row.received, got.Due.On, got.Due.Provisional)
		}
	}
}

// leg is a part of the way of an objection: the acts that end a limit.
type leg struct {
	ends  law.Clock
	acts  []done
	finds law.Clock // the limit that begins with it; "": none
}

type done struct {
	by   actor.Actor
	move flow.Move
}

// The two ways of art. 37: the platform erred, or the provider is asked.
var (
	ownWay = []leg{
		{law.ObjectionVerify, []done{
			{caseOfficer, flow.Move{Do: objection.TakeUp}},
			{caseOfficer, flow.Move{Do: objection.FindOwn, As: objection.Removed}},
		}, law.ObjectionCorrect},
		{law.ObjectionCorrect, []done{{signer, flow.Move{Do: objection.Sign}}}, ""},
	}
	providersWay = []leg{
		{law.ObjectionVerify, []done{
			{caseOfficer, flow.Move{Do: objection.TakeUp}}, {caseOfficer, flow.Move{Do: objection.FindSame}},
		}, law.ObjectionForward},
		{law.ObjectionForward, []done{
			{caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider}},
		}, law.ObjectionProvider},
		{law.ObjectionProvider, []done{
			{checker, refusing}, {reviewer, flow.Move{Do: objection.ProviderSign}},
		}, law.ObjectionTell},
		{law.ObjectionTell, []done{
			{caseOfficer, flow.Move{Do: objection.Propose, As: objection.Rejected}}, {signer, flow.Move{Do: objection.Sign}},
		}, ""},
	}
)

// chains are worked by hand: received, the last days of either way, and the
// dates that bind towards the applicant before and after the finding.
var chains = []struct {
	received       string
	own, providers []string
	binding        [2]string
}{
	{
		"2026-04-30",
		[]string{"2026-05-08", "2026-05-11"},
		[]string{"2026-05-08", "2026-05-11", "2026-05-18", "2026-05-20"},
		[2]string{"2026-05-08", "2026-05-13"},
	},
	{
		"2026-08-03",
		[]string{"2026-08-06", "2026-08-10"},
		[]string{"2026-08-06", "2026-08-10", "2026-08-17", "2026-08-19"},
		[2]string{"2026-08-06", "2026-08-12"},
	},
	{
		"2026-09-18",
		[]string{"2026-09-22", "2026-09-24"},
		[]string{"2026-09-22", "2026-09-24", "2026-10-09", "2026-10-12"},
		[2]string{"2026-09-22", "2026-09-29"},
	},
	{
		"2026-09-28",
		[]string{"2026-10-08", "2026-10-10"},
		[]string{"2026-10-08", "2026-10-10", "2026-10-16", "2026-10-20"},
		[2]string{"2026-10-08", "2026-10-13"},
	},
}

func tryAStepOnItsLastDayIsInTime(t *testing.T, open Opener) {
	c, days := mustConvene(t, open), mustPublish(t)
	n := 0
	for _, chain := range chains {
		for late := -1; late < len(chain.providers); late++ {
			n++
			c.walk(journey{
				n: n, received: chain.received, ground: objection.Wrong, legs: providersWay, last: chain.providers,
				late: late, bound: chain.binding,
			}, days)
		}
		for late := -1; late < len(chain.own); late++ {
			n++
			c.walk(journey{
				n: n, received: chain.received, ground: objection.NotPublic, legs: ownWay, last: chain.own, late: late,
				bound: [2]string{chain.binding[0], chain.binding[0]},
			}, days)
		}
	}
}

// journey is one case from its receipt to its end: every leg ends on its last
// day, but the late one a day after.
type journey struct {
	n        int
	received string
	ground   objection.Ground
	legs     []leg
	last     []string // of each leg where none is late
	late     int      // index of the leg; -1: none
	bound    [2]string
}

func (c *court) walk(j journey, days published) {
	c.Helper()
	c.now = civil.MustParse(j.received).Start().Add(9 * time.Hour)
	r, rec := c.filed(j.n, j.ground)
	if got := r.Items[0].Binding.String(); got != j.bound[0] {
		c.Errorf("received on %s, binding on %s, want %s", j.received, got, j.bound[0])
	}
	for i, part := range j.legs {
		clock, _ := lawful(r.Items[0], part.ends)
		if (j.late < 0 || i <= j.late) && clock.Due.On.String() != j.last[i] {
			c.Errorf("received on %s, %s ends on %s, want %s", j.received, part.ends, clock.Due.On, j.last[i])
		}
		r = c.pass(r, part, clock.Due.On, i == j.late)
		if day := civil.Of(c.now); part.finds != "" {
			c.mustRun(r.Items[0], days, day, part.finds)
		}
		if i == 0 && r.Items[0].Binding.String() != j.bound[1] {
			c.Errorf("received on %s and found, binding on %s, want %s", j.received, r.Items[0].Binding, j.bound[1])
		}
	}
	if r.Open() || c.record(rec).Annotation.Kind != record.NotAnnotated {
		c.Errorf("received on %s: open %v, annotated %q at the end", j.received, r.Open(), c.record(rec).Annotation.Kind)
	}
}

// pass lets the last day of a limit come, looks whether anybody is told that it
// is late, and ends it then or a day after.
func (c *court) pass(r flow.Request, part leg, last civil.Date, late bool) flow.Request {
	c.Helper()
	tells := map[law.Clock]func(flow.Item) int{
		law.ObjectionProvider: func(it flow.Item) int { return it.Times(objection.ProviderLate) },
		law.ObjectionVerify:   func(it flow.Item) int { return it.Times(objection.WholeLate) }, // as long as 条例 39 ¶2
	}
	told, known := tells[part.ends]
	c.now = lastMinute(last)
	if r = c.watched(r); known && told(r.Items[0]) != 0 {
		c.Errorf("%s is told to be late on its last day, %s", part.ends, last)
	}
	if late {
		c.now = last.AddDays(1).Start()
		if r = c.watched(c.watched(r)); known && told(r.Items[0]) != 1 {
			c.Errorf("a day after %s, %s is told %d times to be late", last, part.ends, told(r.Items[0]))
		}
	}
	for _, step := range part.acts {
		r = c.does(r, step.by, step.move)
	}
	if ended, ok := lawful(r.Items[0], part.ends); !ok || ended.Runs() || ended.Late(civil.Of(c.now)) != late {
		c.Errorf("%s, due on %s and ended on %s: late %v, want %v", part.ends, last, ended.StoppedOn,
			ended.Late(civil.Of(c.now)), late)
	}
	return r
}

// watched does what the portal itself owes on the day.
func (c *court) watched(r flow.Request) flow.Request {
	c.Helper()
	ids, err := c.store.Flows().Owing(ctx(), civil.Of(c.now), statute.MustLoad().Calendar, 1000)
	if err != nil {
		c.Fatal(err)
	}
	if err := c.service.Watch(ctx(), ids); err != nil {
		c.Fatal(err)
	}
	again, err := c.store.Flows().Request(ctx(), r.PublicID, actor.System())
	if err != nil {
		c.Fatal(err)
	}
	return again
}
