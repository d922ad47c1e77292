package storetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/docket"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/repair"
	"creditportal/internal/statute"
	"creditportal/internal/workday"
)

func tryARecordHasOneOpenRepair(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	rec := mustKnow(t, b.store, entered(t, b.store, 1))
	var all sync.WaitGroup
	for i := range 4 {
		f := b.application(rec, 10*i)
		all.Go(func() {
			_, err := b.service.File(ctx(), f, agent(rec))
			if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Stale) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	_, err := b.service.File(ctx(), b.application(rec, 100), agent(rec))
	if n := count(t, b.db, "requests"); n != 1 || !fault.Is(err, fault.Conflict) {
		t.Errorf("%d requests, another one is told %v", n, err)
	}
}

func tryTheDocketShowsRepairs(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, _ := b.filed(1)
	desk := docket.NewDesk(func() workday.Calendar { return statute.MustLoad().Calendar }, b.store.Docket())
	list, _, err := desk.Page(ctx(), docket.Filter{Kind: flow.Repair, Provider: theProvider}, 10, Today)
	if err != nil || len(list) != 1 || list[0].PublicID != r.PublicID || list[0].Due.IsZero() {
		t.Fatalf("%v: %+v", err, list)
	}
	b.now = list[0].Due.AddDays(1).Start()
	for range 2 {
		ids, err := b.store.Flows().Owing(ctx(), civil.Of(b.now), statute.MustLoad().Calendar, 10)
		if err == nil {
			err = b.service.Watch(ctx(), ids)
		}
		if err != nil || !slices.Contains(ids, r.PublicID) {
			t.Fatalf("%v: %v is owed something", err, ids)
		}
	}
	if n := len(b.told(r, notice.Late)); n != 3 {
		t.Errorf("lateness is told by %d letters", n)
	}
	list, _, err = desk.Page(ctx(), docket.Filter{Raised: true}, 10, civil.Of(b.now))
	if err != nil || len(list) != 1 || list[0].Reminded != 1 {
		t.Errorf("%v: on the list of the authority are %+v", err, list)
	}
}

func tryWhatCannotBeReadKeepsNobodyFromBeingTold(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	broken, _ := b.filed(1)
	sound, _ := b.filed(2)
	other, _ := b.filed(3)
	_, err := Raw(t, b.db).ExecContext(ctx(), "UPDATE requests SET sealed = 'x' WHERE id = "+fmt.Sprint(broken.ID))
	mustCommit(t, err)
	b.now = other.Items[0].Binding.AddDays(1).Start()
	looked := map[string]bool{}
	for range 3 { // one at a time: what nobody can attend to is not met again and again
		ids, err := b.store.Flows().Owing(ctx(), civil.Of(b.now), statute.MustLoad().Calendar, 1)
		mustCommit(t, err)
		for _, id := range ids {
			looked[id] = true
		}
	}
	if len(looked) != 3 {
		t.Errorf("of three that are late, looked at are %v", looked)
	}
	late := []string{broken.PublicID, sound.PublicID, other.PublicID}
	if err := b.service.Watch(ctx(), late); err == nil {
		t.Error("nobody is told of the one that cannot be read")
	}
	if n, m := len(b.told(sound, notice.Late)), len(b.told(other, notice.Late)); n != 3 || m != 3 {
		t.Errorf("lateness of the others is told by %d and %d letters", n, m)
	}
}

func tryAnExtendedLimitIsKept(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	r, _ := b.filed(1)
	was := r.Items[0].Binding
	r = b.does(r, checker, flow.Move{Do: repair.Accept})
	b.does(r, reviewer, flow.Move{Do: repair.Extend})
	kept, err := b.store.Flows().Request(ctx(), r.PublicID, caseOfficer)
	if err != nil {
		t.Fatal(err)
	}
	if now := kept.Items[0].Binding; !now.After(was) {
		t.Errorf("extended from %s to %s", was, now)
	}
	for _, c := range kept.Items[0].Clocks {
		anew := law.Run(c.Limit, c.Due.Start, b.service.Desk.Law().Calendar)
		if c.Runs() && anew.Due.On != c.Due.On {
			t.Errorf("%s ends on %s, counted anew on %s", c.Limit.Clock, c.Due.On, anew.Due.On)
		}
	}
}

func tryWhatIsWrittenForARepairIsClosed(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	b.agreed(1)
	MustSeeClosed(t, b.db, []string{"15400000001", "示例罚款已缴清", "示例修〔2026〕1号", "示例理由"})
}

func tryAUnitIsRemindedOfARepair(t *testing.T, open Opener) {
	b := mustRepair(t, open)
	_, err := b.store.EnterAccount(ctx(), account.Account{
		Login: "checker", Name: "示例核查员", Roles: []actor.Role{actor.ProviderChecker}, Unit: theProvider,
		State: account.Active, Version: 1, Contacts: []account.Contact{provenMail(t, b.now)},
	}, event(audit.AccountMade, "the checker"))
	if err != nil {
		t.Fatal(err)
	}
	r, rec := b.filed(1)
	reminders := func() []notice.Parcel { return b.court().errands(notice.Remind) }
	for days, want := range []int{0, 0, 1, 2} { // filed on a Monday, it is to be accepted by Thursday
		b.now = Today.AddDays(days).Start().Add(10 * time.Hour)
		b.watches()
		b.watches()
		if got := len(reminders()); got != want {
			t.Errorf("%d days on there are %d reminders, want %d", days, got, want)
		}
	}
	about, to, err := b.store.Outbox().WordOf(ctx(), reminders()[0])
	if err != nil || about.Number != r.Number || len(to) != 1 || to[0].Address != reachedAt {
		t.Errorf("the reminder is about %s and goes to %v, %v", about.Number, to, err)
	}
	b.does(r, caseOfficer, flow.Move{Do: repair.Chase})
	b.refuses(fault.Invalid, r, caseOfficer, flow.Move{Do: repair.Chase})
	if got := len(reminders()); got != 3 {
		t.Errorf("chased once more it has %d reminders", got)
	}
	b.does(r, agent(rec), flow.Move{Do: repair.Withdraw})
	if _, to, err = b.store.Outbox().WordOf(ctx(), reminders()[0]); err != nil || len(to) != 0 {
		t.Errorf("of a matter that it has no longer, word goes to %v, %v", to, err)
	}
}
