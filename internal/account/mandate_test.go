package account_test

import (
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/subject"
)

var today = civil.MustParse("2026-11-24")

// mandate is one that lives, and may be changed.
func mandate(id int64, change func(*account.Mandate)) account.Mandate {
	m := account.Mandate{
		ID: id, Kind: account.Agent, From: today.AddDays(-1), ProvedAt: today.Start(), Version: 1,
		Principal: subject.Subject{ID: 100 + id, Kind: subject.LegalPerson, Name: "示例有限公司", Standing: subject.Existing},
		Scopes:    []actor.Scope{actor.Objecting},
	}
	if change != nil {
		change(&m)
	}
	return m
}

func TestAMandateGivesNothingBeforeItsFirstDayAfterItsLastOrOnceItHasEnded(t *testing.T) {
	for _, c := range []struct {
		state  account.MandateState
		lives  bool
		change func(*account.Mandate)
	}{
		{account.MandateLives, true, nil},
		{account.MandateLives, true, func(m *account.Mandate) { m.From = today }},
		{account.MandateBegins, false, func(m *account.Mandate) { m.From = today.AddDays(1) }},
		{account.MandateExpires, true, func(m *account.Mandate) { m.To = today }},
		{account.MandateLapsed, false, func(m *account.Mandate) { m.To = today.AddDays(-1) }},
		{account.MandateLives, true, func(m *account.Mandate) { m.To = today.AddYears(1) }},
		{account.MandateWaits, false, func(m *account.Mandate) { m.ProvedAt = time.Time{} }},
		{account.MandateOver, false, func(m *account.Mandate) { m.EndedAt, m.Ended = today.Start(), account.Revoked }},
		{account.MandateDenied, false, func(m *account.Mandate) { m.EndedAt, m.Ended = today.Start(), account.Refused }},
		{account.MandateOrphan, false, func(m *account.Mandate) { m.Principal.Standing = subject.Cancelled }},
		{account.MandateLives, true, func(m *account.Mandate) {
			m.Kind, m.Principal.Standing = account.Successor, subject.Cancelled
		}},
		{account.MandateLives, false, func(m *account.Mandate) { m.Principal.ID = 0 }},
	} {
		m := mandate(1, c.change)
		if m.State(today) != c.state || m.Live(today) != c.lives {
			t.Errorf("%s, live %v; want %s, %v", m.State(today), m.Live(today), c.state, c.lives)
		}
	}
}

func TestNobodyActsInANameThatTheyDidNotChoose(t *testing.T) {
	a := account.Account{ID: 1, Roles: []actor.Role{actor.OrgAgent, actor.Person}, Subject: 7}
	all := []account.Mandate{mandate(1, nil), mandate(2, nil)}
	own := a.For(a.PartyOf(account.Session{}, all, today))
	if own.Subject != 7 || own.Mandate != 0 || own.Role != actor.Person || !own.May(actor.Deleting) {
		t.Errorf("without a choice: %+v", own)
	}
	chosen := a.For(a.PartyOf(account.Session{Mandate: 2}, all, today))
	if chosen.Subject != 102 || chosen.Mandate != 2 || chosen.Role != actor.OrgAgent || len(chosen.Held) != 1 ||
		!chosen.May(actor.Objecting) || chosen.May(actor.Querying) {
		t.Errorf("by the second mandate: %+v", chosen)
	}
	lost := a.PartyOf(account.Session{Mandate: 2}, all[:1], today)
	if by := a.For(lost); !lost.Lost || !lost.None() || by.Subject != 0 || by.Mandate != 0 {
		t.Errorf("the second mandate ended: %+v as %+v", lost, by)
	}
	a.Subject = 0
	if p := a.PartyOf(account.Session{Mandate: 1}, all, today); !p.None() || len(p.Choices) != 0 || a.For(p).Subject != 0 {
		t.Errorf("who they are is not proven: %+v", p)
	}
}

func TestAFormThatWasBegunForOneIsNotSentForAnother(t *testing.T) {
	token := account.NewToken()
	if form := token.FormOf("one"); token.SentOf("other", form) || token.Sent(form) || !token.SentOf("one", form) {
		t.Error("a form of one party is taken for another's")
	}
}
