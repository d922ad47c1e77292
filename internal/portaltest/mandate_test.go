package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/subject"
)

// press sends the form of the card whose heading holds the name, by the words
// on its button.
func (v *visitor) press(page sight, heading, button string) sight {
	v.Helper()
	card := page.doc.Find("main .l-section").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.Contains(s.Find("h2").Text(), heading)
	})
	form := card.Find("form").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.Contains(s.Find("button").Text(), button)
	}).First()
	if form.Length() == 0 {
		v.Fatalf("no %s for %s: %s", button, heading, page.doc.Find("main").Text())
	}
	sent := url.Values{}
	form.Find("input").Each(func(_ int, field *goquery.Selection) {
		sent.Add(field.AttrOr("name", ""), field.AttrOr("value", ""))
	})
	return v.read(v.client.PostForm(v.base+form.AttrOr("action", ""), sent))
}

// sides are the names of those for whom the visitor may act.
func (v *visitor) sides() []string {
	v.Helper()
	var names []string
	v.get("/account/mandates").doc.Find(`main h2[id^="held-"]`).Each(func(_ int, h *goquery.Selection) {
		names = append(names, strings.TrimSpace(h.Text()))
	})
	return names
}

// strangerCode is the code of a firm that no record is about.
func strangerCode(t *testing.T) string {
	t.Helper()
	code, err := subject.ComposeCode("91370399", "MA990099")
	if err != nil {
		t.Fatal(err)
	}
	return code.String()
}

func party(page sight) string { return page.doc.Find(".l-party").Text() }

func TestAMandateThatEndedAMinuteAgoGivesNothingOnTheNextPage(t *testing.T) {
	o := mustOpenHall(t)
	agent, rep := o.signIn("agent3"), o.signIn("agent")
	first := rep.sides()[0]
	if page := agent.get("/my"); party(page) != "" {
		t.Errorf("who has two sides begins as %s", party(page))
	}
	page := agent.press(agent.get("/account/mandates"), first, "以此身份办理")
	if page.path != "/my" || !strings.Contains(party(page), first) {
		t.Fatalf("at %s as %q", page.path, party(page))
	}
	href, _ := page.doc.Find(`a[href*="record="]`).First().Attr("href")
	form := agent.get(href)
	filed, _ := agent.files("示例说明")
	away := o.signIn("agent3")
	away.press(away.get("/account/mandates"), first, "以此身份办理")
	asked := away.ended(away.get(href), url.Values{"ground": {"wrong"}, "claim": {"写了很久"}, "contact": {"15400000001"}})
	given := rep.get("/account/mandates")
	name := strings.TrimSpace(given.doc.Find(`main h2[id^="given-"]`).Last().Text())
	rep.press(given, name, "终止")
	if page := agent.get("/my"); page.path != "/account/mandates" ||
		!strings.Contains(page.doc.Find(".c-notice").Text(), "不再由您代表") || party(page) != "" {
		t.Errorf("the next page is %s as %q", page.path, party(page))
	}
	sent := url.Values{"ground": {"wrong"}, "claim": {"太迟"}, "contact": {"15400000001"}}
	if page := agent.fill(form, sent); page.status != http.StatusForbidden {
		t.Errorf("a form from before: %d at %s", page.status, page.path)
	}
	if page := agent.get(filed.path); page.path == filed.path {
		t.Error("who filed under the mandate reads the matter still")
	}
	if page := rep.get(filed.path); page.status != http.StatusOK {
		t.Errorf("the matter stays the company's: %d", page.status)
	}
	back := away.fill(asked, url.Values{"login": {"agent3"}, "password": {demoWord}})
	if said := main(back); back.status != http.StatusConflict || !strings.Contains(said, "没有提交") ||
		!strings.Contains(said, "写了很久") {
		t.Errorf("who comes back after it reads %d: %s", back.status, main(back))
	}
}

