package portaltest

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/storetest"
	"creditportal/web/route"
)

// some fills a gallery with so many penalties of the first subject.
func some(n int) func(*gallery) {
	return func(g *gallery) {
		for i := range n {
			p := piece{subject: g.subjects[0], row: fmt.Sprint(i)}
			p.Record = g.recordOf(p.subject, "A06", catalog.Public, i, 2)
			p.DisclosedUntil, p.Provider = g.today.AddDays(spans[0].until), g.unit
			g.all = append(g.all, p)
		}
	}
}

// attends lets the portal do once what it owes.
func (g *gallery) attends(what string, seen func() bool) {
	g.Helper()
	following := g.portal.Following(g.Context())
	until(g, what, seen)
	following()
}

// flows.md O15, C3: what a provider corrects answers the objection to it, and what it
// annuls ends what is open about it, each with its letter.
func TestWhatAProviderPutsRightByItselfAnswersAndEndsWhatIsOpenAboutIt(t *testing.T) {
	g := mustHang(t, storetest.SQLite, 300, some(2))
	contested, repaired := &g.all[0], &g.all[1]
	objection := g.objects(contested, "wrong")
	agent, officer := g.as("agent"), g.as("officer")
	form := agent.get(route.With(route.NewRepair, url.Values{route.OfRecord: {string(repaired.Number)}}))
	application := agent.applies(form)

	g.isPutRight(contested)
	g.attends("the objection is answered", func() bool {
		return strings.Contains(main(officer.get(objection)), "提供单位已更正")
	})
	officer.done(objection, "propose", url.Values{"outcome": {"upheld"}, "reason": {"提供单位已更正"}})
	g.as("signer").done(objection, "sign", nil)
	if page := agent.get(objection); !strings.Contains(main(page), "异议成立") {
		t.Errorf("the subject reads %s", main(page))
	}

	g.isAnnulled(repaired)
	g.attends("the application is ended", func() bool { return strings.Contains(agent.letters(application), "终止") })
	if page := agent.get(application); !strings.Contains(main(page), "已不再披露") {
		t.Errorf("the subject reads %s", main(page))
	}
	if inbox := agent.get(route.OwnLetters); strings.Count(main(inbox), "更正（撤下）告知书") != 2 {
		t.Errorf("the inbox is %s", main(inbox))
	}
}

// Art. 33: two hands, of the unit that reported the record; what is proposed is hidden
// until the second one has signed, and who proposed it does not.
func TestAProviderProposesAndAnotherOfItsPeopleSigns(t *testing.T) {
	g := mustHang(t, storetest.SQLite, 300, some(1))
	p := &g.all[0]
	other := g.as("checker2").get(route.NewCorrection)
	foreign := g.as("checker2").fill(other, url.Values{
		route.OfRecord: {string(p.Number)}, route.CorrectionGround: {"misreported"},
	})
	unknown := g.as("checker2").fill(other, url.Values{
		route.OfRecord: {"7QK4-M2XD"}, route.CorrectionGround: {"misreported"},
	})
	said, want := foreign.doc.Find(".c-errors").Text(), unknown.doc.Find(".c-errors").Text()
	if foreign.status != http.StatusUnprocessableEntity || said != want {
		t.Errorf("another's record: %d %s, none: %s", foreign.status, main(foreign), main(unknown))
	}
	if page := g.as("reviewer").get(route.NewCorrection); page.status == http.StatusOK {
		t.Errorf("who signs begins: %d", page.status)
	}
	request := g.begins(p, "misreported")
	if page := main(g.as("checker").get(request)); !strings.Contains(page, "2026-11-26") {
		t.Errorf("the page does not say by when: %s", page)
	}
	named := g.as("checker").does(request, "correct", url.Values{
		route.FieldValue + "CF_WSH": {"示例更正〔2026〕第9号"}, "document": {"示例函〔2026〕9号"}, "reason": {"核对时发现"},
		route.Explanation: {p.subject.Name + "的文号录入有误"},
	})
	if named.status != http.StatusUnprocessableEntity || named.doc.Find("#explanation").Length() != 1 {
		t.Errorf("words that name the subject: %d %s", named.status, main(named))
	}
	g.as("checker").done(request, "correct", url.Values{
		route.FieldValue + "CF_WSH": {"示例更正〔2026〕第9号"}, "document": {"示例函〔2026〕9号"}, "reason": {"核对时发现"},
		route.Explanation: {"文号录入有误"},
	})
	page := get(g.handler, route.Record(p.Number)).Body.String()
	if strings.Contains(page, p.DocumentNumber) || strings.Contains(page, "示例更正〔2026〕第9号") {
		t.Error("while the second hand is awaited the page says what is wrong, or what is not signed")
	}
	if g.as("checker").get(request).doc.Find(`a[href$="/provider_sign"]`).Length() != 0 {
		t.Error("who proposed it is offered to sign it")
	}
	if seen := g.as("agent").get(route.OwnLooks); seen.doc.Find("main tbody tr").Length() == 0 {
		t.Errorf("whose record it is reads of no look at it: %s", main(seen))
	}
	g.as("reviewer").done(request, "provider_sign", nil)
	page = get(g.handler, route.Record(p.Number)).Body.String()
	for _, said := range []string{"示例更正〔2026〕第9号", "单位说明：", "文号录入有误"} {
		if !strings.Contains(page, said) {
			t.Errorf("the page of the record does not say %q", said)
		}
	}
}

