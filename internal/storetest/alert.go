package storetest

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/monitor"
	"creditportal/internal/query"
)

func alarmed(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestLooksOfStaffAreCountedByDayByPersonLookedAtAndByNight":       tryLooksAreCounted,
		"TestAMemberOfStaffWhoSellsWhatTheySeeIsToldOfOnTheFirstDay":      tryWhoSellsIsToldOf,
		"TestWhoLookedAtAsManyAsTheyMayTodaySeesNobodyElseAndItIsEntered": tryTheQuota,
		"TestOneLookInAHundredIsDrawnADayAndADoubtfulOneIsToldOf":         tryTheSample,
	})
}

// worked enters looks of the account at so many data subjects, one a minute from
// the time on.
func worked(t *testing.T, desk *query.Desk, now *time.Time, by int64, from, subjects int) {
	t.Helper()
	who := actor.Actor{Account: by, Name: "示例经办员", Side: actor.Operator, Role: actor.CaseOfficer}
	for n := range subjects {
		*now = now.Add(time.Minute)
		about := int64(from + n)
		e := query.Entry{
			By: who, Basis: query.Work, Subject: about, Object: query.OfRequest("objection", strconv.Itoa(int(about))), Count: 1,
		}
		if _, err := desk.Note(ctx(), e); err != nil {
			t.Fatal(err)
		}
	}
}

func tryLooksAreCounted(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	now := Today.Start().Add(20*time.Hour + 55*time.Minute)
	desk := query.NewDesk(s, itemOf, func() time.Time { return now })
	worked(t, desk, &now, 7, 100, 10) // six of them after nine in the evening
	worked(t, desk, &now, 7, 100, 10) // the same ones again
	worked(t, desk, &now, 8, 100, 3)
	if _, err := desk.Note(ctx(), query.Entry{By: actor.Actor{
		Account: 9, Name: "示例", Side: actor.Subject, Role: actor.Person, Subject: 5,
	}, Basis: query.Self, Subject: 5, Object: query.OfFile}); err != nil {
		t.Fatal(err)
	}
	list, err := s.Looked(ctx(), Today)
	if err != nil {
		t.Fatal(err)
	}
	got := map[int64]monitor.Looked{}
	for _, l := range list {
		got[l.Account] = l
	}
	want := map[int64]monitor.Looked{
		7: {Account: 7, Day: Today, Subjects: 10}, 8: {Account: 8, Day: Today, Subjects: 3},
	}
	if len(got) != len(want) || got[7] != want[7] || got[8] != want[8] {
		t.Errorf("counted %+v", list)
	}
	now = Today.AddDays(1).Start().Add(5 * time.Hour)
	worked(t, desk, &now, 7, 100, 4) // the same night, after midnight
	list, err = s.Looked(ctx(), Today.AddDays(1))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list {
		got[l.Account] = l
	}
	tomorrow := Today.AddDays(1)
	night := monitor.Looked{Account: 7, Day: tomorrow, Subjects: 4, Night: 20}
	if len(list) != 2 || got[7] != night || got[8].Night != 3 {
		t.Errorf("after midnight: %+v", list)
	}
}

func tryWhoSellsIsToldOf(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	made, err := s.EnterAccount(ctx(), account.Account{
		Login: "clerk", Name: "示例经办员", Roles: []actor.Role{actor.CaseOfficer}, State: account.Active, Version: 1,
	}, event(audit.AccountMade, "clerk"))
	if err != nil {
		t.Fatal(err)
	}
	now := Today.Start().Add(8 * time.Hour)
	desk := query.NewDesk(s, itemOf, func() time.Time { return now })
	watch := monitor.NewWatch(s, s, monitor.Usual(), func() time.Time { return now })
	worked(t, desk, &now, made.ID, 1, monitor.Usual().Most)
	if err := watch.Look(ctx()); err != nil {
		t.Fatal(err)
	}
	if n, err := watch.Open(ctx()); err != nil || n != 0 {
		t.Fatalf("a busy day: %d alerts, %v", n, err)
	}
	worked(t, desk, &now, made.ID, 1000, 5)
	for range 3 { // looked for again and again
		if err := watch.Look(ctx()); err != nil {
			t.Fatal(err)
		}
	}
	list, err := watch.Alerts(ctx())
	if err != nil || len(list) != 1 {
		t.Fatalf("%d alerts, %v", len(list), err)
	}
	a := list[0]
	if a.Sign != monitor.TooMany || a.Account != made.ID || a.Name != "示例经办员" || a.Count != 105 ||
		a.Day != Today || !a.Open() {
		t.Errorf("raised: %+v", a)
	}
	officer := actor.Actor{Account: 99, Name: "示例监督员", Side: actor.Authority, Role: actor.AuthorityOfficer}
	themselves := actor.Actor{Account: made.ID, Name: "示例经办员", Side: actor.Operator}
	for name, c := range map[string]struct {
		words   string
		by      actor.Actor
		version int
		kind    fault.Kind
	}{
		"without words":                 {" ", officer, 1, fault.Invalid},
		"by whose looks they were":      {"没有什么", themselves, 1, fault.Forbidden},
		"as it was seen before it grew": {"没有什么", officer, 2, fault.Stale},
	} {
		if err := watch.Close(ctx(), a.PublicID, c.words, c.by, c.version, name); !fault.Is(err, c.kind) {
			t.Errorf("closed %s: %v", name, err)
		}
	}
	if err := watch.Close(ctx(), a.PublicID, "金丝雀：集中换证", officer, 1, "close"); err != nil {
		t.Fatal(err)
	}
	if err := watch.Close(ctx(), a.PublicID, "另一种说法", officer, 1, "again"); !fault.Is(err, fault.Stale) {
		t.Errorf("closed twice: %v", err)
	}
	closed, err := watch.Alert(ctx(), a.PublicID)
	if err != nil || closed.Open() || closed.ClosedBy != "示例监督员" || closed.Words != "金丝雀：集中换证" {
		t.Errorf("closed: %+v, %v", closed, err)
	}
	MustSeeClosed(t, db, []string{"金丝雀"})
	if err := watch.Look(ctx()); err != nil {
		t.Fatal(err)
	}
	if n, err := watch.Open(ctx()); err != nil || n != 0 {
		t.Errorf("the same day is told of again: %d, %v", n, err)
	}
}

