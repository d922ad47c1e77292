package portaltest

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// opens opens the form of an act upon the only item of the request.
func (v *visitor) opens(request, act string) sight {
	v.Helper()
	href, ok := v.get(request).doc.Find(fmt.Sprintf(`a[href$="/%s"]`, act)).First().Attr("href")
	if !ok {
		v.Fatalf("%s is not offered: %s", act, v.get(request).doc.Find(".c-acts").Text())
	}
	return v.get(href)
}

func TestOfTwoClerksWhoTakeAMatterAtOnceTheSecondIsToldThatSomebodyWasQuicker(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例")
	first, second := o.signIn("officer"), o.signIn("officer2")
	hers, his := first.opens(filed.path, "take"), second.opens(filed.path, "take")
	if page := first.fill(hers, nil); page.path != filed.path {
		t.Fatalf("the first: %d at %s", page.status, page.path)
	}
	page := second.fill(his, nil)
	if page.status != http.StatusConflict || page.doc.Find("main h1").Length() != 1 {
		t.Errorf("the second: %d: %s", page.status, page.doc.Find("main").Text())
	}
	first.opens(filed.path, "find_same") // it is still hers to do
}

func TestAMatterIsWithdrawnOrDecidedAndNeverBoth(t *testing.T) {
	for _, quicker := range []string{"the applicant", "the officer"} {
		o := mustOpenHall(t)
		agent, officer, signer := o.signIn("agent"), o.signIn("officer"), o.signIn("signer")
		filed, number := agent.files("示例")
		officer.done(filed.path, "take", nil)
		officer.done(filed.path, "refuse", url.Values{"reason": {"不属于受理范围"}})
		withdrawal, signature := agent.opens(filed.path, "withdraw"), signer.opens(filed.path, "sign")
		var late sight
		if quicker == "the applicant" {
			agent.fill(withdrawal, nil)
			late = signer.fill(signature, nil)
		} else {
			signer.fill(signature, nil)
			late = agent.fill(withdrawal, nil)
		}
		if late.status != http.StatusConflict {
			t.Errorf("%s was quicker; the other is told %d: %s", quicker, late.status, late.doc.Find("main").Text())
		}
		kinds := agent.letters(filed.path)
		if want := map[string]string{
			"the applicant": "撤回", "the officer": "不予受理",
		}[quicker]; !strings.Contains(kinds, want) || strings.Contains(kinds, "不予受理") && strings.Contains(kinds, "撤回") {
			t.Errorf("%s was quicker, the letters are %s", quicker, kinds)
		}
		if text := o.visitor().get("/records/" + number).doc.Find("main").Text(); strings.Contains(text, "异议处理中") {
			t.Errorf("%s was quicker, and the record is still annotated", quicker)
		}
	}
}

func TestAFormThatIsSentAgainAfterGoingBackChangesNothingMore(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例")
	officer := o.signIn("officer")
	officer.done(filed.path, "take", nil)
	form := officer.opens(filed.path, "find_same")
	officer.fill(form, url.Values{"reason": {"与报送的一致"}})
	before := officer.get(filed.path).doc.Find("main").Text()
	if again := officer.fill(form, url.Values{"reason": {"改了主意"}}); again.path != filed.path {
		t.Errorf("sent again: %d at %s", again.status, again.path)
	}
	after := officer.get(filed.path).doc.Find("main").Text()
	if strings.Contains(after, "改了主意") || len(after) != len(before) {
		t.Errorf("the request says now: %s", after)
	}
}

