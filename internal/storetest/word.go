package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

// wordSent asks who is told what by the acts of a procedure.
func wordSent(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAProviderIsRemindedByMailOnceADayWhileItHasTheMatter":       tryAProviderIsReminded,
		"TestWhoWasShownWhatWasWrongIsToldOfTheCorrectionAndNobodyElse":  tryWhoWasShownWhatWasWrongIsTold,
		"TestADateThatACalendarMovesIsToldByOneLetterToWhoeverHasIt":     tryADateThatACalendarMovesIsTold,
		"TestAWrongValueLeavesThePageUntilItsCorrectionIsSigned":         tryAWrongValueLeavesThePage,
		"TestWhatIsJoinedGoesOnInAnOpenOlderRequestAndIsFoundFromThere":  tryWhatIsJoinedLeadsBack,
		"TestWhoObjectedIsToldByMailOfAnAnswerWhileTheyCanComment":       tryWhoObjectedIsToldOfTheAnswer,
		"TestAnAnsweredMessageIsAnErrandToTheContactThatWasLeftIfAnyWas": tryAnAnsweredMessageIsAnErrand,
	})
}

func mustConveneOwing(t *testing.T, open Opener) *court {
	t.Helper()
	db := open(t)
	c := &court{T: t, db: db, store: mustOpenOwing(t, db, nil, owedByWalks), now: Today.Start().Add(10 * time.Hour)}
	c.service = objection.NewService(deskOf(c.store, func() time.Time { return c.now }))
	return c
}

// errands are those of the kind that wait, whenever they are due.
func (c *court) errands(kind notice.Errand) []notice.Parcel {
	c.Helper()
	due, err := c.store.Outbox().Due(ctx(), c.now.AddDate(1, 0, 0), 1000)
	if err != nil {
		c.Fatal(err)
	}
	return slices.DeleteFunc(due, func(p notice.Parcel) bool { return p.Errand != kind })
}

// sweep does what the portal owes on the day, as often as asked.
func (c *court) sweep(times int) {
	c.Helper()
	for range times {
		today := civil.Of(c.now)
		ids, err := c.store.Flows().Owing(ctx(), today, statute.MustLoad().Calendar, 100)
		if err == nil {
			err = c.service.Watch(ctx(), ids)
		}
		if err != nil {
			c.Fatal(err)
		}
	}
}

func tryAProviderIsReminded(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	_, err := c.store.EnterAccount(ctx(), account.Account{
		Login: "checker", Name: "示例核查员", Roles: []actor.Role{actor.ProviderChecker}, Unit: theProvider,
		State: account.Active, Version: 1, Contacts: []account.Contact{provenMail(t, c.now)},
	}, event(audit.AccountMade, "the checker"))
	if err != nil {
		t.Fatal(err)
	}
	r, rec := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	for days, want := range []int{0, 1, 1, 2, 3} { // forwarded on a Monday: on the first, third and fourth day
		c.now = Today.AddDays(days).Start().Add(10 * time.Hour)
		c.sweep(3)
		if got := len(c.errands(notice.Remind)); got != want {
			t.Errorf("%d days on there are %d reminders, want %d", days, got, want)
		}
	}
	p := c.errands(notice.Remind)[0]
	about, to, err := c.store.Outbox().WordOf(ctx(), p)
	if err != nil || p.Notice != 0 || about.Number != r.Number || len(to) != 1 || to[0].Address != reachedAt {
		t.Errorf("the reminder is about %s and goes to %v, %v", about.Number, to, err)
	}
	c.does(r, agent(rec), flow.Move{Do: objection.Withdraw})
	if _, to, err = c.store.Outbox().WordOf(ctx(), p); err != nil || len(to) != 0 {
		t.Errorf("of a matter that it has no longer, word goes to %v, %v", to, err)
	}
}

const reachedAt = "checker@mail.example.cn"

func provenMail(t *testing.T, at time.Time) account.Contact {
	t.Helper()
	c, err := account.ParseContact(reachedAt)
	if err != nil {
		t.Fatal(err)
	}
	c.ProvedAt = at
	return c
}

