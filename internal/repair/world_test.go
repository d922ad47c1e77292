package repair_test

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
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/statute"
)

// Everybody of the tests; nobody is real.
var (
	person     = someone(1, actor.Person)
	window     = someone(2, actor.IntakeOfficer)
	checker    = ofUnit(5, actor.ProviderChecker, unit)
	reviewer   = ofUnit(6, actor.ProviderReviewer, unit)
	supervisor = someone(7, actor.AuthorityOfficer)
	elsewhere  = ofUnit(9, actor.ProviderChecker, another)
	both       = actor.Actor{
		Account: 8, Side: actor.Provider, Unit: unit, Role: actor.ProviderChecker, Held: []actor.Role{actor.ProviderReviewer},
	} // the books forbid it; the rules hold all the same
)

// The providers of the tests.
const (
	unit    = "P01"
	another = "P02"
)

func people() []actor.Actor {
	return []actor.Actor{person, window, checker, reviewer, supervisor, elsewhere, both, officer, signer}
}

func someone(account int64, role actor.Role) actor.Actor {
	by := actor.Actor{Account: account, Name: fmt.Sprintf("示例%d", account), Side: role.Side(), Role: role}
	if by.Side == actor.Subject {
		by.Subject = 100
	}
	return by
}

func ofUnit(account int64, role actor.Role, code string) actor.Actor {
	by := someone(account, role)
	by.Unit = code
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
	may   flow.Repairable
	stand flow.Refusal // of other applications about the record
	last  flow.Change
}

func begin(t *testing.T, day string) *world {
	t.Helper()
	books := statute.MustLoad()
	w := &world{
		T: t, table: repair.Table(), law: flow.Law{Rules: books.Rules, Calendar: books.Calendar},
		req: flow.Request{ID: 1, Kind: flow.Repair, Channel: flow.Online, Subject: 100, FiledBy: person.Account},
		item: flow.Item{
			ID: 2, Request: 1, Record: 9, Provider: unit, Claim: "罚款已缴清", Evidence: []attachment.ID{"proof", "commitment"},
		},
		rec: &record.Record{
			ID: 9, Subject: 100, State: record.Active, Channel: catalog.Public, Version: 1,
			DisclosedFrom: civil.MustParse("2026-01-05"), DisclosedUntil: civil.MustParse("2027-01-05"),
		},
		may: flow.Repairable{State: disclosure.RepairFrom, From: civil.MustParse("2026-04-06")},
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

func (w *world) situation(by actor.Actor, m flow.Move) flow.Situation {
	return flow.Situation{
		Request: w.req, Item: w.item, Record: w.rec, Repair: w.may, Last: w.rec.DisclosedUntil, Move: m, By: by, At: w.now,
		Law: w.law, Refusal: w.stand,
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
	if err := w.try(by, w.filled(do, change)); err != nil {
		w.Fatalf("%s by %s: %v", do, by.Role, err)
	}
	return w
}

func (w *world) refuses(key string, by actor.Actor, do audit.Act, change ...func(*flow.Move)) {
	w.Helper()
	before := w.item.Version
	var f *fault.Error
	if err := w.try(by, w.filled(do, change)); !errors.As(err, &f) || f.Key != key {
		w.Errorf("%s by %s: %v, want %s", do, by.Role, err, key)
	}
	if w.item.Version != before {
		w.Errorf("a refused act changed the item")
	}
}

// filled is the form of an act with everything that it asks for, changed as the
// test says.
func (w *world) filled(do audit.Act, change []func(*flow.Move)) flow.Move {
	m := form()
	m.Do, m.Dated = do, civil.Of(w.now)
	for _, ch := range change {
		ch(&m)
	}
	return m
}

func form() flow.Move {
	m := flow.Move{
		Op: "op", Reason: "义务已履行", Document: "淄信修〔2026〕1号", Papers: []string{"缴款凭证"}, Provider: another,
		Dated: civil.MustParse("2026-01-05"), Attachments: []attachment.ID{"scan"},
	}
	for _, c := range repair.Conditions() {
		m.Fields = append(m.Fields, string(c))
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
	w.req.Applicant.Name = "示例*"
	owed := repair.Owed(w.req, []flow.Change{w.last}, flow.Names{
		Item:     func(record.Record) string { return "行政处罚" },
		Provider: func(code string) string { return code }, Authority: "示例区信用主管部门",
	})
	for _, o := range owed {
		if err := o.Complete(); err != nil {
			w.Errorf("%s to %s: %v", o.Kind, o.To.Side, err)
		}
	}
	return slices.DeleteFunc(owed, func(o notice.Owed) bool { return o.Kind != kind || o.To.Side != to })
}
