package portaltest

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"creditportal/internal/ledger"
	"creditportal/internal/subject"
	"creditportal/web/route"
)

// unknownNumber is a synthetic number of nobody.
const unknownNumber = "370399189103150030"

// asksAbout asks about somebody else, and returns where the request is.
func (v *visitor) asksAbout(name, number string) string {
	v.Helper()
	listed := v.fill(v.get(route.NewAuthorisation), asking(name, number))
	href, ok := listed.doc.Find(`main a[href^="/my/authorisations/"]:not([href$="/new"])`).First().Attr("href")
	if listed.status != http.StatusOK || listed.path != route.Authorisations || !ok {
		v.Fatalf("asked: %d at %s: %s", listed.status, listed.path, main(listed))
	}
	return href
}

func asking(name, number string) url.Values {
	return url.Values{
		route.SubjectName: {name}, route.SubjectNumber: {number}, route.AskedItems: {"B01", "A06"},
		route.AskedPurpose: {"business"}, route.AskedWords: {"签订合同前了解履约情况"}, route.AskedDays: {"10"},
		route.AskedUses: {"1"},
	}
}

// brought enters at the window what somebody brought on paper.
func (m *matter) brought(name, number string) string {
	m.Helper()
	v := m.asked["window"]
	typed := asking(name, number)
	typed[route.EnquirerName], typed[route.EnquirerDocument] = []string{"示例贸易有限公司"}, []string{"示例证件1号"}
	typed[route.Contact] = []string{"15400000123"}
	typed[route.Proofs] = []string{"letter", "purpose", "identity"}
	entered := v.fillWith(v.get(route.NewPaperAuthorisation), typed, map[string][]byte{"授权书.png": drawing(m.TB)})
	if entered.status != http.StatusOK || !strings.HasPrefix(entered.path, route.PaperAuthorisations+"/") {
		m.Fatalf("entered: %d at %s: %s", entered.status, entered.path, main(entered))
	}
	return entered.path
}

// itself is the name and the code of the side that the holder speaks for, as its
// own report says them.
func (v *visitor) itself() (name, code string) {
	v.Helper()
	page := v.asksAboutOneself()
	facts := page.doc.Find("#registration dl").First()
	return strings.TrimSpace(facts.Find("dd").Eq(0).Text()), strings.TrimSpace(facts.Find("dd").Eq(1).Text())
}

