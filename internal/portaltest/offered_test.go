package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestNobodyOfTheOfficeIsOfferedARowThatTheyMayNotOpen(t *testing.T) {
	o := mustOpenHall(t)
	o.signIn("agent").files("示例说明")
	public := o.visitor()
	public.fill(public.get("/services/consultation"), url.Values{"claim": {"怎样申请信用修复"}})
	for _, name := range []string{"data", "window", "officer", "signer"} {
		by, rows := o.signIn(name), 0
		for _, address := range []string{"/desk", "/desk/docket"} {
			page := by.get(address)
			opened := map[string]bool{}
			page.doc.Find("main table a[href]").Each(func(_ int, link *goquery.Selection) {
				href := link.AttrOr("href", "")
				kind := href[:strings.LastIndexByte(href, '/')+1]
				if kind == "/requests/" || kind == "/desk/feedback/" {
					rows++
				}
				if opened[kind] {
					return // one of each kind is enough
				}
				opened[kind] = true
				if got := by.get(href); got.status != http.StatusOK {
					t.Errorf("%s is offered %s at %s, which answers %d", name, href, address, got.status)
				}
			})
		}
		if (rows > 0) == (name == "data") {
			t.Errorf("%s reads %d rows", name, rows)
		}
		if said := strings.Contains(main(by.get("/desk/docket?due=soon")), "您的角色不办理"); said != (name == "data") {
			t.Errorf("%s is told that requests are not theirs: %t", name, said)
		}
	}
}

func TestWhoeverComesLateToAnActIsLedToTheRequestAndNobodyElseIs(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例说明")
	officer := o.signIn("officer")
	href, _ := officer.get(filed.path).doc.Find(`a[href$="/take"]`).Attr("href")
	officer.done(filed.path, "take", nil)
	if late := officer.get(href); late.status != http.StatusOK || late.path != filed.path {
		t.Errorf("what was claimed meanwhile: %d at %s", late.status, late.path)
	}
	item := strings.TrimSuffix(href, "take")
	for _, never := range []string{"sign", "dance"} {
		if got := officer.get(item + never); got.status != http.StatusNotFound {
			t.Errorf("%s, which the officer never does: %d", never, got.status)
		}
	}
	if other := o.signIn("agent2").get(item + "withdraw"); other.status != http.StatusNotFound {
		t.Errorf("another's request: %d", other.status)
	}
}

func TestThePageOfARefusedFormLeadsToItselfInTheOtherLanguage(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例说明")
	officer := o.signIn("officer")
	for from, ending := range map[string]string{"/account": "/password", filed.path: "/remarks"} {
		refused := officer.sends(officer.get(from), ending, nil)
		link, _ := refused.doc.Find(`header a[hreflang="en"]`).Attr("href")
		if other := officer.get(link); refused.status != http.StatusUnprocessableEntity || other.status != http.StatusOK {
			t.Errorf("%s is refused with %d and leads to %s, which answers %d", ending, refused.status, link, other.status)
		}
	}
}