func tryTheQuota(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	now := Today.Start().Add(8 * time.Hour)
	const most = 5
	desk := query.NewDesk(s, itemOf, func() time.Time { return now }).Allow(most)
	worked(t, desk, &now, 7, 1, most)
	worked(t, desk, &now, 7, 1, most) // at the same ones again
	next := query.Entry{
		By:    actor.Actor{Account: 7, Name: "示例经办员", Side: actor.Operator, Role: actor.CaseOfficer},
		Basis: query.Work, Subject: most + 1, Object: query.OfRequest("objection", "next"), Count: 1,
	}
	before := count(t, db, "query_log")
	if _, err := desk.Note(ctx(), next); !fault.Is(err, fault.Forbidden) {
		t.Errorf("one more: %v", err)
	}
	if n := count(t, db, "query_log"); n != before+1 {
		t.Errorf("what was refused made %d entries", n-before)
	}
	var refused, shown int
	last := Raw(t, db).QueryRow("SELECT refused, shown FROM query_log ORDER BY id DESC LIMIT 1")
	if err := last.Scan(&refused, &shown); err != nil || refused != 1 || shown != 0 {
		t.Errorf("what was refused is entered as refused %d, shown %d, %v", refused, shown, err)
	}
	worked(t, desk, &now, 8, most+1, 1) // a colleague
	now = Today.AddDays(1).Start().Add(8 * time.Hour)
	worked(t, desk, &now, 7, most+1, 1)
}

func tryTheSample(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	now := Today.Start().Add(8 * time.Hour)
	desk := query.NewDesk(s, itemOf, func() time.Time { return now })
	watch := monitor.NewWatch(s, s, monitor.Usual(), func() time.Time { return now })
	worked(t, desk, &now, 7, 1, 60)
	worked(t, desk, &now, 8, 1, 61)
	now = Today.AddDays(1).Start().Add(time.Hour)
	for range 3 { // several processes, hour by hour
		if err := watch.Draw(ctx()); err != nil {
			t.Fatal(err)
		}
	}
	drawn, err := watch.Sample(ctx())
	if err != nil || len(drawn) != 2 {
		t.Fatalf("of 121 looks %d were drawn, %v", len(drawn), err)
	}
	if n, err := watch.Open(ctx()); err != nil || n != 0 {
		t.Errorf("the authority is told of %d looks that were drawn by chance, %v", n, err)
	}
	auditor := actor.Actor{Account: 99, Name: "示例审计员", Side: actor.Authority, Role: actor.AuditAdmin}
	for i, inOrder := range []bool{true, false} {
		if drawn[i].Look == "" || drawn[i].Account == 0 || drawn[i].Day != Today {
			t.Errorf("drawn: %+v", drawn[i])
		}
		err := watch.Judge(ctx(), drawn[i].PublicID, "查无此件", inOrder, auditor, 1, fmt.Sprintf("judge %d", i))
		if err != nil {
			t.Fatal(err)
		}
	}
	told, err := watch.Alerts(ctx())
	if err != nil || len(told) != 1 || told[0].Sign != monitor.Doubtful || told[0].Look != drawn[1].Look ||
		told[0].Finding != "查无此件" {
		t.Errorf("the authority is told of %+v, %v", told, err)
	}
}