func TestAFormBegunForOneSideIsNeverSentForAnother(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent3")
	sides := agent.sides()
	if len(sides) != 2 {
		t.Fatalf("the sides are %v", sides)
	}
	page := agent.press(agent.get("/account/mandates"), sides[0], "以此身份办理")
	href, _ := page.doc.Find(`a[href*="record="]`).First().Attr("href")
	form := agent.get(href)
	agent.press(agent.get("/account/mandates"), sides[1], "以此身份办理")
	sent := url.Values{"ground": {"omitted"}, "claim": {"示例"}, "contact": {"15400000001"}}
	refused := agent.fill(form, sent)
	if refused.status != http.StatusForbidden || !strings.Contains(refused.doc.Find("main").Text(), "另一身份") {
		t.Errorf("sent for the other: %d, %s", refused.status, refused.doc.Find("main").Text())
	}
	// and after the session ended it is sent for the side it was begun for, or not at all
	agent = o.signIn("agent3")
	agent.press(agent.get("/account/mandates"), sides[0], "以此身份办理")
	form = agent.get(href)
	agent.client.Jar = o.visitor().client.Jar
	asked := agent.fill(form, url.Values{"ground": {"wrong"}, "claim": {"写了很久"}, "contact": {"15400000001"}})
	resumed := agent.fill(asked, url.Values{"login": {"agent3"}, "password": {demoWord}})
	if !strings.Contains(party(resumed), sides[0]) {
		t.Fatalf("taken up as %q: %s", party(resumed), resumed.doc.Find("main").Text())
	}
	if filed := agent.submits(agent.fill(resumed, nil)); !strings.HasPrefix(filed.path, "/requests/") {
		t.Errorf("sent: %d at %s: %s", filed.status, filed.path, filed.doc.Find("main").Text())
	}
}

func TestTheOfficerConfirmsAMandateByItsPapersAndNobodyElseSeesIt(t *testing.T) {
	o := mustOpenHall(t)
	agent, window := o.signIn("agent4"), o.signIn("window")
	form := agent.get("/account/mandates/new")
	typed := url.Values{
		"principal": {"legal_person"}, "name": {"示例远方贸易有限公司"}, "number": {"91370303MA3CABCD1X"},
		"mandate_kind": {"agent"}, "scope": {"objection", "self_query"}, "from": {firstDay}, "to": {""},
	}
	if page := agent.fillWith(form, typed, nil); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong code: %d", page.status)
	}
	typed.Set("number", strangerCode(t))
	if page := agent.fillWith(form, typed, nil); page.status != http.StatusUnprocessableEntity {
		t.Errorf("without a paper: %d", page.status)
	}
	asked := agent.fillWith(form, typed, map[string][]byte{"委托书.png": drawing(t)})
	if asked.path != "/account/mandates" || !strings.Contains(asked.doc.Find("main").Text(), "待核验") {
		t.Fatalf("asked: %d at %s: %s", asked.status, asked.path, asked.doc.Find("main").Text())
	}
	href, _ := window.get("/office/mandates").doc.Find("main table a").First().Attr("href")
	page := window.get(href)
	file, _ := page.doc.Find(`main a[href*="/files/"]`).Attr("href")
	for _, name := range []string{"person", "officer", "checker"} {
		v := o.signIn(name)
		if page := v.get(href); page.status != http.StatusNotFound {
			t.Errorf("%s sees the mandate: %d", name, page.status)
		}
		if page := v.get(file); page.status != http.StatusNotFound {
			t.Errorf("%s opens its paper: %d", name, page.status)
		}
	}
	answer, err := window.client.Get(o.base + file)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // only its head is read
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the paper: %d", answer.StatusCode)
	}
	if done := window.fill(page, nil); done.path != "/office/mandates" {
		t.Fatalf("confirmed: %d at %s", done.status, done.path)
	}
	mine := agent.press(agent.get("/account/mandates"), "示例远方贸易", "以此身份办理")
	if !strings.Contains(party(mine), "示例远方贸易") {
		t.Errorf("as %q", party(mine))
	}
}

// mandated has the holder act for the firm in the one matter.
func (o *hall) mandated(t *testing.T, holder *visitor, name, code, scope string) {
	t.Helper()
	window := o.signIn("window")
	holder.fillWith(holder.get("/account/mandates/new"), url.Values{
		"principal": {"legal_person"}, "name": {name}, "number": {code},
		"mandate_kind": {"agent"}, "scope": {scope}, "from": {firstDay}, "to": {""},
	}, map[string][]byte{"委托书.png": drawing(t)})
	href, _ := window.get("/office/mandates").doc.Find("main table a").First().Attr("href")
	window.fill(window.get(href), nil)
	holder.press(holder.get("/account/mandates"), name, "以此身份办理")
}

