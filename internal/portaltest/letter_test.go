package portaltest

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"creditportal/internal/portal"
)

// mustOpenPost is a hall whose letters are carried when the test says so.
func mustOpenPost(t *testing.T) (*hall, *portal.Portal) {
	t.Helper()
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	handler, err := p.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &hall{TB: t, base: server.URL}, p
}

// download is what the address gives, with its status and its headers.
func (v *visitor) download(path string) ([]byte, *http.Response) {
	v.Helper()
	answer, err := v.client.Get(v.base + path)
	if err != nil {
		v.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to the end
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		v.Fatal(err)
	}
	return body, answer
}

// printed is what stands on the pages of the document, without blanks.
func printed(t testing.TB, body []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text)), "")
}

func TestALetterIsFoundUnreadTakenHomeForPaperAndProvedGenuine(t *testing.T) {
	o, p := mustOpenPost(t)
	agent := o.signIn("agent")
	agent.files("处罚金额与决定书不符")
	inbox := agent.get("/my/letters")
	if lead := inbox.doc.Find("main .c-lead").Text(); lead != "有1份未读文书。" {
		t.Errorf("the inbox says %q", lead)
	}
	href, _ := inbox.doc.Find(`main td a[href^="/letters/"]`).First().Attr("href")
	early, answer := agent.download(href + "/letter.pdf")
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "application/pdf" ||
		!strings.HasPrefix(answer.Header.Get("Content-Disposition"), "attachment") ||
		answer.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("the form for paper: %d, %v", answer.StatusCode, answer.Header)
	}
	if err := p.DeliverPost(t.Context()); err != nil {
		t.Fatal(err)
	}
	if later, _ := agent.download(href + "/letter.pdf"); string(later) != string(early) {
		t.Error("the letter on paper changed when the courier came")
	}
	said := printed(t, early)
	for _, want := range []string{"收件回执", "期限", "由我们处理的，答复", "第1页，共", "演示"} {
		if !strings.Contains(said, want) {
			t.Errorf("the letter on paper does not say %q: %s", want, said)
		}
	}
	if left := agent.get("/my/letters").doc.Find("main .c-slip").Length(); left != 0 {
		t.Error("a letter that was taken home counts as not read")
	}
	proof := regexp.MustCompile(`验真码([0-9A-Z-]{19})`).FindStringSubmatch(said)[1]
	public := o.visitor()
	found := public.fill(public.get("/verify"), url.Values{"code": {strings.ToLower(proof)}}).doc.Find("main").Text()
	digest := sha256.Sum256(early)
	if !strings.Contains(strings.Join(strings.Fields(found), ""), hex.EncodeToString(digest[:])) {
		t.Errorf("the fingerprint of the form is not told: %s", found)
	}
	if strings.Contains(found, "示例企业") || strings.Contains(found, "行政处罚") {
		t.Errorf("the proof of a letter says what is in it: %s", found)
	}
}

func TestALetterOnPaperIsForItsPartiesAlone(t *testing.T) {
	o, _ := mustOpenPost(t)
	agent := o.signIn("agent")
	agent.files("示例")
	href, _ := agent.get("/my/letters").doc.Find(`main td a[href^="/letters/"]`).First().Attr("href")
	for _, name := range []string{"agent2", "person", "checker"} {
		v := o.signIn(name)
		foreign, answer := v.download(href + "/letter.pdf")
		never, none := v.download("/letters/aaaaaaaaaaaaaaaaaaaaaaaaaa/letter.pdf")
		if answer.StatusCode != http.StatusNotFound || none.StatusCode != http.StatusNotFound ||
			strings.Contains(string(foreign), "%PDF") || len(foreign) != len(never) {
			t.Errorf("%s: the letter %d, none %d", name, answer.StatusCode, none.StatusCode)
		}
		if mine := v.get("/my/letters").doc.Find(`main a[href="` + href + `"]`).Length(); mine != 0 {
			t.Errorf("%s finds the letter in the inbox", name)
		}
	}
}

// Art. 25: a letter to a unit says as much of a subject as the request does, and whoever
// reads it has looked at the subject.
func TestALetterToAUnitIsALookThatTheSubjectReadsOf(t *testing.T) {
	o, _ := mustOpenPost(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	filed, _ := agent.files("示例说明")
	officer.done(filed.path, "take", nil)
	officer.done(filed.path, "find_same", url.Values{"reason": {"与报送的一致"}})
	officer.done(filed.path, "forward", nil)
	checker := o.signIn("checker")
	href, _ := checker.get("/my/letters").doc.Find(`main td a[href^="/letters/"]`).First().Attr("href")
	looks := func() int { return strings.Count(main(agent.get("/my/looks")), "示例区市场监督管理局") }
	before := looks()
	if page := checker.get(href); !strings.Contains(main(page), "协查函") {
		t.Fatalf("the letter to the unit: %d %s", page.status, main(page))
	}
	if n := looks(); n != before+1 {
		t.Errorf("the subject reads of %d looks by the unit, want one more than %d", n, before)
	}
}

func TestTheMailOfADemoShowsWordOfALetterAndNothingOfIt(t *testing.T) {
	o, p := mustOpenPost(t)
	agent := o.signIn("agent")
	agent.files("金丝雀陈述")
	number := agent.get("/my/letters").doc.Find("main td .c-table__sub").First().Text()
	if err := p.DeliverPost(t.Context()); err != nil {
		t.Fatal(err)
	}
	shown := o.visitor().get("/demo/mail").doc.Find("main").Text()
	if !strings.Contains(shown, "您有一份新文书（编号"+number+"）") || !strings.Contains(shown, "agent@demo.example") {
		t.Errorf("the mail of the demo shows %s", shown)
	}
	if strings.Contains(shown, "金丝雀") || strings.Contains(shown, "行政处罚") {
		t.Errorf("word of a letter says what is in it: %s", shown)
	}
}