func tryWhoWasShownWhatWasWrongIsTold(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, rec := c.filed(1, objection.NotPublic)
	colleague, _ := c.newcomer("colleague", rec)
	early, _ := c.newcomer("early", rec)
	elsewhere, _ := c.newcomer("elsewhere", rec)
	look := func(by actor.Actor, object string, daysAgo int) {
		e := query.Entry{
			By: by, At: c.now.AddDate(0, 0, -daysAgo), Basis: query.Self, Subject: rec.Subject, Object: object, Count: 1,
		}
		if err := c.store.Note(ctx(), e); err != nil {
			t.Fatal(err)
		}
	}
	look(colleague, query.OfFile, 89)
	look(colleague, query.OfRequest("objection", r.PublicID), 1)
	look(early, query.OfFile, 91)                                      // too long ago
	look(elsewhere, query.OfRequest("objection", "anotherrequest"), 1) // not this record
	look(agent(rec), query.OfFile, 1)                                  // who filed gets the result
	look(caseOfficer, query.OfRequest("objection", r.PublicID), 1)     // who decided knows
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(r, caseOfficer, flow.Move{Do: objection.FindOwn, As: objection.Removed, Reason: "金丝雀"})
	c.letters(r, notice.Told, nil)
	c.does(r, signer, flow.Move{Do: objection.Sign})
	c.letters(r, notice.Told, nil) // what was right, and may not be shown any longer

	r, rec = c.filed(2, objection.Wrong)
	colleague, name := c.newcomer("another", rec)
	look(colleague, query.OfFile, 1)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	c.does(r, checker, flow.Move{
		Do: objection.Answer, As: objection.Upheld, Remedy: flow.Correct, Document: "示例〔2026〕1号",
		Values: []flow.Value{{Field: "CF_WSH", Text: "示例罚〔2026〕9号"}},
	})
	c.does(r, reviewer, flow.Move{Do: objection.ProviderSign})
	c.does(r, caseOfficer, flow.Move{Do: objection.Propose, As: objection.Upheld})
	c.does(r, signer, flow.Move{Do: objection.Sign})
	told := c.letters(r, notice.Told, []int64{colleague.Account})
	for _, n := range told {
		if it := n.Facts.Items[0]; n.To.Name == name || it.Ground != "" || it.Claim != "" {
			t.Errorf("the letter says too much: %+v", n)
		}
	}
}

// newcomer is another agent of the subject of the record, with an account.
func (c *court) newcomer(login string, rec record.Record) (actor.Actor, string) {
	c.Helper()
	name := "示例" + login
	a, err := c.store.EnterAccount(ctx(), account.Account{
		Login: login, Name: name, Roles: []actor.Role{actor.OrgAgent}, State: account.Active, Version: 1,
	}, event(audit.AccountMade, login))
	if err != nil {
		c.Fatal(err)
	}
	by := agent(rec)
	by.Account = a.ID
	return by, name
}

// letters fails unless the request owed letters of the kind to the accounts, and
// to nobody else.
func (c *court) letters(r flow.Request, k notice.Kind, accounts []int64) []notice.Notice {
	c.Helper()
	all, err := c.store.NoticesOf(ctx(), r.ID, caseOfficer)
	if err != nil {
		c.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(n notice.Notice) bool { return n.Kind != k })
	var got []int64
	for _, n := range all {
		got = append(got, n.To.Account)
	}
	if !slices.Equal(got, accounts) {
		c.Errorf("letters of kind %s went to %v, want %v", k, got, accounts)
	}
	return all
}

