package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/docket"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/monitor"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/remark"
	"creditportal/internal/statute"
	"creditportal/internal/workday"
)

func dockets(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestTheDocketIsReadInPagesByDueDayWithNothingLeftOutOrTwice":   tryTheDocketIsReadInPages,
		"TestAPageOfTheDocketReadsLittleMoreThanItShows":                tryAPageOfTheDocketReadsLittle,
		"TestEveryConditionOfTheDocketFindsWhatItSays":                  tryEveryConditionOfTheDocket,
		"TestWhatIsClosedIsFoundByItsNumberAndStandsInNoOtherList":      tryWhatIsClosedIsFoundByItsNumber,
		"TestARemarkIsKeptOnceAndNotReadableInTheDatabase":              tryARemarkIsKeptOnce,
		"TestPunctualityCountsTheClocksThatRan":                         tryPunctualityCountsTheClocksThatRan,
		"TestWhatTheProviderSentStandsApartFromWhatAnObjectionChanged":  tryWhatTheProviderSentStandsApart,
		"TestARequestIsOpenToTheAuthorityForHalfAnHourAfterItsReason":   tryARequestIsOpenToTheAuthority,
		"TestWhatSomebodyDidIsListedTheNewestFirstAndNothingOfOthersIs": tryWhatSomebodyDidIsListed,
	})
}

func (c *court) docket() *docket.Desk {
	calendar := func() workday.Calendar { return statute.MustLoad().Calendar }
	return docket.NewDesk(calendar, c.store.Docket())
}

func (c *court) page(f docket.Filter) []docket.Entry {
	c.Helper()
	list, _, err := c.docket().Page(ctx(), f, 50, Today)
	if err != nil {
		c.Fatal(err)
	}
	return list
}

func tryTheDocketIsReadInPages(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	const filings = 7
	for i := range filings {
		c.now = Today.AddDays(-i / 2).Start().Add(10 * time.Hour)
		c.filed(i, objection.Wrong)
	}
	seen := map[int64]bool{}
	var last docket.Entry
	var at docket.Place
	for {
		page, next, err := c.docket().Page(ctx(), docket.Filter{After: at}, 3, Today)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page {
			if seen[e.ID] || e.Due.Before(last.Due) {
				t.Errorf("%s comes twice, or after what is due later", e.Number)
			}
			seen[e.ID], last = true, e
		}
		if at = next; next.IsZero() {
			break
		}
	}
	if len(seen) != filings {
		t.Errorf("%d of %d were read", len(seen), filings)
	}
}