func TestAReasonThatIsTooLongComesBackWholeWithWhatIsWrong(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	long := strings.Repeat("长", 10_000)
	href, _ := agent.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	form := agent.fill(agent.get(href), url.Values{"ground": {"wrong"}, "claim": {long}, "contact": {"15400000001"}})
	if form.status != http.StatusUnprocessableEntity || form.doc.Find(".c-errors").Length() == 0 ||
		form.doc.Find(`textarea[name="claim"]`).Text() != long {
		t.Errorf("a claim of 10,000 characters: %d: %s", form.status, form.doc.Find(".c-errors").Text())
	}
	filed, _ := agent.files("示例")
	officer.done(filed.path, "take", nil)
	act := officer.does(filed.path, "find_same", url.Values{"reason": {long}})
	if act.status != http.StatusUnprocessableEntity || act.doc.Find(`textarea[name="reason"]`).Text() != long {
		t.Errorf("a reason of 10,000 characters: %d at %s", act.status, act.path)
	}
}

// tooLarge is a file of eleven mebibytes that says it is a PDF.
func tooLarge() []byte {
	return append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("0"), 11<<20)...)
}

const scripted = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction 3 0 R >>\nendobj\n" +
	"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" +
	"3 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"

func TestAFileThatIsTooLargeOrCarriesAScriptIsLeftOutAndTheDayOfReceiptStands(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	href, _ := agent.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	typed := url.Values{"ground": {"wrong"}, "claim": {"见附件"}, "contact": {"15400000001"}}
	check := agent.fillWith(agent.get(href), typed, map[string][]byte{
		"扫描件.pdf": tooLarge(), "表格.pdf": []byte(scripted), "照片.png": drawing(t),
	})
	said := check.doc.Find("main .c-notice").Text()
	if !strings.Contains(said, "扫描件.pdf") || !strings.Contains(said, "表格.pdf") || strings.Contains(said, "照片.png") {
		t.Errorf("of the files it says %q", said)
	}
	filed := agent.followed(agent.submits(check))
	if !strings.HasPrefix(filed.path, "/requests/") || filed.doc.Find(`a[href*="/files/"]`).Length() != 1 {
		t.Fatalf("filed: %d at %s: %s", filed.status, filed.path, filed.doc.Find("main").Text())
	}
	if kinds := agent.letters(filed.path); kinds != "收件回执" {
		t.Errorf("the letters are %s", kinds)
	}
}

func TestWhatIsNoLongerShownIsNotObjectedToAndTheFormSaysWhy(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	href, _ := agent.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	form, late := agent.get(href), agent.get(href)
	typed := url.Values{"ground": {"not_public"}, "claim": {"依法不应公开"}, "contact": {"15400000001"}}
	request := agent.followed(agent.submits(agent.fill(form, typed))).path
	officer.done(request, "take", nil)
	officer.done(request, "find_own", url.Values{"outcome": {"removed"}, "reason": {"依目录不应公开"}})
	o.signIn("signer").done(request, "sign", nil)

	typed.Set("ground", "wrong")
	page := agent.fill(late, typed)
	if page.status != http.StatusUnprocessableEntity || page.doc.Find(".c-errors").Text() == "" {
		t.Errorf("an objection to what was taken down: %d at %s: %s", page.status, page.path, page.doc.Find("main").Text())
	}
}

// A provider is chased once a day: the second of two officers who do so at once is
// told who was quicker, and finds what they wrote.
func TestOfTwoOfficersWhoChaseAProviderAtOnceTheSecondKeepsWhatTheyWrote(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例")
	first, second := o.signIn("officer"), o.signIn("officer2")
	first.done(filed.path, "take", nil)
	first.done(filed.path, "find_same", url.Values{"reason": {"与报送的一致"}})
	first.done(filed.path, "forward", nil)
	hers, his := first.opens(filed.path, "chase"), second.opens(filed.path, "chase")
	if page := first.fill(hers, url.Values{"reason": {"请尽快答复"}}); page.path != filed.path {
		t.Fatalf("the first: %d: %s", page.status, main(page))
	}
	page := second.fill(his, url.Values{"reason": {"请于今日答复"}})
	text := main(page)
	if page.status != http.StatusConflict || !strings.Contains(text, "请于今日答复") || !strings.Contains(text, "示例经办员") {
		t.Errorf("the second: %d: %s", page.status, text)
	}
}
