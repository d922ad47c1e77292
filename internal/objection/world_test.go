package objection_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

// Everybody of the tests; nobody is real.
var (
	person     = someone(1, actor.Person)
	window     = someone(2, actor.IntakeOfficer)
	officer    = someone(3, actor.CaseOfficer)
	signer     = someone(4, actor.Signer)
	checker    = ofProvider(5, actor.ProviderChecker)
	reviewer   = ofProvider(6, actor.ProviderReviewer)
	supervisor = someone(7, actor.AuthorityOfficer)
	both       = actor.Actor{
		Account: 8, Side: actor.Operator, Role: actor.CaseOfficer, Held: []actor.Role{actor.Signer},
	} // the books forbid it; the rules hold all the same
)

// The providers of the tests: of checker and reviewer, and another one.
const (
	unit    = "P01"
	another = "P02"
)

func someone(account int64, role actor.Role) actor.Actor {
	by := actor.Actor{Account: account, Name: fmt.Sprintf("示例%d", account), Side: role.Side(), Role: role}
	if by.Side == actor.Subject {
		by.Subject = 100
	}
	return by
}

func ofProvider(account int64, role actor.Role) actor.Actor {
	by := someone(account, role)
	by.Unit = unit
	return by
}

// world is one item on paper and the record it is about.
type world struct {
	*testing.T
	table  flow.Table
	law    flow.Law
	now    time.Time
	req    flow.Request
	item   flow.Item
	rec    *record.Record
	former *record.Record // before the provider corrected it
	sent   *record.Record // by the provider, where the platform shows something else
	hands  []string       // names of who reported and merged it
	older  *flow.Request  // that a move may name
	stand  flow.Refusal   // of a repair of the record
	mark   record.AnnotationKind
	held   bool
	told   []flow.Letter
	last   flow.Change
}

func begin(t *testing.T, day string, ground objection.Ground) *world {
	t.Helper()
	books := statute.MustLoad()
	w := &world{
		T: t, table: objection.Table(), law: flow.Law{Rules: books.Rules, Calendar: books.Calendar},
		req:  flow.Request{ID: 1, Kind: flow.Objection, Channel: flow.Online, Subject: 100, FiledBy: person.Account},
		item: flow.Item{ID: 2, Request: 1, Provider: unit, Ground: string(ground), Claim: "金额与决定书不符"},
	}
	w.on(day)
	w.req.ReceivedAt = w.now
	if ground != objection.Omitted {
		w.rec = &record.Record{
			ID: 9, Subject: 100, State: record.Active, Channel: catalog.Public, Version: 1,
			DisclosedFrom: civil.MustParse("2026-01-05"), DisclosedUntil: civil.MustParse("2029-01-05"),
		}
		w.item.Record = w.rec.ID
	}
	w.older = older(w)
	w.stand = flow.Refusal{Request: "refused", Stands: ground == objection.RepairRefused}
	return w
}

// on lets a day come, at ten in the morning.
func (w *world) on(day string) *world {
	d := civil.MustParse(day)
	w.now = d.Start().Add(10 * time.Hour)
	return w
}

// errs lets the platform show something else than the provider sent.
func (w *world) errs() *world {
	sent := *w.rec
	sent.AuthorityName = "示例区市场监督管理局"
	w.sent = &sent
	return w
}

// situation is what the act of the move would be judged by.
func (w *world) situation(by actor.Actor, m flow.Move) flow.Situation {
	s := flow.Situation{
		Request: w.req, Item: w.item, Record: w.rec, Move: m, By: by, At: w.now, Law: w.law,
		Former: w.former, Supplied: w.rec, Hands: w.hands, Older: w.older, Refusal: w.stand,
	}
	if w.sent != nil {
		s.Supplied = w.sent
	}
	if w.rec != nil {
		s.Last = w.rec.DisclosedUntil
	}
	values := m.Values
	if len(values) == 0 {
		values = w.item.Proposal.Values
	}
	if len(values) > 0 && w.rec != nil {
		fixed := *w.rec
		fixed.DocumentNumber = values[0].Text
		s.Amended = &fixed
	}
	return s
}