// The document that a correction rests on is for who signs and for the office; neither
// its subject nor the public nor another unit nor the authority is given it.
func TestTheDocumentOfACorrectionIsForWhoSignsAndForTheOfficeAlone(t *testing.T) {
	g := mustHang(t, storetest.SQLite, 300, some(1))
	p := &g.all[0]
	request, reporter := g.begins(p, "basis_fell"), g.as("checker")
	href, _ := reporter.get(request).doc.Find(`main a[href$="/annul"]`).First().Attr("href")
	typed := url.Values{"document": {"示例复议〔2026〕9号"}, "reason": {"复议决定撤销"}, route.Explanation: {p.subject.Name}}
	refused := reporter.fillWith(reporter.get(href), typed, map[string][]byte{"复议决定书.png": drawing(t)})
	if refused.status != http.StatusUnprocessableEntity || !strings.Contains(main(refused), "复议决定书.png") {
		t.Fatalf("refused for its words: %d %s", refused.status, main(refused))
	}
	typed.Set(route.Explanation, "原处罚决定经行政复议撤销")
	refused = reporter.fillWith(refused, typed, map[string][]byte{"过大.pdf": tooLarge()})
	if refused.status != http.StatusUnprocessableEntity || !strings.Contains(main(refused), "过大.pdf") {
		t.Fatalf("proposed without the file that was too large: %d %s", refused.status, main(refused))
	}
	if page := reporter.fill(refused, typed); page.path != request {
		t.Fatalf("proposed: %d at %s: %s", page.status, page.path, main(page))
	}
	file, _ := g.as("reviewer").get(request).doc.Find(`main a[href*="/files/"]`).First().Attr("href")
	if file == "" {
		t.Fatal("who signs is not given the document")
	}
	for _, name := range []string{"checker", "reviewer", "officer"} {
		if page := g.as(name).get(file); page.status != http.StatusOK {
			t.Errorf("%s is answered %d", name, page.status)
		}
	}
	g.as("reviewer").done(request, "provider_sign", nil)
	for _, name := range []string{"agent", "checker2", "authority"} {
		if page := g.as(name).get(file); page.status == http.StatusOK {
			t.Errorf("%s is given the document", name)
		}
	}
	for _, path := range []string{route.Annulled, route.Record(p.Number), file} {
		if said := get(g.handler, path).Body.String(); strings.Contains(said, "复议决定书") {
			t.Errorf("%s tells everybody of the document", path)
		}
	}
}
