package portaltest

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/subject"
	"creditportal/web/route"
)

// Art. 33 and 37: the template of a provider's files has a column in 万元, and
// whoever corrects an amount sees it in yuan. A unit mistaken is a fine ten
// thousand times as high.
func TestWhoeverCorrectsAFineTypesItInTheYuanInWhichItIsShown(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	window, officer, signer := o.signIn("window"), o.signIn("officer"), o.signIn("signer")
	fined := o.fined(everyAdverse(t, p, civil.MustParse(firstDay)))
	form := window.fill(window.get("/window"), url.Values{"subject_number": {fined.SubjectCode}})
	receipt := window.fill(form, url.Values{
		"record": {string(fined.Number)}, "ground": {"wrong"}, "claim": {"罚款金额与决定书不符"}, "contact": {"15400000001"},
		"applicant": {"示例来访人"}, "channel": {"counter"}, "came_on": {""},
	})
	request := strings.TrimSuffix(receipt.path, "/receipt")
	officer.done(request, "take", nil)
	form = officer.opens(request, "overrule")
	name, _ := form.doc.Find(`input[name="` + route.FieldValue + fine + `"]`).Attr("id")
	if label := form.doc.Find(`label[for="` + name + `"]`).Text(); !strings.Contains(label, "（元）") {
		t.Errorf("the fine is asked for as %q", label)
	}
	officer.done(request, "overrule", url.Values{
		"outcome": {"corrected"}, "document": {"示例复议〔2026〕1号"}, "reason": {"复议决定变更"},
		route.FieldValue + fine: {"31234"},
	})
	seen := map[string]string{"the comparison of the office": signer.get(request).text()}
	signer.done(request, "sign", nil)
	seen["the page of the record"] = o.visitor().get(route.Record(fined.Number)).text()
	for where, text := range seen {
		if !strings.Contains(text, "31,234.00元") || strings.Contains(text, "万元") {
			t.Errorf("%s: %s", where, text)
		}
	}
	letters := officer.get(request).doc.Find(`a[href^="/letters/"]`)
	told := letters.FilterFunction(func(_ int, link *goquery.Selection) bool {
		href, _ := link.Attr("href")
		text := officer.get(href).text()
		return strings.Contains(text, "31,234.00元") && !strings.Contains(text, "万元")
	})
	if told.Length() == 0 {
		t.Error("no letter says to what the fine was corrected")
	}
}

// fine is the field of a penalty that holds the amount.
const fine = "CF_NR_FK"

var fineShown = regexp.MustCompile(`罚款金额\s*[0-9,.]+元`)

// fined is a record whose page says how much a firm was fined.
func (o *hall) fined(all []disclosure.Shown) disclosure.Shown {
	o.Helper()
	public := o.visitor()
	i := slices.IndexFunc(all, func(s disclosure.Shown) bool {
		return s.SubjectKind == subject.LegalPerson && fineShown.MatchString(public.get(route.Record(s.Number)).text())
	})
	if i < 0 {
		o.Fatal("no record says how much somebody was fined")
	}
	return all[i]
}
