package portaltest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// offered are the accounts that a form offers to hand a matter to.
func offered(page sight) []string {
	return page.doc.Find("#officer option").Map(func(_ int, option *goquery.Selection) string {
		value, _ := option.Attr("value")
		return value
	})[1:] // the first says to choose
}

func TestAMatterIsHandedToNobodyWhoseAccountIsDisabled(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例一")
	asker := o.visitor()
	asker.fill(asker.get("/services/consultation"), url.Values{"claim": {"示例二"}})
	first, second := o.signIn("officer"), o.signIn("officer2")
	second.done(filed.path, "take", nil)
	before := first.get("/desk/docket")
	chosen := before.doc.Find(`input[name="chosen-item"]`).Map(func(_ int, box *goquery.Selection) string {
		value, _ := box.Attr("value")
		return value
	})
	to := offered(before)
	name := strings.TrimSpace(before.doc.Find("main tbody td").Eq(5).Text())
	security := o.signIn("security")
	security.sendsTo(security.at("officer2"), "/state", reason)

	now := first.get("/desk/docket")
	href, _ := first.get("/desk/feedback").doc.Find("main table a").First().Attr("href")
	form, _ := first.get(filed.path).doc.Find(`a[href$="/hand_over"]`).First().Attr("href")
	for _, page := range []sight{now, first.get(href), first.get(form)} {
		if left := offered(page); len(to) != 2 || len(left) != 1 {
			t.Errorf("%s offers %v, before %v", page.path, left, to)
		}
	}
	if still := strings.TrimSpace(now.doc.Find("main tbody td").Eq(5).Text()); still != name {
		t.Errorf("what a disabled officer worked on bears the name %q, before %q", still, name)
	}
	for _, account := range to {
		if account == offered(now)[0] {
			continue
		}
		refused := first.post("/desk/docket/bulk", first.formOf(now, "/bulk", url.Values{
			"chosen-item": chosen, "do": {"assign"}, "officer": {account},
		}))
		if refused.status != http.StatusUnprocessableEntity || !strings.Contains(main(refused), "办成0件，没有办成2件") {
			t.Errorf("handed to a disabled account: %d: %s", refused.status, main(refused))
		}
	}
}

func TestOfficersOfOneNameAreToldApartByWhomeverHandsAMatterOn(t *testing.T) {
	o := mustOpenHall(t)
	o.signIn("agent").files("示例一")
	names := map[string]bool{}
	o.signIn("officer").get("/desk/docket").doc.Find("#officer option").Each(func(_ int, option *goquery.Selection) {
		names[option.Text()] = true
	})
	if len(names) != 3 {
		t.Errorf("offered are %v", names)
	}
}

func TestWhoHandlesAMessageIsToldToAnswerIt(t *testing.T) {
	o := mustOpenHall(t)
	asker, officer := o.visitor(), o.signIn("officer")
	asker.fill(asker.get("/services/consultation"), url.Values{"claim": {"示例"}})
	href, _ := officer.get("/desk/feedback").doc.Find("main table a").First().Attr("href")
	if said := officer.get(href).doc.Find(".c-notice").Text(); !strings.Contains(said, "答复提问人") ||
		strings.Contains(said, "您") {
		t.Errorf("the officer reads %q", said)
	}
}

func TestNoRightIsGivenBeforeARoleIsChosen(t *testing.T) {
	security := mustOpenHall(t).signIn("security")
	page := security.sendsTo(security.at("editor"), "/grant", with(reason, "role", ""))
	at := page.doc.Find(`form[action$="/grant"]`)
	if page.status != http.StatusUnprocessableEntity || at.Find("#grant-role-fault").Length() != 1 {
		t.Errorf("%d: %s", page.status, main(page))
	}
	if chosen, _ := security.at("editor").doc.Find("#grant-role option").First().Attr("value"); chosen != "" {
		t.Errorf("%s is chosen before anybody chooses", chosen)
	}
}

func TestAProviderThatDisclaimsIsNotOfferedItself(t *testing.T) {
	o := mustOpenHall(t)
	request, _ := o.forwarded("示例")
	checker := o.signIn("checker")
	href, _ := checker.get(request).doc.Find(`a[href$="/not_ours"]`).First().Attr("href")
	page := checker.get(href)
	units := page.doc.Find("#unit option").Map(func(_ int, option *goquery.Selection) string { return option.Text() })
	if len(units) < 2 || slices.Contains(units, "示例区市场监督管理局") {
		t.Errorf("offered are %v", units)
	}
}
