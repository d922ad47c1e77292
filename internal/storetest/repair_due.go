package storetest

import (
	"slices"
	"sync"
	"testing"

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