// Art. 22: the subject agrees to a part; the enquirer opens it once, and sees that
// part and nothing else; the subject sees who looked.
func TestAnEnterpriseAsksTheOtherAgreesToHalfAndItIsOpenedOnce(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	supplier, asked := o.signIn("agent2"), o.signIn("agent")
	name, code := asked.itself()
	firm, _ := supplier.itself()
	path := supplier.asksAbout(name, code)
	if text := main(supplier.get(path)); strings.Contains(text, code) || !strings.Contains(text, "待本人确认") {
		t.Errorf("the enquirer reads %s", text)
	}
	page := asked.get(path)
	if !strings.Contains(main(page), "签订合同前了解履约情况") {
		t.Fatalf("the subject reads %d %s", page.status, main(page))
	}
	if n := page.doc.Find(`main input[name="items"][checked]`).Length(); n != 0 {
		t.Errorf("%d items are agreed to before the subject has ticked them", n)
	}
	page = asked.sendsTo(page, "/consent", url.Values{
		route.AskedItems: {"A06"}, route.AskedDays: {"5"}, route.AskedUses: {"1"},
	})
	if page.status != http.StatusOK || !strings.Contains(main(page), "可查看") {
		t.Fatalf("agreed: %d at %s: %s", page.status, page.path, main(page))
	}
	shown := supplier.sendsTo(supplier.get(path), "/view", nil)
	text := main(shown)
	if shown.status != http.StatusOK || !strings.HasSuffix(shown.path, "/report") {
		t.Fatalf("opened: %d at %s: %s", shown.status, shown.path, text)
	}
	for _, want := range []string{name, "商业合作", "公共信用信息报告", "本章建议只提供给信息主体本人"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if n := shown.doc.Find(`#registration, #judgments, a[href="#judgments"]`).Length(); n != 0 {
		t.Errorf("%d chapters and counts that were not agreed to are shown", n)
	}
	if agreed := shown.doc.Find(`#agreed dt`); agreed.Length() != 1 || agreed.Text() != "行政处罚" {
		t.Errorf("as agreed to the report names %q", agreed.Text())
	}
	body, answer := supplier.download(path + "/report.pdf")
	if paper := printed(t, body); answer.StatusCode != http.StatusOK || !strings.Contains(paper, proofIn(t, text)) ||
		!strings.Contains(paper, "信息主体同意查询的信息项") || strings.Contains(paper, "司法判决") {
		t.Errorf("on paper: %d", answer.StatusCode)
	}
	if found := o.checks(proofIn(t, text)); !strings.Contains(main(found), "授权只及于那一次查询") {
		t.Errorf("to whoever is given it: %s", main(found))
	}
	if again := supplier.get(path); again.doc.Find(`main form[action$="/view"]`).Length() != 0 {
		t.Error("what was used up can be opened once more")
	}
	seen := asked.get(route.OwnLooks)
	if text := main(seen); seen.status != http.StatusOK || !strings.Contains(text, "商业合作") ||
		!strings.Contains(text, "信息主体授权") || !strings.Contains(text, firm) {
		t.Errorf("the subject does not see who looked: %d %s", seen.status, text)
	}
	if err := p.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	receipt, _ := shown.doc.Find(`main a[href$="/receipt.txt"]`).First().Attr("href")
	for _, party := range []*visitor{supplier, asked} {
		party.proves(receipt)
	}
	if _, answer := o.signIn("person").download(receipt); answer.StatusCode != http.StatusNotFound {
		t.Errorf("somebody else has the receipt: %d", answer.StatusCode)
	}
	if text := main(o.signIn("audit").get("/audit?basis=authorised")); !strings.Contains(text, "签订合同前了解履约情况") {
		t.Errorf("who audits does not find it: %s", text)
	}
	o.pass(31 * time.Minute)
	if late := o.signIn("agent2").get(path + "/report"); late.path != path {
		t.Errorf("after the half hour it is shown still, at %s", late.path)
	}
}

// Art. 22: the subject's no counts at once, also while the last look is still shown.
func TestTakingBackEndsWhatIsBeingShown(t *testing.T) {
	o := mustOpenHall(t)
	supplier, asked := o.signIn("agent2"), o.signIn("agent")
	path := supplier.asksAbout(asked.itself())
	asked.sendsTo(asked.get(path), "/consent", url.Values{
		route.AskedItems: {"A06"}, route.AskedDays: {"5"}, route.AskedUses: {"1"},
	})
	if shown := supplier.sendsTo(supplier.get(path), "/view", nil); !strings.HasSuffix(shown.path, "/report") {
		t.Fatalf("opened: %d at %s", shown.status, shown.path)
	}
	taken := asked.sendsTo(asked.get(path), "/revoke", nil)
	if taken.status != http.StatusOK || !strings.Contains(main(taken), "授权已撤回") {
		t.Errorf("taken back: %d %s", taken.status, main(taken))
	}
	if later := supplier.get(path + "/report"); later.path != path {
		t.Errorf("it is shown still, at %s", later.path)
	}
	if taken.doc.Find(`main form[action$="/revoke"]`).Length() != 0 {
		t.Error("what was taken back can be taken back once more")
	}
}

func TestWhoClosesTheirAccountLooksAtNobodyMore(t *testing.T) {
	o := mustOpenHall(t)
	asked, person := o.signIn("agent"), o.signIn("person")
	path := person.asksAbout(asked.itself())
	asked.sendsTo(asked.get(path), "/consent", url.Values{
		route.AskedItems: {"A06"}, route.AskedDays: {"5"}, route.AskedUses: {"1"},
	})
	page := person.fill(person.get(route.CloseAccount), url.Values{"password": {demoWord}})
	if page.path != route.SignIn || !strings.Contains(main(page), "账号已经注销") {
		t.Fatalf("closed: %d at %s: %s", page.status, page.path, main(page))
	}
	if text := main(asked.get(path)); !strings.Contains(text, "已撤回请求") {
		t.Errorf("the subject reads %s", text)
	}
}

// proves takes the receipt of a look home and checks it by the key of the log, as
// whoever does so without the site.
func (v *visitor) proves(receipt string) {
	v.Helper()
	text, _ := v.download(receipt)
	key, _ := v.download(route.LogKey)
	keys, err := ledger.ReadKeys(strings.TrimSpace(string(key)))
	if err != nil {
		v.Fatal(err)
	}
	read, err := ledger.ReadReceipt(text)
	if err == nil {
		_, err = read.Check(keys)
	}
	if err != nil {
		v.Errorf("the receipt at %s proves nothing: %v: %s", receipt, err, text)
	}
}

// Whoever asks learns nothing about whether the subject is known here.
func TestAKnownAndAnUnknownSubjectAreAskedInTheSameWords(t *testing.T) {
	o := mustOpenHall(t)
	supplier, asked := o.signIn("agent2"), o.signIn("agent")
	name, code := asked.itself()
	nobodys, err := subject.ComposeCode("91370399", "MA999999")
	if err != nil {
		t.Fatal(err)
	}
	known, unknown := supplier.asksAbout(name, code), supplier.asksAbout(name, nobodys.String())
	if one, other := supplier.answers(asking(name, code)), supplier.answers(asking(name, nobodys.String())); one != other {
		t.Errorf("asking is answered %q of a known one, %q of an unknown one", one, other)
	}
	asked.sendsTo(asked.get(known), "/decline", nil)
	plain := func(path string) string {
		text := main(supplier.get(path))
		return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r >= '0' && r <= '9' }), "")
	}
	if one, other := plain(known), plain(unknown); one != other {
		t.Errorf("of a known one that refused:\n%s\nof an unknown one:\n%s", one, other)
	}
	if one, other := supplier.weighs(known), supplier.weighs(unknown); one != other {
		t.Errorf("the page of a known one has %d bytes, that of an unknown one %d", one, other)
	}
}

