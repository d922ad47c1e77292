package portaltest

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/portal"
	"creditportal/web"
)

// hall is a demo with accounts that browsers ask.
type hall struct {
	testing.TB
	base string
	deps web.Deps
}

func mustOpenHall(t *testing.T) *hall {
	t.Helper()
	return mustOpenHallOf(t, mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00"))
}

func mustOpenHallOf(t testing.TB, p *portal.Portal) *hall {
	t.Helper()
	deps, err := p.Doors()
	if err != nil {
		t.Fatal(err)
	}
	deps.Limit = -1 // many people come from one address here
	handler, err := web.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &hall{t, server.URL, deps}
}

// visitor is a browser of somebody's own.
type visitor struct {
	*hall
	client *http.Client
}

func (o *hall) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.Fatal(err)
	}
	return &visitor{o, &http.Client{Jar: jar}}
}

// sight is an answer as a page.
type sight struct {
	status int
	path   string // after all that led on
	doc    *goquery.Document
}

func (v *visitor) read(answer *http.Response, err error) sight {
	v.Helper()
	if err != nil {
		v.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to the end
	doc, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		v.Fatal(err)
	}
	return sight{answer.StatusCode, answer.Request.URL.Path, doc}
}

func (v *visitor) get(path string) sight {
	v.Helper()
	return v.read(v.client.Get(v.base + path))
}

// held is what the form of the page holds with the values added, and where it
// is sent.
func (v *visitor) held(page sight, values url.Values) (string, url.Values) {
	v.Helper()
	form := page.doc.Find("main form").First()
	sent := url.Values{}
	form.Find("input, textarea, select").Each(func(_ int, field *goquery.Selection) {
		name, named := field.Attr("name")
		kind, _ := field.Attr("type")
		_, checked := field.Attr("checked")
		if named && (kind != "checkbox" && kind != "radio" || checked) {
			value, _ := field.Attr("value")
			if goquery.NodeName(field) == "select" {
				value, _ = field.Find("option[selected]").Attr("value")
			}
			sent.Add(name, value)
		}
	})
	for name, list := range values {
		sent[name] = list
	}
	action, _ := form.Attr("action")
	return v.base + action, sent
}

// fill sends the form of the page with the values added to what it holds.
func (v *visitor) fill(page sight, values url.Values) sight {
	v.Helper()
	return v.read(v.client.PostForm(v.held(page, values)))
}

// fillWith sends the form with files beside, by their names.
func (v *visitor) fillWith(page sight, values url.Values, files map[string][]byte) sight {
	v.Helper()
	return v.fillAs("files", page, values, files)
}

