package portaltest

import (
	"net/http"
	"net/url"
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
