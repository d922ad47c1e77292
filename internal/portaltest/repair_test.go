package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// repairables are the forms of applications for repair that one's own page leads to:
// those that can be filed today, and those that say why not.
func (v *visitor) repairables() (open, shut []sight) {
	v.Helper()
	v.get("/my").doc.Find(`a[href*="/my/repairs/new"]`).Each(func(_ int, link *goquery.Selection) {
		href, _ := link.Attr("href")
		form := v.get(href)
		if form.status != http.StatusOK {
			v.Fatalf("%s: %d", href, form.status)
		}
		if form.doc.Find(`main input[type="file"]`).Length() == 2 {
			open = append(open, form)
		} else {
			shut = append(shut, form)
		}
	})
	return open, shut
}

// applies files an application with both papers, and returns its request.
func (v *visitor) applies(form sight) string {
	v.Helper()
	half := v.fillAs("performance", form, url.Values{"contact": {"15400000001"}, "claim": {"示例罚款已缴清"}},
		map[string][]byte{"缴款凭证.png": drawing(v)})
	if half.status != http.StatusUnprocessableEntity || !strings.Contains(main(half), "缴款凭证.png") {
		v.Fatalf("with one paper: %d: %s", half.status, main(half))
	}
	check := v.fillAs("commitment", half, url.Values{"claim": {"示例罚款已缴清"}}, map[string][]byte{"承诺书.png": drawing(v)})
	for _, said := range []string{"缴款凭证.png", "承诺书.png", "示例罚款已缴清", "参考期限"} {
		if check.status != http.StatusOK || !strings.Contains(main(check), said) {
			v.Fatalf("%d: before it is filed the page does not say %q: %s", check.status, said, main(check))
		}
	}
	receipt := v.fill(check, nil)
	request, ok := strings.CutSuffix(receipt.path, "/receipt")
	if !ok || receipt.status != http.StatusOK || !strings.Contains(main(receipt), "不作标注") {
		v.Fatalf("filed: %d at %s: %s", receipt.status, receipt.path, main(receipt))
	}
	if again := v.fill(check, nil); again.path != receipt.path {
		v.Errorf("sent twice it leads to %s", again.path)
	}
	return request
}

// routed is an application with the unit of a checker.
type routed struct {
	applicant, checker *visitor
	other              *visitor // who acts for somebody else
	reviewer           string
	request, number    string // of the record
}

// mustRoute files applications until one is with a unit that somebody signs in for.
func (o *hall) mustRoute() routed {
	o.Helper()
	checkers := map[string]*visitor{"reviewer": o.signIn("checker"), "reviewer2": o.signIn("checker2")}
	asked := []*visitor{o.signIn("agent"), o.signIn("agent2")}
	for i, v := range asked {
		open, _ := v.repairables()
		for _, form := range open {
			number, _ := form.doc.Find(`main input[name="record"]`).Attr("value")
			request := v.applies(form)
			for reviewer, checker := range checkers {
				if checker.get(request).status == http.StatusOK {
					return routed{v, checker, asked[1-i], reviewer, request, number}
				}
			}
		}
	}
	o.Fatal("nobody's record can be repaired by a unit of the demo")
	return routed{}
}

// mustOpenWide opens a demo in which somebody has a record that can be repaired.
func mustOpenWide(t *testing.T) *hall {
	t.Helper()
	return mustOpenHallOf(t, mustOpenDemo(t, t.TempDir(), 1200, firstDay+"T10:00:00+08:00"))
}

func TestARepairGoesFromOnesOwnPageToTheSignatureThatTakesTheRecordOff(t *testing.T) {
	o := mustOpenWide(t)
	public, filed := o.visitor(), o.mustRoute()
	agent, checker, request, number := filed.applicant, filed.checker, filed.request, filed.number
	for _, said := range []string{"只需要两份", "不收费", "最早可以申请的日期", "参考期限"} {
		if form := agent.get("/my/repairs/new?record=" + number); !strings.Contains(main(form), said) {
			t.Errorf("before the form the page does not say %q", said)
		}
	}
	if page := public.get("/records/" + number); page.status != http.StatusOK || strings.Contains(main(page), "修复申请") {
		t.Errorf("a pending repair shows on the record: %d", page.status)
	}
	if !strings.Contains(main(checker.get("/provider")), "信用修复") {
		t.Error("the unit does not find it on its desk")
	}
	filed.isChased(o.signIn("officer"))
	checker.done(request, "accept", nil)
	if files := checker.get(request).doc.Find(`main a[href*="/files/"]`).Length(); files != 2 {
		t.Errorf("the unit has %d files", files)
	}
	href, _ := checker.get(request).doc.Find(`a[href$="/agree"]`).First().Attr("href")
	words := url.Values{
		"document": {"示例修〔2026〕1号"}, "dated": {firstDay}, "reason": {"义务已履行"}, "field": {"performed", "rectified", "reduced"},
	}
	unsealed := checker.fill(checker.get(href), words)
	if unsealed.status != http.StatusUnprocessableEntity || !strings.Contains(main(unsealed), "盖章") {
		t.Errorf("without a sealed document: %d: %s", unsealed.status, main(unsealed))
	}
	if page := checker.fillWith(unsealed, words, map[string][]byte{"修复确认.png": drawing(t)}); page.path != request {
		t.Fatalf("agreed: %d: %s", page.status, main(page))
	}
	if strings.Contains(main(agent.get(request)), "修复确认.png") {
		t.Error("the applicant reads what is not signed")
	}
	o.signIn(filed.reviewer).done(request, "provider_sign", nil)
	if page := public.get("/records/" + number); page.status == http.StatusOK {
		t.Error("the record is still shown")
	}
	if page := agent.get(request); !strings.Contains(main(page), "已经修复") || !strings.Contains(main(page), "修复确认.png") {
		t.Errorf("the applicant reads %s", main(page))
	}
	if kinds := agent.letters(request); !strings.Contains(kinds, "信用修复结果通知书") || !strings.Contains(kinds, "收件回执") {
		t.Errorf("the letters are %s", kinds)
	}
}