// fillAs sends the form with files in the field.
func (v *visitor) fillAs(field string, page sight, values url.Values, files map[string][]byte) sight {
	v.Helper()
	action, sent := v.held(page, values)
	delete(sent, field)
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	write := func(into io.Writer, err error, content []byte) {
		if err == nil {
			_, err = into.Write(content)
		}
		if err != nil {
			v.Fatal(err)
		}
	}
	for name, list := range sent {
		for _, value := range list {
			into, err := parts.CreateFormField(name)
			write(into, err, []byte(value))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		into, err := parts.CreateFormFile(field, name)
		write(into, err, files[name])
	}
	if err := parts.Close(); err != nil {
		v.Fatal(err)
	}
	return v.read(v.client.Post(action, parts.FormDataContentType(), &body))
}

// drawing is a picture as a telephone takes it.
func drawing(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const demoWord = "zhangdian demo"

// signIn signs in, with the one-time code that a demo shows.
func (o *hall) signIn(name string) *visitor {
	o.Helper()
	v := o.visitor()
	page := v.fill(v.get("/signin"), url.Values{"login": {name}, "password": {demoWord}})
	if page.path == "/signin/code" {
		page = v.fill(page, url.Values{"otp": {codeOn(page)}})
	}
	if page.status != http.StatusOK || strings.HasPrefix(page.path, "/signin") {
		o.Fatalf("%s does not come in: %d at %s: %s", name, page.status, page.path, page.doc.Find("main").Text())
	}
	return v
}

// files files an objection to the first record of one's own.
func (v *visitor) files(claim string) (sight, string) {
	v.Helper()
	href, _ := v.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	number := href[strings.LastIndexByte(href, '=')+1:]
	filed := v.submits(v.fill(v.get(href), url.Values{
		"ground": {"wrong"}, "claim": {claim}, "contact": {"15400000001"},
	}))
	if filed.status != http.StatusOK || !strings.HasPrefix(filed.path, "/requests/") {
		v.Fatalf("filed: %d at %s: %s", filed.status, filed.path, filed.doc.Find(".c-errors").Text())
	}
	return v.followed(filed), number
}

// submits files what the page shows, which was filled in.
func (v *visitor) submits(check sight) sight {
	v.Helper()
	if check.status != http.StatusOK || !strings.HasSuffix(check.path, "/check") {
		v.Fatalf("filled in: %d at %s: %s", check.status, check.path, check.doc.Find("main").Text())
	}
	return v.fill(check, nil)
}

// followed is the request that a receipt leads to.
func (v *visitor) followed(receipt sight) sight {
	v.Helper()
	path, ok := strings.CutSuffix(receipt.path, "/receipt")
	if !ok {
		return receipt
	}
	return v.get(path)
}

// does does an act upon the only item of the request.
func (v *visitor) does(request, act string, values url.Values) sight {
	v.Helper()
	href, ok := v.get(request).doc.Find(fmt.Sprintf(`a[href$="/%s"]`, act)).First().Attr("href")
	if !ok {
		v.Fatalf("%s is not offered: %s", act, v.get(request).doc.Find(".c-acts").Text())
	}
	return v.fill(v.get(href), values)
}

func (v *visitor) done(request, act string, values url.Values) {
	v.Helper()
	if page := v.does(request, act, values); page.path != request {
		v.Fatalf("%s: %d: %s", act, page.status, page.doc.Find("main").Text())
	}
}

// letters opens every letter of the request and returns what they are.
func (v *visitor) letters(request string) string {
	v.Helper()
	var kinds []string
	v.get(request).doc.Find(`a[href^="/letters/"]`).Each(func(_ int, link *goquery.Selection) {
		href, _ := link.Attr("href")
		if letter := v.get(href); letter.doc.Find("article.c-letter h1").Length() != 1 {
			v.Errorf("%s: %d and no letter", href, letter.status)
		}
		kinds = append(kinds, link.Text())
	})
	return strings.Join(kinds, "|")
}

func TestAnObjectionGoesFromTheFormToTheDecisionAndItsRecordIsAnnotatedUntilThen(t *testing.T) {
	o := mustOpenHall(t)
	agent, public := o.signIn("agent"), o.visitor()
	filed, number := agent.files("处罚金额与决定书不符")
	request := filed.path
	marked := func() bool {
		return strings.Contains(public.get("/records/"+number).doc.Find("main").Text(), "异议处理中")
	}
	if !marked() {
		t.Error("the answer after the receipt shows no annotation")
	}
	officer := o.signIn("officer")
	if href, _ := officer.get("/docket").doc.Find("main table a").Attr("href"); !strings.HasPrefix(href, request) {
		t.Errorf("the docket begins with %q", href)
	}
	reason := url.Values{"reason": {"与报送的一致"}}
	officer.done(request, "take", nil)
	if page := officer.does(request, "find_same", nil); page.status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", page.status)
	}
	officer.done(request, "find_same", reason)
	officer.done(request, "forward", nil)
	checker := o.signIn("checker")
	checker.done(request, "answer", url.Values{
		"outcome": {"rejected"}, "remedy": {"maintain"}, "reason": {"决定书如此"}, "document": {"示例函〔2026〕1号"},
	})
	if text := agent.get(request).doc.Find("main").Text(); strings.Contains(text, "决定书如此") {
		t.Error("the applicant reads an answer before it is signed")
	}
	o.signIn("reviewer").done(request, "provider_sign", nil)
	officer.done(request, "propose", url.Values{"outcome": {"rejected"}, "reason": {"提供单位核查属实"}})
	o.signIn("signer").done(request, "sign", nil)
	if marked() {
		t.Error("the annotation stays after the decision")
	}
	if kinds := agent.letters(request); kinds != "收件回执|转办告知书|处理结果通知书" {
		t.Errorf("the applicant has the letters %s", kinds)
	}
	if text := agent.get(request).doc.Find("main").Text(); !strings.Contains(text, "提供单位核查属实") {
		t.Errorf("the applicant does not read the reasons: %s", text)
	}
	agent.done(request, "contest", url.Values{"reason": {"我仍然不同意"}})
	if text := public.get("/records/" + number).doc.Find("main").Text(); !strings.Contains(text, "对处理结果有异议") {
		t.Error("a contested refusal is not annotated")
	}
}

func TestARequestOfOthersAnswersLikeOneThatNeverWas(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例")
	for _, name := range []string{"agent2", "person", "checker", "checker2", "editor", "system"} {
		v := o.signIn(name)
		foreign, never := v.get(filed.path), v.get("/requests/aaaaaaaaaaaaaaaaaaaaaaaaaa")
		if foreign.status != http.StatusNotFound || never.status != http.StatusNotFound ||
			foreign.doc.Find("main").Text() != never.doc.Find("main").Text() {
			t.Errorf("%s: the request %d, none %d", name, foreign.status, never.status)
		}
	}
	if page := o.visitor().get(filed.path); page.path != "/signin" {
		t.Errorf("without an account: %d at %s", page.status, page.path)
	}
}

func TestNothingTypedIsLostWhenASessionEnds(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	href, _ := agent.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	form := agent.get(href)
	agent.client.Jar, _ = cookiejar.New(nil)
	typed := url.Values{"ground": {"wrong"}, "claim": {"写了很久的说明"}, "contact": {"15400000001"}}
	asked := agent.fill(form, typed)
	if asked.status != http.StatusUnauthorized {
		t.Fatalf("without a session: %d at %s", asked.status, asked.path)
	}
	resumed := agent.fill(asked, url.Values{"login": {"agent"}, "password": {demoWord}})
	filed := agent.followed(agent.submits(agent.fill(resumed, nil)))
	if !strings.HasPrefix(filed.path, "/requests/") || !strings.Contains(filed.doc.Find("main").Text(), "写了很久的说明") {
		t.Errorf("after signing in again: %d at %s: %s", filed.status, filed.path, filed.doc.Find("main").Text())
	}
}

func TestAFormThatIsSentTwiceFilesOnce(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	href, _ := agent.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	form := agent.get(href)
	typed := url.Values{"ground": {"wrong"}, "claim": {"示例"}, "contact": {"15400000001"}}
	check := agent.fill(form, typed)
	first, second := agent.submits(check), agent.submits(check)
	if first.path != second.path || first.status != http.StatusOK {
		t.Errorf("the first at %s, the second %d at %s", first.path, second.status, second.path)
	}
	if kinds := agent.letters(agent.followed(first).path); kinds != "收件回执" {
		t.Errorf("the letters are %s", kinds)
	}
}

func TestAFormFromElsewhereChangesNothing(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	sent := url.Values{"form": {"0000"}, "password": {demoWord}, "password_next": {"另一个很长的示例口令"}}
	page := agent.read(agent.client.PostForm(o.base+"/account/password", sent))
	if page.status != http.StatusForbidden {
		t.Errorf("a form without the token: %d", page.status)
	}
	o.signIn("agent2")
	if again := o.visitor(); again.get("/my").path != "/signin" {
		t.Error("the own file opens without an account")
	}
	o.signIn("agent")
}

func TestAWrongPasswordAndAnUnknownNameAreToldAlike(t *testing.T) {
	o := mustOpenHall(t)
	var said []string
	for _, name := range []string{"agent", "nobody-of-that-name"} {
		v := o.visitor()
		page := v.fill(v.get("/signin"), url.Values{"login": {name}, "password": {"wrong password"}})
		if page.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, page.status)
		}
		said = append(said, page.doc.Find(".c-errors").Text())
	}
	if said[0] != said[1] || said[0] == "" {
		t.Errorf("said %q and %q", said[0], said[1])
	}
}

