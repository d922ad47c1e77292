package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// formOf is what the form that is sent to the address holds, with the values.
func (v *visitor) formOf(page sight, action string, values url.Values) url.Values {
	v.Helper()
	form := page.doc.Find(`form[action$="` + action + `"]`)
	if form.Length() != 1 {
		v.Fatalf("%s has %d forms to %s", page.path, form.Length(), action)
	}
	sent := url.Values{}
	form.Find("input[type=hidden]").Each(func(_ int, field *goquery.Selection) {
		name, _ := field.Attr("name")
		value, _ := field.Attr("value")
		sent.Add(name, value)
	})
	for name, list := range values {
		sent[name] = list
	}
	return sent
}

func (v *visitor) post(address string, values url.Values) sight {
	v.Helper()
	return v.read(v.client.PostForm(v.base+address, values))
}

func TestSeveralAreClaimedAtOnceAndEachThatIsRefusedIsNamed(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	agent.files("示例一")
	public := o.visitor()
	public.fill(public.get("/services/consultation"), url.Values{"claim": {"示例二"}})
	first, second := o.signIn("officer"), o.signIn("officer2")
	desk := first.get("/desk/docket")
	var chosen []string
	desk.doc.Find(`input[name="chosen-item"]`).Each(func(_ int, box *goquery.Selection) {
		value, _ := box.Attr("value")
		chosen = append(chosen, value)
	})
	if len(chosen) != 2 {
		t.Fatalf("%d boxes on %s", len(chosen), main(desk))
	}
	claim := first.formOf(desk, "/bulk", url.Values{"chosen-item": chosen, "do": {"claim"}})
	done := first.post("/desk/docket/bulk", claim)
	if done.path != "/desk/docket" || !strings.Contains(main(done), "已办理2件") {
		t.Fatalf("claimed: %d at %s: %s", done.status, done.path, main(done))
	}
	if again := first.post("/desk/docket/bulk", claim); again.path != "/desk/docket" {
		t.Errorf("sent twice by a double click: %d: %s", again.status, main(again))
	}
	late := second.formOf(second.get("/desk/docket"), "/bulk", url.Values{
		"chosen-item": append(chosen, "nosuchrequest.1"), "do": {"claim"},
	})
	refused := second.post("/desk/docket/bulk", late)
	if refused.status != http.StatusUnprocessableEntity || refused.doc.Find("main tbody tr").Length() != 3 ||
		strings.Count(main(refused), "已由其他人承办") != 2 || !strings.Contains(main(refused), "2026-000001") {
		t.Errorf("claimed by another: %d: %s", refused.status, main(refused))
	}
	if none := second.post("/desk/docket/bulk", second.formOf(second.get("/desk/docket"), "/bulk", nil)); none.status !=
		http.StatusUnprocessableEntity || !strings.Contains(main(none), "没有勾选") {
		t.Errorf("nothing ticked: %d: %s", none.status, main(none))
	}
	option := second.get("/desk/docket").doc.Find("#officer option").Last()
	to, _ := option.Attr("value")
	given := second.post("/desk/docket/bulk", second.formOf(second.get("/desk/docket"), "/bulk", url.Values{
		"chosen-item": chosen[:1], "do": {"assign"}, "officer": {to},
	}))
	if given.path != "/desk/docket" || !strings.Contains(main(given), "已办理1件") {
		t.Errorf("given: %d: %s", given.status, main(given))
	}
}

func TestAViewOfTheDocketIsForWhomSavedItAlone(t *testing.T) {
	o := mustOpenHall(t)
	officer, other := o.signIn("officer"), o.signIn("officer2")
	page := officer.get("/desk/docket?ground=wrong&owner=none")
	empty := officer.post("/desk/docket/views", officer.formOf(page, "/views", url.Values{"view-name": {" "}}))
	if empty.status != http.StatusUnprocessableEntity || empty.doc.Find("#view-name-fault").Length() != 1 {
		t.Errorf("without a name: %d: %s", empty.status, main(empty))
	}
	saved := officer.post("/desk/docket/views", officer.formOf(page, "/views", url.Values{"view-name": {"记载有误"}}))
	if tab := saved.doc.Find(`main nav a[aria-current]`); !strings.Contains(tab.Text(), "记载有误") {
		t.Errorf("saved: %d at %s: %s", saved.status, saved.path, main(saved))
	}
	if strings.Contains(main(other.get("/desk/docket")), "记载有误（") {
		t.Error("another officer has the view")
	}
	drop := officer.formOf(saved, "/views/drop", nil)
	theirs := other.formOf(other.get("/desk/docket?ground=wrong"), "/views", nil)
	theirs.Set("view", drop.Get("view"))
	foreign := other.post("/desk/docket/views/drop", theirs)
	theirs.Set("view", "1")
	absent := other.post("/desk/docket/views/drop", theirs)
	if foreign.status != http.StatusNotFound || foreign.status != absent.status || main(foreign) != main(absent) {
		t.Errorf("another's view: %d, none: %d", foreign.status, absent.status)
	}
	if gone := officer.post("/desk/docket/views/drop", drop); gone.doc.Find(`form[action$="/drop"]`).Length() != 0 ||
		strings.Contains(gone.doc.Find("main nav").Text(), "记载有误") {
		t.Errorf("dropped: %d: %s", gone.status, main(gone))
	}
}

func TestTheDocketIsTakenAwayByWhomProvedAMomentAgoThatItIsThey(t *testing.T) {
	o := mustOpenHall(t)
	officer := o.signIn("officer")
	if answer, err := officer.client.Get(o.base + "/desk/docket.csv"); err != nil || answer.Header.Get("Content-Type") !=
		"text/csv; charset=utf-8" {
		t.Errorf("just signed in: %v, %v", answer.Header, err)
	}
	o.pass(11 * time.Minute)
	page := officer.get("/desk/docket.csv")
	if page.path == "/desk/docket.csv" || page.doc.Find(`input[type="password"]`).Length() != 1 {
		t.Errorf("eleven minutes later: %d at %s", page.status, page.path)
	}
	page = officer.fill(page, url.Values{"password": {demoWord}, "otp": {codeOn(page)}})
	if page.doc.Find(`main a[href="/desk/docket.csv"], main a[href="/desk"]`).Length() != 2 {
		t.Errorf("who proved it is not led to the file and on: %d: %s", page.status, main(page))
	}
}

func TestTheKeysOfTheOfficeAreTurnedOffByASetting(t *testing.T) {
	o := mustOpenHall(t)
	officer := o.signIn("officer")
	scripts := func(page sight) int { return page.doc.Find(`script[src*="/keys."]`).Length() }
	if n := scripts(officer.get("/desk/docket")); n != 1 {
		t.Errorf("%d scripts for the keys", n)
	}
	href, _ := officer.get("/desk/docket").doc.Find("#keys a").Attr("href")
	if off := officer.get(href); scripts(off) != 0 || scripts(officer.get("/desk")) != 0 {
		t.Errorf("turned off at %s, the script is there still", href)
	}
	if public := o.visitor().get("/"); scripts(public) != 0 {
		t.Error("a public page has the keys of the office")
	}
}