// answers is the answer to the form by which somebody is asked about, before the
// browser goes where it leads: status, place and size.
func (v *visitor) answers(values url.Values) string {
	v.Helper()
	to, sent := v.held(v.get(route.NewAuthorisation), values)
	stays := &http.Client{Jar: v.client.Jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	answer, err := stays.PostForm(to, sent)
	if err != nil {
		v.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to the end
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		v.Fatal(err)
	}
	return fmt.Sprint(answer.StatusCode, answer.Header.Get("Location"), len(body), len(answer.Header))
}

// weighs is the size of the page.
func (v *visitor) weighs(path string) int {
	v.Helper()
	body, _ := v.download(path)
	return len(body)
}

// Art. 22: nobody but the subject, or who speaks for it, agrees online; the office has
// the way of papers alone, and its page says so.
func TestTheOfficeAgreesForNobodyAndIsLedToTheWayOfPapers(t *testing.T) {
	o := mustOpenHall(t)
	supplier, asked, window := o.signIn("agent2"), o.signIn("agent"), o.signIn("window")
	path := supplier.asksAbout(asked.itself())
	form := window.get(route.NewPaperAuthorisation)
	if text := main(form); !strings.Contains(text, "工作人员不能代任何人在网上同意") {
		t.Errorf("the officer reads %s", text)
	}
	_, sent := window.held(form, url.Values{
		route.AskedItems: {"A06"}, route.AskedDays: {"5"}, route.AskedUses: {"1"},
	})
	agreed := window.read(window.client.PostForm(window.base+path+"/consent", sent))
	if agreed.status == http.StatusOK || !strings.Contains(main(asked.get(path)), "待本人确认") {
		t.Errorf("an officer agreed for the subject: %d", agreed.status)
	}
}

// Papers: two officers, and a day in which the subject may object.
func TestPapersAtTheWindowNeedASecondOfficerAndAreOpenedAfterADay(t *testing.T) {
	m := &matter{hall: mustOpenHall(t), asked: map[string]*visitor{}}
	m.asked["window"] = m.signIn("window")
	agent, officer := m.signIn("agent"), m.signIn("officer")
	name, code := agent.itself()
	path := m.brought(name, code)
	note := url.Values{route.Reason: {"已按登记的电话回访"}}
	own := m.asked["window"].get(path)
	if own.doc.Find(`main form[action$="/confirm"]`).Length() != 0 || !strings.Contains(main(own), "登记材料的人不能核验") {
		t.Errorf("whoever entered it may confirm it: %s", main(own))
	}
	receipt, _ := own.doc.Find(`main a[href^="/letters/"]`).First().Attr("href")
	if text := main(m.asked["window"].get(receipt)); !strings.Contains(text, "书面授权收件回执") || strings.Contains(text, name) {
		t.Errorf("who brought them is given %s", text)
	}
	silent := officer.sendsTo(officer.get(path), "/refuse", url.Values{route.Reason: {""}})
	if silent.doc.Find(`#note-refuse[aria-invalid="true"]`).Length() != 1 ||
		silent.doc.Find(`#note-confirm[aria-invalid="true"]`).Length() != 0 {
		t.Errorf("what is wrong is said beside another form: %s", main(silent))
	}
	checked := officer.get(path)
	for _, want := range []string{name, code, "示例**1号", "15400000123"} {
		if !strings.Contains(main(checked), want) {
			t.Errorf("who checks what was typed does not see %q: %s", want, main(checked))
		}
	}
	if strings.Contains(main(checked), "示例证件1号") {
		t.Errorf("the enquirer's document is shown whole: %s", main(checked))
	}
	told := officer.sendsTo(checked, "/confirm", note)
	if told.status != http.StatusOK || !strings.Contains(main(told), "已告知本人") {
		t.Fatalf("confirmed: %d: %s", told.status, main(told))
	}
	for page, way := range map[sight]string{
		officer.get(route.Desk): route.PaperAuthorisations, agent.get(route.Own): route.Authorisations,
	} {
		if page.doc.Find(`a[href="`+way+`"]`).Length() == 0 {
			t.Errorf("%s does not lead to %s: %s", page.path, way, main(page))
		}
	}
	if text := main(agent.get(route.Own)); !strings.Contains(text, "有1项查询您一方信息的请求") {
		t.Errorf("the subject's own page does not say that somebody asks: %s", text)
	}
	if n := officer.get(route.PaperAuthorisations).doc.Find(`main a[href$="/new"]`).Length(); n != 0 {
		t.Error("who does not enter papers is led to where they are entered")
	}
	listed := agent.get(route.Authorisations)
	if !strings.Contains(main(listed), "示例贸易有限公司") {
		t.Errorf("the subject is not told: %s", main(listed))
	}
	href, _ := listed.doc.Find(`main a[href^="/my/authorisations/"]:not([href$="/new"])`).First().Attr("href")
	if objected := agent.sendsTo(agent.get(href), "/object", nil); !strings.Contains(main(objected), "已拒绝") {
		t.Errorf("objected: %s", main(objected))
	}
}
