package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// sends sends the form of the page that leads to an address with the ending.
func (v *visitor) sends(page sight, ending string, values url.Values) sight {
	v.Helper()
	forms := page.doc.Find(`main form[action$="` + ending + `"]`)
	if forms.Length() != 1 {
		v.Fatalf("%s offers %d forms to %s: %s", page.path, forms.Length(), ending, page.doc.Find("main").Text())
	}
	alone := goquery.NewDocumentFromNode(forms.Nodes[0])
	action, _ := forms.Attr("action")
	sent := url.Values{}
	alone.Find("input[type=hidden]").Each(func(_ int, field *goquery.Selection) {
		name, _ := field.Attr("name")
		value, _ := field.Attr("value")
		sent.Add(name, value)
	})
	for name, list := range values {
		sent[name] = list
	}
	return v.read(v.client.PostForm(v.base+action, sent))
}

func (s sight) text() string { return s.doc.Find("main").Text() }

// receipt is the number and the lookup code on the page.
func (s sight) receipt() url.Values {
	values := url.Values{"lookup": {s.doc.Find("main .c-code__value").First().Text()}}
	s.doc.Find("main .c-facts__row").Each(func(_ int, row *goquery.Selection) {
		if row.Find("dt").Text() == "编号" {
			values.Set("number", strings.TrimSpace(row.Find("dd").Text()))
		}
	})
	return values
}

func TestAMistakeOfTheSiteIsReportedAnsweredAndReadWithoutAnAccount(t *testing.T) {
	o := mustOpenHall(t)
	public := o.visitor()
	form := public.get("/services/site-error")
	filed := public.fill(form, url.Values{
		"page": {"/statistics"}, "claim": {"合计不等于各项之和"}, "contact": {"15400000001"},
	})
	if filed.path != "/feedback" || !strings.Contains(filed.text(), "最迟于") {
		t.Fatalf("sent: %d at %s: %s", filed.status, filed.path, filed.text())
	}
	receipt := filed.receipt()
	if again := public.get("/feedback").receipt(); again.Encode() != receipt.Encode() || receipt.Get("number") == "" {
		t.Errorf("the receipt is %v, and after a reload %v", receipt, again)
	}
	if twice := public.fill(form, url.Values{"claim": {"合计不等于各项之和"}}).receipt(); twice.Encode() != receipt.Encode() {
		t.Errorf("sent twice by a double click: %v and %v", receipt, twice)
	}

	window := o.signIn("window")
	href, _ := window.get("/desk/feedback").doc.Find("main table a").First().Attr("href")
	message := window.get(href)
	if text := message.text(); !strings.Contains(text, "15400000001") || !strings.Contains(text, "/statistics") {
		t.Errorf("the window reads %s", text)
	}
	window.sends(message, "/take", nil)
	empty := window.sends(window.get(href), "/answer", url.Values{"outcome": {"mended"}, "reason": {" "}})
	if empty.status != http.StatusUnprocessableEntity || empty.doc.Find(".c-errors a").Length() != 1 {
		t.Errorf("an answer without words: %d: %s", empty.status, empty.text())
	}
	answered := window.sends(window.get(href), "/answer", url.Values{"outcome": {"mended"}, "reason": {"已经改正，谢谢您。"}})
	if answered.status != http.StatusOK || !strings.Contains(answered.text(), "已经改正，谢谢您。") {
		t.Errorf("answered: %d: %s", answered.status, answered.text())
	}

	elsewhere := o.visitor()
	read := elsewhere.fill(elsewhere.get("/feedback"), receipt)
	if !strings.Contains(read.text(), "已经改正，谢谢您。") || strings.Contains(read.text(), "15400000001") {
		t.Errorf("with number and code one reads %s", read.text())
	}
	if strings.Contains(read.text(), "示例") {
		t.Errorf("the name of an officer is told: %s", read.text())
	}
}

func TestANumberThatIsNotThereAndACodeThatIsWrongAreAnsweredAlike(t *testing.T) {
	o := mustOpenHall(t)
	public := o.visitor()
	receipt := public.fill(public.get("/services/consultation"), url.Values{"claim": {"怎样申请信用修复"}}).receipt()
	stranger := o.visitor()
	form := stranger.get("/feedback")
	answer := func(number, code string) string {
		got := stranger.fill(form, url.Values{"number": {number}, "lookup": {code}})
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s with %s: %d", number, code, got.status)
		}
		return strings.NewReplacer(number, "N", code, "C").Replace(got.text())
	}
	const code = "0000-0000-0000-0000"
	wrong, absent := answer(receipt.Get("number"), code), answer("2026-999999", code)
	if wrong != absent {
		t.Errorf("a wrong code is answered\n%s\nan absent number\n%s", wrong, absent)
	}
}

func TestWhatIsWrongWithAMessageIsSaidAndNothingTypedIsLost(t *testing.T) {
	o := mustOpenHall(t)
	public := o.visitor()
	long := strings.Repeat("错", 2001)
	refused := public.fill(public.get("/en/services/site-error"), url.Values{"claim": {long}, "page": {"/rules"}})
	if refused.status != http.StatusUnprocessableEntity || refused.doc.Find("textarea").Text() != long {
		t.Errorf("%d, and %d characters are kept", refused.status, len([]rune(refused.doc.Find("textarea").Text())))
	}
	if page, _ := refused.doc.Find("#page").Attr("value"); page != "/rules" {
		t.Errorf("the page is kept as %q", page)
	}
	bare := o.visitor()
	if got := bare.read(bare.client.PostForm(o.base+"/services/site-error", url.Values{"claim": {"错"}})); got.status !=
		http.StatusUnprocessableEntity || got.doc.Find("textarea").Text() != "错" {
		t.Errorf("without a mark of the browser: %d", got.status)
	}
}

func TestWhoSendsTooMuchIsToldWhenToSendAgain(t *testing.T) {
	o := mustOpenHall(t)
	public := o.visitor()
	for range 20 {
		if got := public.fill(public.get("/services/consultation"), url.Values{"claim": {"问"}}); got.path != "/feedback" {
			t.Fatalf("sent: %d: %s", got.status, got.text())
		}
	}
	got := public.fill(public.get("/services/consultation"), url.Values{"claim": {"再问"}})
	if got.status != http.StatusTooManyRequests || got.doc.Find("textarea").Text() != "再问" ||
		!strings.Contains(got.text(), "分钟后再提交") {
		t.Errorf("the twenty-first: %d: %s", got.status, got.text())
	}
}

func TestAMessageIsForTheOfficeOfTheOperatorAlone(t *testing.T) {
	o := mustOpenHall(t)
	public := o.visitor()
	public.fill(public.get("/services/consultation"), url.Values{"claim": {"怎样申请信用修复"}})
	href, _ := o.signIn("window").get("/desk/feedback").doc.Find("main table a").First().Attr("href")
	for _, login := range []string{"agent", "checker", "data", "authority"} {
		by := o.signIn(login)
		if got, absent := by.get(href), by.get("/desk/feedback/nosuchmessage"); got.status != http.StatusNotFound ||
			got.text() != absent.text() {
			t.Errorf("%s: %d, as for one that is not there: %v", login, got.status, got.text() == absent.text())
		}
	}
}