func tryADateThatACalendarMovesIsTold(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	c.now = civil.MustParse("2026-12-29").Start().Add(10 * time.Hour)
	file := func(n int) flow.Request {
		r, _ := c.filed(n, objection.Wrong)
		c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
		return c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	}
	theirs, still := file(1), file(2)
	c.does(theirs, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	anew := withRestful(t)
	recount := func() {
		list, _, err := c.store.Flows().Counted(ctx(), anew.Version(), civil.MustParse("2027-01-01"), 0, 100)
		for _, one := range list {
			if err == nil {
				_, err = c.store.Flows().Recount(ctx(), one, anew, c.now)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	recount()
	recount()
	for _, want := range []struct {
		r     flow.Request
		sides []actor.Side
	}{{theirs, []actor.Side{actor.Subject, actor.Provider}}, {still, []actor.Side{actor.Subject}}} {
		all, err := c.store.NoticesOf(ctx(), want.r.ID, caseOfficer)
		if err != nil {
			t.Fatal(err)
		}
		var sides []actor.Side
		for _, n := range all {
			if n.Kind != notice.Extended {
				continue
			}
			sides = append(sides, n.To.Side)
			f := n.Facts
			if f.Cause != notice.Calendar || len(f.Moved) != 1 || !f.Moved[0].To.Before(f.Moved[0].From) ||
				f.Limits[0].Due.On != f.Moved[0].To || !f.ExpectedOn.IsZero() {
				t.Errorf("the letter to %s says %+v", n.To.Side, f)
			}
		}
		if !slices.Equal(sides, want.sides) {
			t.Errorf("%s: letters went to %v, want %v", want.r.Number, sides, want.sides)
		}
	}
}

// flows.md O4 and ruling 6: the field alone is held, by its item.
func tryAWrongValueLeavesThePage(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, rec := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	overrules := flow.Move{
		Do: objection.Overrule, As: objection.Corrected, Document: "示例复议〔2026〕1号",
		Values: []flow.Value{{Field: "CF_SY", Text: "示例罚〔2026〕9号"}},
	}
	shown := func() disclosure.Missing {
		found, err := c.store.RecordByNumber(ctx(), rec.Number, Today)
		if err != nil {
			t.Fatal(err)
		}
		return disclosure.Show(found.Record, item, found.Subject, disclosure.Anyone, Today).Fields[0].Missing
	}
	for _, step := range []struct {
		by   actor.Actor
		move flow.Move
		want disclosure.Missing
	}{
		{caseOfficer, overrules, disclosure.OnHold},
		{signer, flow.Move{Do: objection.SendBack}, disclosure.Present},
		{caseOfficer, overrules, disclosure.OnHold},
		{signer, flow.Move{Do: objection.Sign}, disclosure.Present},
	} {
		c.does(r, step.by, step.move)
		if got := shown(); got != step.want {
			t.Errorf("after %s the field is missing as %q, want %q", step.move.Do, got, step.want)
		}
	}
}

func tryAnAnsweredMessageIsAnErrand(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	messages := feedback.NewService(c.service.Desk)
	for i, contact := range []string{"canary@mail.example.cn", "15400000001", "请发到办公室", ""} {
		filing := feedback.Filing{Op: c.op(), Topic: feedback.Consultation, Text: fmt.Sprint("金丝雀", i), Contact: contact}
		r, err := messages.File(ctx(), filing)
		if err != nil {
			t.Fatal(err)
		}
		before := len(c.errands(notice.Reply))
		answer := flow.Move{Do: feedback.Answer, As: feedback.Answered, Reason: "金丝雀答复", Op: c.op()}
		if _, err := messages.Do(ctx(), r.PublicID, r.Items[0].ID, answer, caseOfficer); err != nil {
			t.Fatal(err)
		}
		waiting := c.errands(notice.Reply)
		if len(waiting) != before+1 {
			t.Fatalf("%d errands after an answer, want %d", len(waiting), before+1)
		}
		about, to, err := c.store.Outbox().WordOf(ctx(), waiting[before])
		if err != nil || about.Number != r.Number {
			t.Errorf("word is about %s, %v", about.Number, err)
		}
		if reached := strings.ContainsAny(contact, "@1"); (len(to) == 1) != reached || reached && to[0].Address != contact {
			t.Errorf("of the contact %q word goes to %v", contact, to)
		}
	}
}
