package storetest

import (
	"sync"
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
)

func feedbacks(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestANumberOpensARequestWithItsOwnCodeAlone":          tryANumberOpensARequestWithItsOwnCodeAlone,
		"TestAMessageIsKeptEncryptedAnsweredAndFoundByItsCode": tryAMessageIsKeptEncryptedAnsweredAndFoundByItsCode,
		"TestOfManyWhoAnswerAMessageAtOnceOneDoes":             tryOfManyWhoAnswerAMessageAtOnceOneDoes,
	})
}

func tryANumberOpensARequestWithItsOwnCodeAlone(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	mine, _ := c.filed(1, objection.Wrong)
	others, _ := c.filed(2, objection.Wrong)
	flows := c.store.Flows()
	code := flows.LookupOf(mine.PublicID)
	found, err := flows.ByLookup(ctx(), " "+mine.Number, code)
	if err != nil || found.PublicID != mine.PublicID {
		t.Errorf("its own code opens %q, %v", found.PublicID, err)
	}
	for _, pair := range []struct {
		number string
		code   flow.Lookup
	}{
		{mine.Number, flows.LookupOf(others.PublicID)},
		{others.Number, code},
		{"2026-999999", code},
		{"", code},
		{"2026-999999", flows.LookupOf("")},
		{mine.Number, ""},
	} {
		_, err := flows.ByLookup(ctx(), pair.number, pair.code)
		if !fault.Is(err, fault.NotFound) || err.Error() != flow.Unknown().Error() {
			t.Errorf("%s with %s: %v", pair.number, pair.code, err)
		}
	}
}

func tryAMessageIsKeptEncryptedAnsweredAndFoundByItsCode(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	desk := c.service.Desk
	messages := feedback.NewService(desk)
	const words, contact = "统计页面的合计不等于各项之和", "15400000001"
	filing := feedback.Filing{
		Op: c.op(), Topic: feedback.SiteError, Text: words, Page: "/statistics", Contact: contact,
	}
	first, err := messages.File(ctx(), filing)
	if err != nil {
		t.Fatal(err)
	}
	again, err := messages.File(ctx(), filing)
	if err != nil || again.PublicID != first.PublicID || first.Number == "" {
		t.Errorf("sent twice by a double click: %q and %q, %v", first.PublicID, again.PublicID, err)
	}
	MustSeeClosed(t, c.db, []string{words, contact, "/statistics"})
	if _, err := c.service.Do(ctx(), first.PublicID, first.Items[0].ID, flow.Move{
		Do: objection.TakeUp, Op: c.op(),
	}, caseOfficer); !fault.Is(err, fault.NotFound) {
		t.Errorf("it is taken for an objection: %v", err)
	}
	waiting, _, err := desk.Store.Items(ctx(), flow.Filter{Kind: flow.Feedback, Size: 10})
	if err != nil || len(waiting) != 1 || waiting[0].Items[0].Due.String() != "2026-11-26" {
		t.Errorf("waiting: %d, %v", len(waiting), err)
	}
	_, err = messages.Do(ctx(), first.PublicID, first.Items[0].ID, flow.Move{
		Do: feedback.Answer, Op: c.op(), As: feedback.Mended, Reason: "已经改正，谢谢。",
	}, caseOfficer)
	if err != nil {
		t.Fatal(err)
	}
	flows := c.store.Flows()
	answered, err := flows.ByLookup(ctx(), first.Number, flows.LookupOf(first.PublicID))
	if err != nil {
		t.Fatal(err)
	}
	it := answered.Items[0]
	if it.Outcome != feedback.Mended || it.Answer.Reason != "已经改正，谢谢。" || it.About != "/statistics" ||
		it.Claim != words || answered.Applicant.Contact != contact {
		t.Errorf("kept: %+v", it)
	}
}

func tryOfManyWhoAnswerAMessageAtOnceOneDoes(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	messages := feedback.NewService(c.service.Desk)
	r, err := messages.File(ctx(), feedback.Filing{Op: c.op(), Topic: feedback.Consultation, Text: "怎样申请修复"})
	if err != nil {
		t.Fatal(err)
	}
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			_, errs[i] = messages.Do(ctx(), r.PublicID, r.Items[0].ID, flow.Move{
				Do: feedback.Answer, Op: c.op(), As: feedback.Answered, Reason: "答复", Version: r.Items[0].Version,
			}, caseOfficer)
		})
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !fault.Is(err, fault.Stale) && !fault.Is(err, fault.Conflict):
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d answers were given", won)
	}
}