// 民法典 art. 165: a written mandate names its matters.
func TestAMandateForRepairsGivesWhatIsPublicToChooseFromAndNoLetters(t *testing.T) {
	o := mustOpenWide(t)
	rep, person := o.signIn("agent"), o.signIn("person")
	const repairs = `main a[href*="/my/repairs/new?record="]`
	want := rep.get("/my").doc.Find(repairs).Length()
	if want == 0 {
		rep = o.signIn("agent2")
		want = rep.get("/my").doc.Find(repairs).Length()
	}
	name, code := rep.itself()
	rep.files("示例")
	letter, _ := rep.get("/my/letters").doc.Find(`main a[href$="/letter.pdf"]`).First().Attr("href")
	o.mandated(t, person, name, code, "repair")
	page := person.get("/my")
	if text := main(page); !strings.Contains(text, "委托范围不包括查询") || strings.Contains(text, "全部信息") {
		t.Errorf("its page: %d: %s", page.status, text)
	}
	if got := page.doc.Find(repairs).Length(); got == 0 || got != want {
		t.Errorf("of %d records that can be repaired, %d are offered", want, got)
	}
	if page.doc.Find(`main a[href*="/objections/new"]`).Length() != 0 {
		t.Error("an objection is offered that the mandate does not name")
	}
	for _, address := range []string{"/my/letters", letter, strings.TrimSuffix(letter, "/letter.pdf"), "/my/report"} {
		if got := person.get(address); got.status != http.StatusForbidden {
			t.Errorf("%s: %d", address, got.status)
		}
	}
}

// Whoever asks to act for somebody learns nothing of them by asking.
func TestAMandateThatNobodyConfirmedKeepsTheNameThatWasTyped(t *testing.T) {
	o := mustOpenHall(t)
	rep, agent := o.signIn("agent"), o.signIn("person")
	name, code := rep.itself()
	agent.fillWith(agent.get("/account/mandates/new"), url.Values{
		"principal": {"legal_person"}, "name": {"示例随手写的公司"}, "number": {code},
		"mandate_kind": {"agent"}, "scope": {"objection"}, "from": {firstDay}, "to": {""},
	}, map[string][]byte{"委托书.png": drawing(t)})
	mine := agent.press(agent.get("/account/mandates"), "示例随手写的公司", "不再代表")
	if text := main(mine); !strings.Contains(text, "示例随手写的公司") || strings.Contains(text, name) {
		t.Errorf("taken back, it is named %s", text)
	}
}

func TestNoOfficerConfirmsAMandateWhoseNameIsNotTheOneUnderItsNumber(t *testing.T) {
	o := mustOpenHall(t)
	name, code := o.signIn("agent").itself()
	person, window := o.signIn("person"), o.signIn("window")
	person.fillWith(person.get("/account/mandates/new"), url.Values{
		"principal": {"legal_person"}, "name": {"示例随手写的公司"}, "number": {code},
		"mandate_kind": {"agent"}, "scope": {"objection"}, "from": {firstDay}, "to": {""},
	}, map[string][]byte{"委托书.png": drawing(t)})
	href, _ := window.get("/office/mandates").doc.Find("main table a").Last().Attr("href")
	page := window.get(href)
	if text := main(page); !strings.Contains(text, "登记的名称"+name) {
		t.Errorf("what is on file is not beside it: %s", text)
	}
	done := window.sends(page, "/confirm", nil)
	if done.status != http.StatusUnprocessableEntity || !strings.Contains(main(done), "不能确认") {
		t.Errorf("%d: %s", done.status, main(done))
	}
	if text := main(person.get("/account/mandates")); strings.Contains(text, "以此身份办理") {
		t.Errorf("it is in force: %s", text)
	}
	rep := o.signIn("agent")
	if seen := main(rep.get("/my/looks")); !strings.Contains(seen, "受理员") {
		t.Errorf("whom it would bind does not read that the office looked: %s", seen)
	}
}
