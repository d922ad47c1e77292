package portaltest

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func main(page sight) string { return page.doc.Find("main").Text() }

// forwarded files an objection and leads it to its provider; it returns the
// officer as well, who cannot sign in twice within one code.
func (o *hall) forwarded(claim string) (string, *visitor) {
	o.Helper()
	filed, _ := o.signIn("agent").files(claim)
	officer := o.signIn("officer")
	officer.done(filed.path, "take", nil)
	officer.done(filed.path, "find_same", url.Values{"reason": {"与报送的一致"}})
	officer.done(filed.path, "forward", nil)
	return filed.path, officer
}

func TestAnOfficerGoesFromTheDeskToTheObjectionAndSeesAllThatIsKnownOfIt(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("处罚金额与决定书不符")
	officer := o.signIn("officer")
	desk := officer.get("/docket")
	if desk.path != "/desk" {
		t.Errorf("the way to one's matters ends at %s", desk.path)
	}
	href, _ := desk.doc.Find("main table a").Attr("href")
	page := officer.get(href)
	if page.path != filed.path {
		t.Fatalf("the first of the desk leads to %q", href)
	}
	for _, said := range []string{"处罚金额与决定书不符", "平台记载与单位报送对照", "条例", "无人承办"} {
		if !strings.Contains(main(page), said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	for part, n := range map[string]int{".c-bar .c-slip": 2, "#diff": 1, "#clocks": 1, "#remarks": 1, ".c-ruler": 1} {
		if got := page.doc.Find(part).Length(); got < n {
			t.Errorf("%d of %s", got, part)
		}
	}
	if page := officer.get("/desk/docket?owner=me"); page.doc.Find("main .c-empty").Length() != 1 {
		t.Error("what nobody has claimed stands among what the officer has claimed")
	}
	officer.done(filed.path, "take", nil)
	if page := officer.get("/desk/docket?owner=me"); page.doc.Find("main tbody tr").Length() != 1 {
		t.Error("what the officer has claimed is not found")
	}
	if page := officer.get("/desk/acts"); !strings.Contains(main(page), "开始核查") {
		t.Error("the officer's own acts do not name what was done")
	}
	if page := officer.get("/desk/docket?state=nothing"); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a stage that there is none of: %d", page.status)
	}
}

func TestARemarkOfTheOfficeIsReadInTheOfficeAndNowhereElse(t *testing.T) {
	o := mustOpenHall(t)
	request, officer := o.forwarded("示例说明")
	empty := officer.fill(officer.get(request), url.Values{"remark": {"  "}})
	if empty.status != http.StatusUnprocessableEntity {
		t.Errorf("an empty remark: %d", empty.status)
	}
	officer.fill(officer.get(request), url.Values{"remark": {"原件在三号柜"}})
	if !strings.Contains(main(o.signIn("signer").get(request)), "原件在三号柜") {
		t.Error("the signer does not read the remark")
	}
	for _, name := range []string{"agent", "checker"} {
		if strings.Contains(main(o.signIn(name).get(request)), "原件在三号柜") {
			t.Errorf("%s reads a remark of the office", name)
		}
	}
}

func TestWhoeverIsSlowerLearnsWhatTheOtherDidAndLosesNothing(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	filed, _ := agent.files("示例说明")
	officer.done(filed.path, "take", nil)
	href, _ := officer.get(filed.path).doc.Find(`a[href$="/find_same"]`).Attr("href")
	form := officer.get(href)
	agent.done(filed.path, "withdraw", nil)
	late := officer.fill(form, url.Values{"reason": {"写了很久的理由"}})
	if late.status != http.StatusConflict || !strings.Contains(main(late), "写了很久的理由") ||
		!strings.Contains(main(late), "撤回申请") {
		t.Errorf("%d: %s", late.status, main(late))
	}
}

func TestAModelTextIsOfferedAndFilledIn(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例说明")
	officer := o.signIn("officer")
	officer.done(filed.path, "take", nil)
	href, _ := officer.get(filed.path).doc.Find(`a[href$="/find_same"]`).Attr("href")
	model, ok := officer.get(href).doc.Find("#models + ul a").Attr("href")
	if !ok {
		t.Fatal("no text is offered")
	}
	text := officer.get(model).doc.Find("#reason").Text()
	if !strings.Contains(text, "经核对") || strings.Contains(text, "{") {
		t.Errorf("the form begins with %q", text)
	}
}

func TestASignerReadsTheLetterBeforeSigningIt(t *testing.T) {
	o := mustOpenHall(t)
	request, officer := o.forwarded("示例说明")
	o.signIn("checker").done(request, "answer", url.Values{
		"outcome": {"rejected"}, "remedy": {"maintain"}, "reason": {"决定书如此"}, "document": {"示例函〔2026〕1号"},
	})
	o.signIn("reviewer").done(request, "provider_sign", nil)
	officer.done(request, "propose", url.Values{"outcome": {"rejected"}, "reason": {"提供单位核查属实"}})
	signer := o.signIn("signer")
	href, _ := signer.get(request).doc.Find(`a[href$="/sign"]`).Attr("href")
	letter := signer.get(href).doc.Find(".c-preview").Text()
	if !strings.Contains(letter, "提供单位核查属实") || !strings.Contains(letter, "处理结果通知书") {
		t.Errorf("the signer reads %q", letter)
	}
	if kinds := o.signIn("agent").letters(request); strings.Contains(kinds, "处理结果") {
		t.Errorf("a letter that was looked at was issued: %s", kinds)
	}
}

func TestAProviderSeesBothDatesAndIsToldWhenItIsLate(t *testing.T) {
	o := mustOpenHall(t)
	request, _ := o.forwarded("示例说明")
	checker := o.signIn("checker")
	desk := checker.get("/docket")
	lines := desk.doc.Find("main tbody tr").Length()
	if desk.path != "/provider" || !strings.Contains(main(desk), "请于此日答复") || lines != 1 {
		t.Fatalf("at %s: %s", desk.path, main(desk))
	}
	if strings.Contains(main(checker.get(request)), "15400000001") {
		t.Error("the provider reads how to reach the applicant")
	}
	if other := o.signIn("checker2").get("/provider"); other.doc.Find("main tbody tr").Length() != 0 {
		t.Error("another provider has it too")
	}
	clock := o.visitor()
	clock.fill(clock.get("/demo/clock"), url.Values{"days": {"9"}})
	if text := main(o.signIn("checker").get("/provider")); !strings.Contains(text, "超过答复期限") {
		t.Errorf("nine days on: %s", text)
	}
}

func TestTheAuthorityWatchesByFiguresAndOpensARequestForAReasonAlone(t *testing.T) {
	o := mustOpenHall(t)
	request, _ := o.forwarded("只给办理人员看的说明")
	clock := o.visitor()
	clock.fill(clock.get("/demo/clock"), url.Values{"days": {"9"}})
	watcher := o.signIn("authority")
	desk := watcher.get("/docket")
	if desk.path != "/authority" || !strings.Contains(main(desk), "0%") {
		t.Errorf("at %s: %s", desk.path, main(desk))
	}
	href, _ := watcher.get("/authority/overdue").doc.Find("main table a").Attr("href")
	asked := watcher.get(request)
	if asked.path != href || !strings.HasPrefix(href, "/authority/requests/") || strings.Contains(main(asked), "办理经过") {
		t.Fatalf("without a reason: at %s, listed as %s", asked.path, href)
	}
	if page := watcher.fill(asked, url.Values{"reason": {""}}); page.status != http.StatusUnprocessableEntity {
		t.Errorf("an empty reason: %d", page.status)
	}
	opened := watcher.fill(asked, url.Values{"reason": {"逾期督办"}})
	if opened.path != request || strings.Contains(main(opened), "只给办理人员看的说明") {
		t.Errorf("with a reason: at %s: %s", opened.path, main(opened))
	}
	opened.doc.Find(`main a[href^="/letters/"]`).Each(func(_ int, link *goquery.Selection) {
		href, _ := link.Attr("href")
		if text := main(watcher.get(href)); !strings.Contains(text, "逾期督办") || strings.Contains(text, "只给办理人员看的说明") {
			t.Errorf("the request leads the authority to a letter that is for others: %s", text)
		}
	})
}

func TestTheListOfWorkThatIsTakenAwayNamesNobody(t *testing.T) {
	o := mustOpenHall(t)
	o.signIn("agent").files("示例说明")
	officer := o.signIn("officer")
	page := officer.get("/desk/docket")
	name := strings.TrimSpace(page.doc.Find("main tbody tr td").Eq(2).Text())
	answer, err := officer.client.Get(o.base + "/desk/docket.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(answer.Body)
	if err != nil || name == "" || strings.Contains(string(text), name) || !strings.Contains(string(text), "2026-000001") {
		t.Errorf("%v: %q in %s", err, name, text)
	}
}

func TestAProviderIsGivenTheChosenPapersAndNoOthers(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	href, _ := agent.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	typed := url.Values{"ground": {"wrong"}, "claim": {"见附件"}, "contact": {"15400000001"}}
	filed := agent.followed(agent.submits(agent.fillWith(agent.get(href), typed, map[string][]byte{
		"决定书.png": drawing(t), "收据.png": append(drawing(t), 0),
	})))
	request := filed.path
	officer.done(request, "take", nil)
	officer.done(request, "find_same", url.Values{"reason": {"与报送的一致"}})
	form, _ := officer.get(request).doc.Find(`a[href$="/forward"]`).Attr("href")
	offered := officer.get(form).doc.Find(`input[name="evidence"]`)
	chosen, _ := offered.First().Attr("value")
	if offered.Length() != 2 || chosen == "" {
		t.Fatalf("%d papers are offered", offered.Length())
	}
	officer.done(request, "forward", url.Values{"evidence": {chosen}})
	checker := o.signIn("checker")
	links := checker.get(request).doc.Find(`a[href*="/files/"]`)
	if link, _ := links.Attr("href"); links.Length() != 1 || !strings.HasSuffix(link, chosen) {
		t.Errorf("the provider sees %d papers, the first at %s", links.Length(), link)
	}
	other, _ := offered.Last().Attr("value")
	if page := checker.get(request + "/files/" + other); page.status != http.StatusNotFound {
		t.Errorf("a paper that was not given: %d", page.status)
	}

	second := o.signIn("checker2")
	form, _ = checker.get(request).doc.Find(`a[href$="/not_ours"]`).Attr("href")
	unit := second.unitIn(officer.get("/desk/docket"))
	checker.fill(checker.get(form), url.Values{"reason": {"不属于本单位"}, "authority": {unit}})
	officer.done(request, "forward", url.Values{"evidence": {other}})
	if page := second.get(request); !strings.Contains(main(page), "见附件") ||
		second.get(request+"/files/"+other).status != http.StatusOK {
		t.Errorf("the unit that has it now reads %d %s", page.status, main(page))
	}
	if page := checker.get(request); page.status != http.StatusOK || strings.Contains(main(page), "见附件") ||
		page.doc.Find(`a[href*="/files/"]`).Length() != 0 {
		t.Errorf("a unit that gave it away reads %d %s", page.status, main(page))
	}
	for _, file := range []string{chosen, other} {
		if page := checker.get(request + "/files/" + file); page.status != http.StatusNotFound {
			t.Errorf("a unit that gave it away is given a paper: %d", page.status)
		}
	}
}

// unitIn is the code of the visitor's unit among those that the form offers: the first
// that their page names; the authority, which every page names, stands after it.
func (v *visitor) unitIn(form sight) string {
	own, code := v.get("/provider").doc.Text(), ""
	form.doc.Find(`select[name="unit"] option[value!=""]`).Each(func(_ int, unit *goquery.Selection) {
		if code == "" && strings.Contains(own, strings.TrimSpace(unit.Text())) {
			code = unit.AttrOr("value", "")
		}
	})
	return code
}

// What two providers disclaim is for the authority to give to one of them: it stands
// on its list though nothing is late, and is gone from there once it is named.
func TestTheAuthorityFindsWhatTwoProvidersDisclaimAndNamesTheOne(t *testing.T) {
	o := mustOpenHall(t)
	request, officer := o.forwarded("示例说明")
	watcher := o.signIn("authority")
	disputed := func() (string, int) {
		table := watcher.get("/authority/overdue").doc.Find(`section[aria-labelledby="disputed"] tbody`)
		href, _ := table.Find("a").Attr("href")
		return href, table.Find("tr").Length()
	}
	checker, second := o.signIn("checker"), o.signIn("checker2")
	disclaims := func(v, names *visitor) sight {
		href, _ := v.get(request).doc.Find(`a[href$="/not_ours"]`).Attr("href")
		unit := names.unitIn(officer.get("/desk/docket"))
		return v.fill(v.get(href), url.Values{"reason": {"不属于本单位"}, "authority": {unit}})
	}
	if page := disclaims(checker, checker); page.status != http.StatusUnprocessableEntity {
		t.Errorf("whoever names themselves: %d", page.status)
	}
	disclaims(checker, second)
	if _, listed := disputed(); listed != 0 {
		t.Error("one disclaimer is on the list")
	}
	officer.done(request, "forward", nil)
	disclaims(second, checker)
	href, listed := disputed()
	if page := watcher.get(request); listed != 1 || page.path != href {
		t.Fatalf("%d on the list, the first at %s, which leads to %s", listed, href, page.path)
	}
	watcher.fill(watcher.get(request), url.Values{"reason": {"确定核查单位"}})
	watcher.done(request, "name", url.Values{"reason": {"按职责分工"}})
	if _, listed := disputed(); listed != 0 {
		t.Error("what was named is on the list still")
	}
}