// proofOn finds the proof code in the foot of a letter.
func proofOn(foot string) string {
	return regexp.MustCompile(`[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}`).FindString(foot)
}

func TestWhoeverHoldsALetterLearnsThatItIsGenuineAndNothingElse(t *testing.T) {
	o := mustOpenHall(t)
	agent, anybody := o.signIn("agent"), o.visitor()
	filed, _ := agent.files("示例说明")
	href, _ := filed.doc.Find(`a[href^="/letters/"]`).Attr("href")
	letter := agent.get(href).doc.Find("article.c-letter")
	number, proof := letter.Find(".c-letter__number").Text(), proofOn(letter.Find(".c-letter__proof").Text())
	if page := anybody.get(href); page.path != "/signin" {
		t.Errorf("without an account the letter answers %d at %s", page.status, page.path)
	}
	asked := url.Values{"letter": {number}, "code": {proof}}
	genuine := anybody.fill(anybody.get("/verify"), asked).doc.Find("main").Text()
	if !strings.Contains(genuine, "由本网站发出") || strings.Contains(genuine, "示例说明") {
		t.Errorf("number %q, code %q: %s", number, proof, genuine)
	}
	asked.Set("code", "AAAA-AAAA-AAAA-AAAA")
	if page := anybody.fill(anybody.get("/verify"), asked); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a made up code: %d", page.status)
	}
}

