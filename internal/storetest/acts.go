package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
)

// did lists the acts that the filter wants, the newest first.
func (c *court) did(f query.ActFilter) []audit.Act {
	c.Helper()
	f.Size = 100
	list, err := c.store.Acts(ctx(), f)
	if err != nil {
		c.Fatal(err)
	}
	acts := make([]audit.Act, len(list))
	for i, a := range list {
		acts[i] = a.Did
	}
	return acts
}

func tryTheTrailIsReadByWhatWasDone(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.filed(1, objection.Wrong)
	c.now = c.now.AddDate(0, 0, 1)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.now = c.now.AddDate(0, 0, 1)
	hidden := audit.Event{
		Did: audit.RecordHidden, On: "record/" + string(rec.Number), By: actor.Officer("示例管理员", actor.DataAdmin),
		At: c.now, Op: c.op(), Reason: "依据被撤销",
	}
	mustCommit(t, c.store.HideRecord(ctx(), rec.Number, hidden))
	of := []audit.Act{objection.TakeUp, objection.Submit}
	for name, want := range map[string]struct {
		filter query.ActFilter
		acts   []audit.Act
	}{
		"of a request":      {query.ActFilter{Number: r.Number}, of},
		"of a record":       {query.ActFilter{Number: strings.ToLower(string(rec.Number))}, []audit.Act{audit.RecordHidden}},
		"of nothing":        {query.ActFilter{Number: "2026-999999"}, nil},
		"of one sort":       {query.ActFilter{Did: objection.TakeUp}, of[:1]},
		"on one kind":       {query.ActFilter{Kind: "objection"}, of},
		"of one side":       {query.ActFilter{Kind: "objection", Side: actor.Subject}, of[1:]},
		"since a day":       {query.ActFilter{Kind: "objection", From: Today.AddDays(1)}, of[:1]},
		"until a day":       {query.ActFilter{Kind: "objection", To: Today}, of[1:]},
		"between two days":  {query.ActFilter{From: Today.AddDays(2), To: Today.AddDays(2)}, []audit.Act{audit.RecordHidden}},
		"before the others": {query.ActFilter{Number: r.Number, To: Today.AddDays(-1)}, nil},
	} {
		if diff := cmp.Diff(want.acts, c.did(want.filter), cmp.Transformer("none", func(l []audit.Act) string {
			return fmt.Sprint(l)
		})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	list, err := c.store.Acts(ctx(), query.ActFilter{Size: 1})
	if err != nil || len(list) != 1 || list[0].Number != string(rec.Number) || list[0].Reason != "依据被撤销" {
		t.Fatalf("the newest is %+v, %v", list, err)
	}
	rest, err := c.store.Acts(ctx(), query.ActFilter{After: list[0].Place, Kind: "objection", Size: 1})
	if err != nil || len(rest) != 1 || rest[0].Did != objection.TakeUp || rest[0].Number != r.Number {
		t.Errorf("after it comes %+v, %v", rest, err)
	}
}

// Whom an account is of is told by the name of a member of staff; that of a person
// is masked.
func tryTheTrailNamesNobodyInFull(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	for login, role := range map[string]actor.Role{"officer": actor.CaseOfficer, "person": actor.Person} {
		a, err := c.store.EnterAccount(ctx(), account.Account{
			Login: login, Name: "金丝雀" + login, Roles: []actor.Role{role}, State: account.Active, Version: 1,
		}, event(audit.AccountMade, login))
		mustCommit(t, err)
		e := event(audit.RecoveryMade, "recovery of "+login)
		e.On = fmt.Sprintf("account/%d", a.ID)
		mustCommit(t, c.store.RenewRecovery(ctx(), a.ID, nil, e))
	}
	list, err := c.store.Acts(ctx(), query.ActFilter{Did: audit.RecoveryMade, Size: 10})
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	names := []string{list[0].Holder, list[1].Holder}
	if !slices.Contains(names, "金丝雀officer") || slices.Contains(names, "金丝雀person") || slices.Contains(names, "") {
		t.Errorf("the holders are %q", names)
	}
}

func tryAPageOfTheTrailReadsLittle(t *testing.T, open Opener) {
	p := &probe{}
	c := &court{T: t, db: open(t), now: Today.Start()}
	c.store = MustOpen(t, c.db, p.wrap)
	c.service = objection.NewService(deskOf(c.store, func() time.Time { return c.now }))
	r, _ := c.filed(1, objection.Wrong)
	c.multiply("events", map[string]string{
		"id": "x.id + n.i", "did": "CASE WHEN n.i % 100 = 1 THEN 'record.hidden' ELSE x.did END",
		"object": "CASE WHEN n.i % 2 = 0 THEN 'records' ELSE 'objection/x' END",
	})
	for name, f := range map[string]query.ActFilter{
		"all": {}, "after a place": {After: query.Place{At: c.now, ID: 1 << 62}},
		"of one sort": {Did: audit.RecordHidden}, "on one kind": {Kind: "records"},
		"of a request": {Number: r.Number}, "of a day": {From: Today, To: Today},
	} {
		f.Size = listPage
		var page []question
		for _, q := range p.listen(func() {
			if list, err := c.store.Acts(ctx(), f); err != nil || len(list) != listPage && f.Number == "" || len(list) == 0 {
				t.Errorf("%s: %d acts, %v", name, len(list), err)
			}
		}) {
			if strings.Contains(q.text, "events") {
				page = append(page, q)
			}
		}
		if len(page) != 1 {
			t.Fatalf("%s: a page is read by %d questions", name, len(page))
		}
		if c.db.Dialect == "mysql" {
			judge(t, c.db, name, page)
			continue
		}
		plan := mustPlan(t, Raw(t, c.db), page[0])
		if !strings.Contains(plan, "USING INDEX events_") || f.Number == "" && strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s is read without an index, or sorted anew:\n%s", name, plan)
		}
	}
}
