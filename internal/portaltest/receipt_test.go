package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestWhoeverFiledFollowsTheMatterByNumberAndLookupCodeAlone(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	filed, _ := agent.files("写明的异议内容")
	receipt := agent.get(filed.path + "/receipt")
	codes := receipt.doc.Find("main .c-code__value")
	if receipt.status != http.StatusOK || codes.Length() != 2 ||
		!strings.Contains(receipt.doc.Find("main").Text(), "异议处理中") {
		t.Fatalf("the receipt: %d, %s", receipt.status, receipt.doc.Find("main").Text())
	}
	number, code := strings.TrimSpace(codes.Eq(0).Text()), strings.TrimSpace(codes.Eq(1).Text())
	public := o.visitor()
	asked := public.get("/status")
	wrong := public.fill(asked, url.Values{"number": {number}, "lookup": {"0000-0000-0000-0000"}})
	never := public.fill(asked, url.Values{"number": {"2026-999999"}, "lookup": {"0000-0000-0000-0000"}})
	said := func(s sight) string {
		return strings.NewReplacer(number, "", "2026-999999", "").Replace(s.doc.Find("main").Text())
	}
	if wrong.status != http.StatusUnprocessableEntity || never.status != wrong.status || said(wrong) != said(never) {
		t.Errorf("a wrong code: %d, no such number: %d", wrong.status, never.status)
	}
	open := public.fill(asked, url.Values{"number": {number}, "lookup": {code}})
	text := open.doc.Find("main").Text()
	if open.path != "/status" || !strings.Contains(text, number) || !strings.Contains(text, "写明的异议内容") {
		t.Errorf("%q with %q opens %d at %s: %s", number, code, open.status, open.path, text)
	}
	if strings.Contains(text, "15400000001") {
		t.Error("who has the code alone reads how to reach the applicant")
	}
	if links := open.doc.Find(`main a[href*="/requests/"]`).Length(); links != 0 {
		t.Errorf("%d acts are offered by a code", links)
	}
	if page := public.fill(open, nil); page.path != "/status" || strings.Contains(page.doc.Find("main").Text(), number) {
		t.Error("the request stays open after it was closed")
	}
	if page := o.signIn("officer").get(filed.path + "/receipt"); page.status != http.StatusNotFound {
		t.Errorf("an officer who did not file opens the receipt with the code: %d", page.status)
	}
	if days := agent.get(filed.path + "/receipt.ics"); !strings.Contains(days.doc.Text(), "BEGIN:VEVENT") {
		t.Errorf("the calendar: %s", days.doc.Text())
	}
}

func TestAPaperIsFiledAtTheWindowForWhoHasNoAccount(t *testing.T) {
	o := mustOpenHall(t)
	window, agent := o.signIn("window"), o.signIn("agent")
	href, _ := agent.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	record := href[strings.LastIndexByte(href, '=')+1:]
	code := strings.TrimSpace(o.visitor().get("/records/" + record).doc.Find("main .c-code__value").First().Text())
	ask := window.get("/window")
	if page := window.fill(ask, url.Values{"subject_number": {"91370399MA00000000"}}); page.status !=
		http.StatusUnprocessableEntity {
		t.Errorf("an unknown code: %d", page.status)
	}
	form := window.fill(ask, url.Values{"subject_number": {code}})
	typed := url.Values{
		"record": {record}, "ground": {"wrong"}, "claim": {"金额与决定书不符"}, "contact": {"15400000001"},
		"applicant": {"示例来访人"}, "channel": {"counter"}, "came_on": {"2999-01-01"},
	}
	late := window.fill(form, typed)
	if late.status != http.StatusUnprocessableEntity || late.doc.Find("#came-fault").Length() != 1 {
		t.Fatalf("a day to come: %d, %s", late.status, late.doc.Find("main").Text())
	}
	typed.Set("came_on", "")
	receipt := window.fill(late, typed)
	if !strings.HasSuffix(receipt.path, "/receipt") || receipt.doc.Find("main .c-code__value").Length() != 2 {
		t.Fatalf("filed: %d at %s: %s", receipt.status, receipt.path, receipt.doc.Find("main").Text())
	}
	if page := agent.get(strings.TrimSuffix(receipt.path, "/receipt")); page.status != http.StatusOK {
		t.Errorf("the subject's own agent does not see it: %d", page.status)
	}
	if page := o.signIn("agent2").get("/window"); page.status != http.StatusNotFound {
		t.Errorf("somebody else at the window: %d", page.status)
	}
}
