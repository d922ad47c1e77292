package correction_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

// Everybody of the tests; nobody is real.
var (
	reporter  = ofUnit(5, actor.ProviderReporter, "P01")
	reviewer  = ofUnit(6, actor.ProviderReviewer, "P01")
	elsewhere = ofUnit(9, actor.ProviderReporter, "P02")
	merger    = actor.Officer("示例数据管理员", actor.DataAdmin)
	both      = actor.Actor{
		Account: 8, Side: actor.Provider, Unit: "P01", Role: actor.ProviderReporter,
		Held: []actor.Role{actor.ProviderReviewer},
	} // the books forbid it; the rules hold all the same
)

// amended is what the document number of the record is put right to.
const amended = "示例更〔2026〕2号"

func ofUnit(account int64, role actor.Role, code string) actor.Actor {
	return actor.Actor{Account: account, Name: fmt.Sprintf("示例%d", account), Side: actor.Provider, Role: role, Unit: code}
}

func says(words string) func(*flow.Move) { return func(m *flow.Move) { m.Public = words } }

// world is one correction on paper and the record it is about.
type world struct {
	*testing.T
	table flow.Table
	law   flow.Law
	now   time.Time
	req   flow.Request
	item  flow.Item
	rec   *record.Record
	last  flow.Change
}

func begin(t *testing.T, day string, ground correction.Ground) *world {
	t.Helper()
	books := statute.MustLoad()
	w := &world{
		T: t, table: correction.Table(), law: flow.Law{Rules: books.Rules, Calendar: books.Calendar},
		req:  flow.Request{ID: 1, Kind: flow.Correction, Channel: flow.Online, FiledBy: reporter.Account},
		item: flow.Item{ID: 2, Request: 1, Record: 9, Provider: "P01", Ground: string(ground)},
		rec: &record.Record{
			ID: 9, Subject: 100, SubjectName: "示例公司", Provider: "P01", State: record.Active, Channel: catalog.Public,
			DocumentNumber: "示例罚〔2026〕1号", Version: 1,
			DisclosedFrom: civil.MustParse("2026-01-05"), DisclosedUntil: civil.MustParse("2027-01-05"),
		},
	}
	w.on(day)
	w.req.ReceivedAt = w.now
	return w
}

// on lets a day come, at ten in the morning.
func (w *world) on(day string) *world {
	w.now = civil.MustParse(day).Start().Add(10 * time.Hour)
	return w
}

// try does an act and makes it true as the store would, or says why not.
func (w *world) try(by actor.Actor, m flow.Move) error {
	s := flow.Situation{
		Request: w.req, Item: w.item, Record: w.rec, Last: w.rec.DisclosedUntil, Move: m, By: by, At: w.now, Law: w.law,
	}
	if len(m.Values) > 0 || w.item.Proposal.Outcome == correction.Corrected {
		after := *w.rec
		after.DocumentNumber = amended
		s.Amended = &after
	}
	c, err := w.table.Take(s)
	if err != nil {
		return err
	}
	w.item, w.last = c.After, c
	if c.Record != nil {
		after := c.Record.After
		after.Version = c.Record.WasVersion + 1
		w.rec = &after
	}
	return nil
}

func (w *world) does(by actor.Actor, do audit.Act, change ...func(*flow.Move)) *world {
	w.Helper()
	if err := w.try(by, filled(do, change)); err != nil {
		w.Fatalf("%s by %s: %v", do, by.Role, err)
	}
	return w
}

func (w *world) refuses(key string, by actor.Actor, do audit.Act, change ...func(*flow.Move)) {
	w.Helper()
	var f *fault.Error
	if err := w.try(by, filled(do, change)); !errors.As(err, &f) || f.Key != key {
		w.Errorf("%s by %s: %v, want %s", do, by.Role, err, key)
	}
}

// filled is the form of an act with everything that it asks for, changed as the test
// says.
func filled(do audit.Act, change []func(*flow.Move)) flow.Move {
	m := flow.Move{
		Do: do, Op: "op", Reason: "核对时发现", Document: "示例撤〔2026〕1号", Public: "处罚决定书文号录入有误",
		Values: []flow.Value{{Field: "CF_WSH", Text: amended}},
	}
	for _, ch := range change {
		ch(&m)
	}
	return m
}

// due is the earliest due day of the clocks of the name that run.
func (w *world) due(name law.Clock) string {
	var first civil.Date
	for _, c := range w.item.Clocks {
		if c.Limit.Clock == name && c.Runs() && (first.IsZero() || c.Due.On.Before(first)) {
			first = c.Due.On
		}
	}
	return first.String()
}

// letters are those of the kind that the last act owes to the side, complete.
func (w *world) letters(kind notice.Kind, to actor.Side) []notice.Owed {
	w.Helper()
	w.req.Number = "2026-000001"
	owed := correction.Owed(w.req, []flow.Change{w.last}, flow.Names{
		Item: func(record.Record) string { return "行政处罚" },
		Change: func(_ record.Record, v flow.Value) notice.Alteration {
			return notice.Alteration{Field: v.Field, Now: v.Text}
		},
		Provider: func(code string) string { return code }, Authority: "示例区信用主管部门", Subject: "信息主体",
	})
	for _, o := range owed {
		if err := o.Complete(); err != nil {
			w.Errorf("%s to %s: %v", o.Kind, o.To.Side, err)
		}
	}
	return slices.DeleteFunc(owed, func(o notice.Owed) bool { return o.Kind != kind || o.To.Side != to })
}