// try does an act and says whether it was refused.
func (w *world) try(by actor.Actor, m flow.Move) error {
	c, err := w.table.Take(w.situation(by, m))
	if err != nil {
		return err
	}
	w.become(c)
	return nil
}

// become makes a change true, as the store would.
func (w *world) become(c flow.Change) {
	w.item, w.last = c.After, c
	w.told = append(w.told, c.Letters...)
	for _, m := range c.Marks {
		w.mark = m.Kind
	}
	if c.Record != nil {
		after := c.Record.After
		after.Version = c.Record.WasVersion + 1
		w.rec = &after
	}
	if c.Hold != nil {
		w.held = *c.Hold
	}
}

// does does an act that must be allowed.
func (w *world) does(by actor.Actor, do audit.Act, change ...func(*flow.Move)) *world {
	w.Helper()
	m := filled(do, change)
	if err := w.try(by, m); err != nil {
		w.Fatalf("%s by %s: %v", do, by.Role, err)
	}
	return w
}

// refuses does an act that must be refused with the key.
func (w *world) refuses(key string, by actor.Actor, do audit.Act, change ...func(*flow.Move)) {
	w.Helper()
	m := filled(do, change)
	before := w.item.Version
	err := w.try(by, m)
	var f *fault.Error
	if !errorsAs(err, &f) || f.Key != key {
		w.Errorf("%s by %s: %v, want %s", do, by.Role, err, key)
	}
	if w.item.Version != before {
		w.Errorf("a refused act changed the item")
	}
}

// filled is the form of an act, changed as the test says.
func filled(do audit.Act, change []func(*flow.Move)) flow.Move {
	m := flow.Move{
		Do: do, Op: "op", Reason: "理由", Document: "淄信〔2026〕1号", Papers: []string{"身份证明"}, Provider: unit, Owner: 3,
	}
	if do == objection.NotOurs {
		m.Provider = another
	}
	for _, ch := range change {
		ch(&m)
	}
	return m
}

func as(o flow.Outcome) func(*flow.Move) { return func(m *flow.Move) { m.As = o } }

func remedy(r flow.Remedy) func(*flow.Move) { return func(m *flow.Move) { m.Remedy = r } }

func value(text string) func(*flow.Move) {
	return func(m *flow.Move) { m.Values = []flow.Value{{Field: "CF_WSH", Text: text}} }
}

// due is the earliest due date of the clocks of the name that run by law; a
// target of the house is none.
func (w *world) due(name law.Clock) string {
	var first civil.Date
	for _, c := range w.item.Clocks {
		if c.Limit.Clock == name && c.Runs() && !c.Limit.Target && (first.IsZero() || c.Due.On.Before(first)) {
			first = c.Due.On
		}
	}
	return first.String()
}

// letters are those of the kind that the last act owes to the side.
func (w *world) letters(kind notice.Kind, to actor.Side) []notice.Owed {
	says := func(text string) string { return text }
	owed := objection.Owed(w.req, []flow.Change{w.last}, flow.Names{
		Item:  func(record.Record) string { return "行政处罚" },
		Field: func(_ record.Record, code string) string { return code },
		Change: func(_ record.Record, v flow.Value) notice.Alteration {
			return notice.Alteration{Field: v.Field, Now: v.Text}
		},
		Provider: says, Authority: "示例区信用主管部门", Missing: "遗漏的信息",
	})
	return slices.DeleteFunc(owed, func(o notice.Owed) bool { return o.Kind != kind || o.To.Side != to })
}

// reads is the item as the subject may see it.
func (w *world) reads() flow.Item {
	r := w.req
	r.Items = []flow.Item{w.item}
	return w.table.View(r, person).Items[0]
}