// isChased has the officer chase the unit, which reads why, and who applied does not.
func (f routed) isChased(officer *visitor) {
	t, why := officer.TB, "请尽快作出决定"
	t.Helper()
	officer.done(f.request, "chase", url.Values{"reason": {why}})
	if officer.get(f.request).doc.Find(`a[href$="/chase"]`).Length() != 0 {
		t.Error("a second chase of the day is offered")
	}
	if text := main(f.checker.get("/provider")); !strings.Contains(text, "已催办1次") {
		t.Errorf("the desk of the unit says %s", text)
	}
	if !strings.Contains(main(f.checker.get(f.request)), why) || strings.Contains(main(f.applicant.get(f.request)), why) {
		t.Error("what the office writes is not read by the unit alone")
	}
}

func TestARefusedRepairSaysWhyAndOnlyItsOwnSubjectAppliesForIt(t *testing.T) {
	o := mustOpenWide(t)
	filed := o.mustRoute()
	agent, checker, request, number := filed.applicant, filed.checker, filed.request, filed.number
	if other := filed.other.get("/my/repairs/new?record=" + number); other.status != http.StatusNotFound {
		t.Errorf("somebody else's record: %d", other.status)
	}
	again := agent.get("/my/repairs/new?record=" + number)
	words := url.Values{"contact": {"15400000001"}}
	refused := agent.fillAs("performance", again, words, map[string][]byte{"a.png": drawing(t)})
	refused = agent.fillAs("commitment", refused, nil, map[string][]byte{"b.png": drawing(t)})
	if refused.status != http.StatusConflict || !strings.Contains(main(refused), "正在办理") {
		t.Errorf("a second application: %d: %s", refused.status, main(refused))
	}
	checker.done(request, "decline", url.Values{"reason": {"示例证明不能说明已经履行"}})
	o.signIn(filed.reviewer).done(request, "provider_sign", nil)
	if page := agent.get(request); !strings.Contains(main(page), "示例证明不能说明已经履行") {
		t.Errorf("the applicant reads %s", main(page))
	}
}

// refused is an application that its unit did not agree to, and who signed that.
func (o *hall) refused() (routed, *visitor) {
	o.Helper()
	filed := o.mustRoute()
	reviewer := o.signIn(filed.reviewer)
	filed.checker.done(filed.request, "decline", url.Values{"reason": {"示例证明不能说明已经履行"}})
	reviewer.done(filed.request, "provider_sign", nil)
	return filed, reviewer
}

func TestWhoIsRefusedARepairObjectsFromItsPageAndTheUnitExaminesItAgain(t *testing.T) {
	o := mustOpenWide(t)
	filed, reviewer := o.refused()
	agent, checker := filed.applicant, filed.checker
	page := agent.get(filed.request)
	href, _ := page.doc.Find(`main a[href*="ground=repair_refused"]`).Attr("href")
	if href == "" {
		t.Fatalf("nothing leads to an objection: %s", main(page))
	}
	form := agent.get(href)
	chosen, _ := form.doc.Find(`input[name="record"][checked]`).Attr("value")
	ground, _ := form.doc.Find(`input[name="ground"][checked]`).Attr("value")
	if chosen != filed.number || ground != "repair_refused" {
		t.Fatalf("the form begins with %q and %q: %s", chosen, ground, main(form))
	}
	check := agent.fill(form, url.Values{"claim": {"示例凭证可以说明"}, "contact": {"15400000001"}})
	if !strings.Contains(main(check), "修复由信息提供单位决定") || strings.Contains(main(check), "由本机构处理的") {
		t.Errorf("before it is filed the page says %s", main(check))
	}
	request := agent.followed(agent.submits(check)).path
	officer, signer := o.signIn("officer"), o.signIn("signer")
	officer.done(request, "take", nil)
	officer.done(request, "find_same", url.Values{"reason": {"由单位核查"}})
	officer.done(request, "forward", nil)
	answer := url.Values{
		"outcome": {"upheld"}, "remedy": {"reexamine"}, "reason": {"示例凭证有效"}, "document": {"示例函〔2026〕1号"},
	}
	early := checker.does(request, "answer", answer)
	if early.status != http.StatusUnprocessableEntity || !strings.Contains(main(early), "重新审查") {
		t.Errorf("founded, and nothing is examined again: %d: %s", early.status, main(early))
	}
	if link, _ := checker.get(request).doc.Find(`main a[href="` + filed.request + `"]`).Attr("href"); link == "" {
		t.Errorf("the unit is not led to the application: %s", main(checker.get(request)))
	}
	checker.done(filed.request, "reconsider", url.Values{"reason": {"示例凭证有效"}})
	checker.done(request, "answer", answer)
	reviewer.done(request, "provider_sign", nil)
	officer.done(request, "propose", url.Values{"outcome": {"upheld"}, "reason": {"单位已重新审查"}})
	signer.done(request, "sign", nil)
	if page := agent.get(request); !strings.Contains(main(page), "异议成立") {
		t.Errorf("the applicant reads %s", main(page))
	}
	page = agent.get(filed.request)
	if !strings.Contains(main(page), "已经受理，正在审查") || strings.Contains(main(page), "对这一决定提出异议") {
		t.Errorf("the application stands so: %s", main(page))
	}
	if kinds := agent.letters(filed.request); !strings.Contains(kinds, "期限变更告知") {
		t.Errorf("the letters are %s", kinds)
	}
}