func tryEveryConditionOfTheDocket(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	c.now = Today.AddDays(-10).Start().Add(10 * time.Hour)
	late, _ := c.filed(1, objection.Wrong)
	c.now = Today.Start().Add(10 * time.Hour)
	fresh, rec := c.filed(2, objection.NotPublic)
	c.does(fresh, caseOfficer, flow.Move{Do: objection.TakeUp})
	for name, f := range map[string]docket.Filter{
		late.Number: {Due: docket.Overdue}, "late, free": {Free: true}, "late, received": {State: objection.Received},
		"late, wrong": {Ground: string(objection.Wrong)}, "late, of the provider": {Provider: theProvider, Free: true},
	} {
		if got := c.page(f); len(got) != 1 || got[0].Number != late.Number || got[0].Subject == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for name, f := range map[string]docket.Filter{
		"mine": {Owner: caseOfficer.Account}, "soon": {Due: docket.Soon}, "verifying": {State: objection.Verifying},
		"by number": {Number: fresh.Number}, "by subject": {Subject: rec.Subject}, "by record": {Record: rec.ID},
	} {
		if got := c.page(f); len(got) != 1 || got[0].Number != fresh.Number {
			t.Errorf("%s: %+v", name, got)
		}
		if n, err := c.docket().Counts(ctx(), []docket.Filter{f, f}, Today); err != nil || !slices.Equal(n, []int{1, 1}) {
			t.Errorf("%s counts %d, %v", name, n, err)
		}
	}
	if got := c.page(docket.Filter{Due: docket.Today}); len(got) != 0 {
		t.Errorf("nothing is due today, found %+v", got)
	}
	sum, err := c.docket().Figures(ctx(), Today)
	if err != nil || sum.States[objection.Received] != (docket.Tally{Open: 1, Late: 1}) ||
		sum.States[objection.Verifying] != (docket.Tally{Open: 1}) {
		t.Errorf("sums %+v, %v", sum, err)
	}
}

func tryWhatIsClosedIsFoundByItsNumber(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.filed(1, objection.Wrong)
	c.does(r, agent(rec), flow.Move{Do: objection.Withdraw})
	if got := c.page(docket.Filter{}); len(got) != 0 {
		t.Errorf("the docket holds what is closed: %+v", got)
	}
	got := c.page(docket.Filter{Number: r.Number})
	if len(got) != 1 || got[0].Outcome != flow.Withdrawn || got[0].PublicID != r.PublicID {
		t.Errorf("by its number: %+v", got)
	}
}

func tryARemarkIsKeptOnce(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, _ := c.filed(1, objection.Wrong)
	desk := remark.NewDesk(c.store, func() time.Time { return c.now })
	note := remark.Remark{Request: r.ID, By: caseOfficer, Text: "请先核对决定书原件"}
	for range 2 { // a double click
		if err := desk.Write(ctx(), note, "objection/"+r.PublicID, "one click"); err != nil {
			t.Fatal(err)
		}
	}
	seen, err := desk.Of(ctx(), r.ID, signer)
	if err != nil || len(seen) != 1 || seen[0].Text != note.Text || seen[0].By.Name != caseOfficer.Name {
		t.Errorf("the signer reads %+v, %v", seen, err)
	}
	if none, err := desk.Of(ctx(), r.ID, checker); err != nil || len(none) != 0 {
		t.Errorf("the provider reads %+v, %v", none, err)
	}
	note.Text = " "
	if err := desk.Write(ctx(), note, "x", "empty"); !fault.Is(err, fault.Invalid) {
		t.Errorf("nothing is kept as a remark: %v", err)
	}
	MustSeeClosed(t, c.db, []string{"请先核对决定书原件"})
}

func tryPunctualityCountsTheClocksThatRan(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, _ := c.filed(1, objection.Wrong)
	c.answered(r, objection.Rejected, flow.Maintain)
	c.now = Today.AddDays(-20).Start().Add(10 * time.Hour)
	late, _ := c.filed(2, objection.Wrong)
	c.does(late, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(late, caseOfficer, flow.Move{Do: objection.FindSame})
	c.does(late, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	calendar := func() workday.Calendar { return statute.MustLoad().Calendar }
	watch := monitor.NewDesk(c.store, calendar, func() time.Time { return Today.Start() })
	kept, err := watch.Punctuality(ctx(), Today.AddMonths(-3))
	if err != nil || len(kept) == 0 {
		t.Fatalf("%+v, %v", kept, err)
	}
	if p := kept[0]; p.Provider != theProvider || p.Due != 2 || p.OnTime != 1 || p.Overdue != 1 || p.Share() != 50 {
		t.Errorf("the provider kept its limits so: %+v", p)
	}
	health, err := watch.Health(ctx())
	if err != nil || len(health.Reports) != 1 {
		t.Errorf("health %+v, %v", health, err)
	}
}

func tryWhatTheProviderSentStandsApart(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.filed(1, objection.Wrong)
	sent, err := c.store.SuppliedOf(ctx(), c.record(rec)) // annotated meanwhile
	if err != nil || sent.DocumentNumber != rec.DocumentNumber {
		t.Errorf("before: %q, %v", sent.DocumentNumber, err)
	}
	r = c.answered(r, objection.Upheld, flow.Correct, flow.Value{Field: "CF_WSH", Text: "示例罚〔2026〕9号"})
	c.does(r, signer, flow.Move{Do: objection.Sign})
	now := c.record(rec)
	sent, err = c.store.SuppliedOf(ctx(), now)
	if err != nil || sent.DocumentNumber != rec.DocumentNumber || now.DocumentNumber == rec.DocumentNumber {
		t.Errorf("sent %q, shown %q, %v", sent.DocumentNumber, now.DocumentNumber, err)
	}
}

func tryARequestIsOpenToTheAuthority(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, _ := c.filed(1, objection.Wrong)
	desk := query.NewDesk(c.store, nil, func() time.Time { return c.now })
	watcher := staff(9, actor.AuthorityOfficer)
	look := query.Entry{By: watcher, Subject: r.Subject, Object: "objection/" + r.PublicID, Count: 1}
	open9 := func() bool {
		ok, err := desk.Excepted(ctx(), look)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if open9() {
		t.Error("a request is open before a reason is given")
	}
	var refused *fault.Error
	if err := desk.Except(ctx(), look, " ", "blank"); !errors.As(err, &refused) || refused.Key != "query.fault.reason" {
		t.Errorf("without a reason: %v", err)
	}
	if err := desk.Except(ctx(), look, "逾期督办", "reason"); err != nil || !open9() {
		t.Errorf("with a reason: %v", err)
	}
	other := look
	other.By.Account = 10
	if ok, err := desk.Excepted(ctx(), other); ok || err != nil {
		t.Errorf("the reason of one opens it to another: %v", err)
	}
	if c.now = c.now.Add(31 * time.Minute); open9() {
		t.Error("it is open still after half an hour")
	}
}

func tryWhatSomebodyDidIsListed(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, _ := c.filed(1, objection.Wrong)
	r = c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp, Reason: "开始"})
	c.now = c.now.Add(time.Hour)
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame, Reason: "一致"})
	first, err := c.store.Deeds(ctx(), caseOfficer, flow.Moment{}, 1)
	if err != nil || len(first) != 1 || first[0].Did != objection.FindSame || first[0].Number != r.Number {
		t.Fatalf("first %+v, %v", first, err)
	}
	rest, err := c.store.Deeds(ctx(), caseOfficer, flow.Moment{At: first[0].At, ID: first[0].ID}, 10)
	if err != nil || len(rest) != 1 || rest[0].Did != objection.TakeUp || rest[0].Reason != "开始" {
		t.Errorf("the rest %+v, %v", rest, err)
	}
	if none, err := c.store.Deeds(ctx(), signer, flow.Moment{}, 10); err != nil || len(none) != 0 {
		t.Errorf("who did nothing sees %+v, %v", none, err)
	}
}
