package deletion_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/deletion"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

// Everybody of the tests; nobody is real.
var (
	person  = someone(1, actor.Person)
	window  = someone(2, actor.IntakeOfficer)
	officer = someone(3, actor.CaseOfficer)
	signer  = someone(4, actor.Signer)
	checker = someone(5, actor.ProviderChecker)
	both    = actor.Actor{
		Account: 2, Side: actor.Operator, Role: actor.IntakeOfficer, Held: []actor.Role{actor.CaseOfficer, actor.Signer},
	} // the window's own officer, with the roles of those who decide
)

func people() []actor.Actor { return []actor.Actor{person, window, officer, signer, checker, both} }

func someone(account int64, role actor.Role) actor.Actor {
	by := actor.Actor{Account: account, Name: fmt.Sprintf("示例%d", account), Side: role.Side(), Role: role}
	if by.Side == actor.Subject {
		by.Subject = 100
	}
	return by
}

// world is one application on paper and the record it is about.
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

// begin is an application through the channel, on the day.
func begin(t *testing.T, ch flow.Channel, day string) *world {
	t.Helper()
	books := statute.MustLoad()
	w := &world{
		T: t, table: deletion.Table(), law: flow.Law{Rules: books.Rules, Calendar: books.Calendar},
		req:  flow.Request{ID: 1, Kind: flow.Deletion, Channel: ch, Subject: 100, FiledBy: person.Account},
		item: flow.Item{ID: 2, Request: 1, Record: 9, Provider: "P01"},
		rec: &record.Record{
			ID: 9, Subject: 100, State: record.Active, Channel: catalog.Public, Version: 1, Class: record.Further, Honour: true,
			DocumentNumber: "示例表〔2026〕1号",
			DisclosedFrom:  civil.MustParse("2026-01-05"), DisclosedUntil: civil.MustParse("2027-01-05"),
		},
	}
	if ch != flow.Online {
		w.req.FiledBy = window.Account
	}
	w.on(day)
	w.req.ReceivedAt = w.now
	return w
}

// onPaper is an application that the window entered on the day.
func onPaper(t *testing.T, day string) *world {
	t.Helper()
	return begin(t, flow.Counter, day).does(window, deletion.Submit)
}

// on lets a day come, at ten in the morning.
func (w *world) on(day string) *world {
	w.now = civil.MustParse(day).Start().Add(10 * time.Hour)
	return w
}

func (w *world) situation(by actor.Actor, m flow.Move) flow.Situation {
	return flow.Situation{
		Request: w.req, Item: w.item, Record: w.rec, Last: w.rec.DisclosedUntil, Move: m, By: by, At: w.now, Law: w.law,
	}
}

// try does an act and makes it true as the store would, or says why not.
func (w *world) try(by actor.Actor, m flow.Move) error {
	c, err := w.table.Take(w.situation(by, m))
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
	before := w.item.Version
	var f *fault.Error
	if err := w.try(by, filled(do, change)); !errors.As(err, &f) || f.Key != key {
		w.Errorf("%s by %s: %v, want %s", do, by.Role, err, key)
	}
	if w.item.Version != before {
		w.Errorf("a refused act changed the item")
	}
}

// filled is the form of an act with everything that it asks for, changed as the
// test says.
func filled(do audit.Act, change []func(*flow.Move)) flow.Move {
	m := form()
	m.Do = do
	for _, ch := range change {
		ch(&m)
	}
	return m
}

func form() flow.Move {
	return flow.Move{
		Op: "op", Reason: "示例理由", Document: "示例收文〔2026〕1号", Fields: []string{deletion.Aware},
		Attachments: []attachment.ID{"scan"},
	}
}

// letters are those of the kind that the last act owes, complete.
func (w *world) letters(kind notice.Kind) []notice.Owed {
	w.Helper()
	w.req.Number = "2026-000001"
	w.req.Applicant.Name = "示例*"
	owed := deletion.Owed(w.req, []flow.Change{w.last}, flow.Names{
		Item:     func(record.Record) string { return "表彰奖励" },
		Provider: func(code string) string { return code }, Authority: "示例区信用主管部门",
	})
	for _, o := range owed {
		if err := o.Complete(); err != nil {
			w.Errorf("%s to %s: %v", o.Kind, o.To.Side, err)
		}
	}
	return slices.DeleteFunc(owed, func(o notice.Owed) bool { return o.Kind != kind })
}