func TestALateProviderIsToldAsSoonAsTheDayComes(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	filed, _ := agent.files("示例说明")
	officer.done(filed.path, "take", nil)
	officer.done(filed.path, "find_same", url.Values{"reason": {"与报送的一致"}})
	officer.done(filed.path, "forward", nil)
	clock := o.visitor()
	none := url.Values{"days": {"0"}}
	if page := clock.fill(clock.get("/demo/clock"), none); page.status != http.StatusUnprocessableEntity {
		t.Errorf("the clock moves by no day: %d", page.status)
	}
	clock.fill(clock.get("/demo/clock"), url.Values{"days": {"9"}})
	agent = o.signIn("agent") // nine days on, every session is over
	if kinds := agent.letters(filed.path); !strings.Contains(kinds, "逾期") {
		t.Errorf("nine days on the letters are %s", kinds)
	}
	if text := agent.get("/my").doc.Find("main").Text(); !strings.Contains(text, "已逾期") {
		t.Error("the list does not say that the matter is late")
	}
}

func TestFilesGoWithTheObjectionAndABadOneCostsNothing(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	href, _ := agent.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	files := map[string][]byte{
		"决定书.png": drawing(t), "收据.png": append(drawing(t), 0), "压缩包.pdf": []byte("PK\x03\x04 a zip that says it is a PDF"),
	}
	typed := url.Values{"ground": {"wrong"}, "claim": {"见附件"}, "contact": {""}}
	refused := agent.fillWith(agent.get(href), typed, files)
	kept := refused.doc.Find(`input[name="file"][checked]`).Length()
	if refused.status != http.StatusUnprocessableEntity || kept != 2 ||
		!strings.Contains(refused.doc.Find("#files-fault").Text(), "后缀") {
		t.Fatalf("%d, %d files survive: %s", refused.status, kept, refused.doc.Find("main").Text())
	}
	typed.Set("contact", "15400000001")
	more := map[string][]byte{"又一个.pdf": []byte("no PDF")}
	check := agent.fillWith(refused, typed, more)
	if said := check.doc.Find("main .c-notice").Text(); !strings.Contains(said, "又一个.pdf") {
		t.Errorf("the file that was not taken is not named: %s", said)
	}
	filed := agent.followed(agent.submits(check))
	links := filed.doc.Find(`a[href*="/files/"]`)
	if !strings.HasPrefix(filed.path, "/requests/") || links.Length() != 2 {
		t.Fatalf("filed: %d at %s: %s", filed.status, filed.path, filed.doc.Find("main").Text())
	}
	file, _ := links.First().Attr("href")
	answer, err := agent.client.Get(o.base + file)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // only its head is read
	if kind := answer.Header.Get("Content-Type"); answer.StatusCode != http.StatusOK || kind != "image/png" ||
		!strings.HasPrefix(answer.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file: %d, %s, %s", answer.StatusCode, kind, answer.Header.Get("Content-Disposition"))
	}
	for _, name := range []string{"agent2", "checker", "authority"} {
		if page := o.signIn(name).get(file); page.status != http.StatusNotFound {
			t.Errorf("%s: %d", name, page.status)
		}
	}
}
