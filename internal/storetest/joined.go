package storetest

import (
	"strings"
	"testing"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
)

// What is joined to an older request stays to be found from there.
func tryWhatIsJoinedLeadsBack(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	older, rec := c.filed(1, objection.Wrong)
	younger, err := c.service.File(ctx(), filing(rec, c.op(), objection.Rights), agent(rec))
	if err != nil {
		t.Fatal(err)
	}
	join := func(number string) error {
		m := flow.Move{Do: objection.Join, Op: c.op(), Reason: "同一件事", Document: number}
		_, err := c.service.Do(ctx(), younger.PublicID, younger.Items[0].ID, m, caseOfficer)
		return err
	}
	if err := join("2026-999999"); !fault.Is(err, fault.Invalid) {
		t.Errorf("joined to what there is not: %v", err)
	}
	if err := join(strings.ToLower(older.Number)); err != nil {
		t.Fatal(err)
	}
	back, err := c.store.JoinedTo(ctx(), older.ID)
	if err != nil || len(back) != 1 || back[0].Number != younger.Number || back[0].PublicID != younger.PublicID {
		t.Errorf("from the older one it leads to %+v, %v", back, err)
	}
	for _, id := range []int64{younger.ID, 0} {
		if back, err := c.store.JoinedTo(ctx(), id); err != nil || len(back) != 0 {
			t.Errorf("from request %d it leads to %+v, %v", id, back, err)
		}
	}
}

// Ruling 20: whoever objected reads the answer and may comment on it once; they are
// told that they can, while they can.
func tryWhoObjectedIsToldOfTheAnswer(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	rec := mustKnow(t, c.store, entered(t, c.store, 1))
	holder, err := c.store.EnterAccount(ctx(), account.Account{
		Login: "person", Name: "示例甲", Roles: []actor.Role{actor.Person}, Subject: rec.Subject, State: account.Active,
		Version: 1, Contacts: []account.Contact{provenMail(t, c.now)},
	}, event(audit.AccountMade, "person"))
	if err != nil {
		t.Fatal(err)
	}
	f := filing(rec, c.op(), objection.Wrong)
	f.Applicant.Account = holder.ID
	by := agent(rec)
	by.Account = holder.ID
	r, err := c.service.File(ctx(), f, by)
	if err != nil {
		t.Fatal(err)
	}
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	c.does(r, checker, flow.Move{
		Do: objection.Answer, As: objection.Rejected, Remedy: flow.Maintain, Document: "示例〔2026〕1号",
	})
	if n := len(c.errands(notice.Answered)); n != 0 {
		t.Fatalf("before the answer is confirmed there are %d errands", n)
	}
	c.does(r, reviewer, flow.Move{Do: objection.ProviderSign})
	waiting := c.errands(notice.Answered)
	if len(waiting) != 1 || waiting[0].Notice != 0 {
		t.Fatalf("after the answer is confirmed there are %+v", waiting)
	}
	about, to, err := c.store.Outbox().WordOf(ctx(), waiting[0])
	if err != nil || about.Number != r.Number || len(to) != 1 || to[0].Address != reachedAt {
		t.Errorf("word is about %s and goes to %v, %v", about.Number, to, err)
	}
	c.does(r, caseOfficer, flow.Move{Do: objection.Propose, As: objection.Rejected})
	if _, to, err := c.store.Outbox().WordOf(ctx(), waiting[0]); err != nil || len(to) != 0 {
		t.Errorf("of what can no longer be commented on, word goes to %v, %v", to, err)
	}
}
