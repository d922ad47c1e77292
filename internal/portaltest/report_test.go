package portaltest

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"creditportal/web/route"
)

// asksAboutOneself makes a report.
func (v *visitor) asksAboutOneself() sight {
	v.Helper()
	made := v.sendsTo(v.get("/my/report"), "/my/report", nil)
	if made.status != http.StatusOK || !strings.HasPrefix(made.path, "/my/reports/") {
		v.Fatalf("asked: %d at %s: %s", made.status, made.path, main(made))
	}
	return made
}

// proofIn is the code by which a report is found genuine.
func proofIn(t testing.TB, text string) string {
	t.Helper()
	code := regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){3}`).FindString(text)
	if code == "" {
		t.Fatalf("no code stands in %s", text)
	}
	return code
}

// checks asks whether what bears the code is genuine.
func (o *hall) checks(code string) sight {
	o.Helper()
	v := o.visitor()
	return v.fill(v.get("/verify"), url.Values{"code": {code}})
}

// Art. 22: who asks about themselves sees all that is recorded, takes it home,
// and whoever is given it finds out on a device of their own that it is genuine.
func TestWhoAsksAboutThemselvesTakesHomeAReportThatOthersFindGenuine(t *testing.T) {
	for _, name := range []string{"person", "agent"} {
		o := mustOpenHall(t)
		v := o.signIn(name)
		if v.get("/my").doc.Find(`main a[href="/my/report"]`).Length() != 1 {
			t.Errorf("%s: one's own page does not lead to the query", name)
		}
		made := v.asksAboutOneself()
		text := main(made)
		for _, want := range []string{
			"公共信用信息报告", "本人查询", "一、登记注册基础信息", "四、严重失信主体名单信息", "十、信用状况提升建议",
			"不评分，不评级", "信用修复向信息提供单位申请", "信息提供单位", "披露方式",
		} {
			if !strings.Contains(text, want) && !strings.Contains(text, strings.ReplaceAll(want, "，", "、")) {
				t.Errorf("%s: the report does not say %q", name, want)
			}
		}
		if n := made.doc.Find(".c-numeral").Length(); n != 8 {
			t.Errorf("%s: the summary has %d counts", name, n)
		}
		body, answer := v.download(made.path + "/report.pdf")
		if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "application/pdf" ||
			answer.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%s: on paper: %d, %v", name, answer.StatusCode, answer.Header)
		}
		if again, _ := v.download(made.path + "/report.pdf"); string(again) != string(body) {
			t.Errorf("%s: taken home twice, the report differs", name)
		}
		code := proofIn(t, text)
		if !strings.Contains(printed(t, body), code) {
			t.Errorf("%s: the code is not on paper", name)
		}
		found := o.checks(strings.ToLower(code))
		digest := sha256.Sum256(body)
		said := strings.Join(strings.Fields(main(found)), "")
		if found.status != http.StatusOK || !strings.Contains(said, hex.EncodeToString(digest[:])) ||
			!strings.Contains(said, "签发时有效，至今内容没有更新") {
			t.Errorf("%s: found %d: %s", name, found.status, said)
		}
		if subj := strings.TrimSpace(made.doc.Find(".c-lead").First().Text()); subj == "" || strings.Contains(said, subj) {
			t.Errorf("%s: whoever has the code learns about whom the report is", name)
		}
		if dir := os.Getenv("PORTAL_TEST_PAPER"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "report-"+name+".pdf"), body, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Art. 25: a report leads to the proof that the query for it is in the log; who is
// given the report has the same proof by its code.
func TestAReportLeadsToAReceiptThatIsCheckedWithoutTheSite(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	agent := o.signIn("agent")
	made := agent.asksAboutOneself()
	code := proofIn(t, main(made))
	if said := main(o.checks(code)); !strings.Contains(said, "存证处理中") {
		t.Errorf("before it is signed for: %s", said)
	}
	if err := p.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	receipt, _ := made.doc.Find(`main a[href$="/receipt.txt"]`).First().Attr("href")
	agent.proves(receipt)
	found := o.checks(code)
	number := strings.TrimSuffix(strings.TrimPrefix(receipt, route.OwnLooks+"/"), "/receipt.txt")
	if said := main(found); !strings.Contains(said, "已记入防篡改日志") || !strings.Contains(said, number) {
		t.Errorf("signed for: %s", said)
	}
	anybody := o.visitor()
	given := anybody.fill(anybody.get("/verify"), url.Values{"code": {code}, route.As: {"receipt"}})
	taken, _ := agent.download(receipt)
	if given.status != http.StatusOK || strings.TrimSpace(given.doc.Text()) != strings.TrimSpace(string(taken)) {
		t.Errorf("by its code: %d %s", given.status, given.doc.Text())
	}
}

// A code that nothing bears is answered like one that is none.
func TestAnUnknownCodeAndAMalformedOneAreAnsweredAlike(t *testing.T) {
	o := mustOpenHall(t)
	unknown, malformed := o.checks("3F6K-9TQ2-M0XD-7HWV"), o.checks("3F6K")
	one, other := unknown.doc.Find("main .c-errors").Text(), malformed.doc.Find("main .c-errors").Text()
	if unknown.status != http.StatusUnprocessableEntity || malformed.status != unknown.status || one == "" ||
		one != other {
		t.Errorf("unknown %d %q, malformed %d %q", unknown.status, one, malformed.status, other)
	}
}

// Art. 33 and 38: from the moment that an objection annotates a record, an
// earlier report is told to be one of earlier content, and is not shown again.
func TestAReportWhoseContentHasChangedSaysSoAndIsShownNoLonger(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	made := agent.asksAboutOneself()
	code := proofIn(t, main(made))
	agent.files("处罚金额与决定书不符")
	found := o.checks(code)
	if said := main(found); found.status != http.StatusOK || !strings.Contains(said, "内容已更新") {
		t.Errorf("after the annotation: %d %s", found.status, said)
	}
	gone := agent.get(made.path)
	if gone.status != http.StatusGone || gone.doc.Find(`main a[href="/my/report"]`).Length() != 1 ||
		gone.doc.Find("main .c-report__record").Length() != 0 {
		t.Errorf("the earlier report: %d %s", gone.status, main(gone))
	}
	if body, answer := agent.download(made.path + "/report.pdf"); answer.StatusCode != http.StatusGone ||
		strings.HasPrefix(string(body), "%PDF") {
		t.Errorf("on paper: %d", answer.StatusCode)
	}
	again := agent.asksAboutOneself()
	if !strings.Contains(main(again), "异议处理中") || again.path == made.path {
		t.Errorf("the new report bears no annotation: %s", main(again))
	}
}

// Art. 22: who asks proves at that moment who they are.
func TestTheQueryAboutOneselfAsksForAProofOfTheMoment(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	form := agent.get("/my/report")
	o.pass(11 * time.Minute)
	asked := agent.sendsTo(form, "/my/report", nil)
	if asked.status != http.StatusUnauthorized || !strings.Contains(main(asked), "密码") {
		t.Fatalf("eleven minutes on: %d %s", asked.status, main(asked))
	}
	made := agent.fill(asked, url.Values{"password": {demoWord}})
	if made.path == "/my/report" || made.doc.Find("main form").Length() > 0 {
		made = agent.fill(made, nil) // the form that was kept
	}
	if !strings.HasPrefix(made.path, "/my/reports/") {
		t.Errorf("proved: %d at %s: %s", made.status, made.path, main(made))
	}
	o.pass(11 * time.Minute)
	if again := agent.get(made.path); again.doc.Find(".c-report__record").Length() != 0 {
		t.Error("eleven minutes later the report is open without another proof")
	}
}

func TestAFormThatIsSentTwiceMakesOneReport(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	form := agent.get("/my/report")
	first := agent.sendsTo(form, "/my/report", nil)
	second := agent.sendsTo(form, "/my/report", nil)
	if first.path != second.path {
		t.Errorf("sent twice: at %s and at %s", first.path, second.path)
	}
	if n := agent.get("/my/report").doc.Find("main tbody tr").Length(); n != 1 {
		t.Errorf("%d reports are listed", n)
	}
}

// Whose mandate is not for queries asks in vain, and learns of no report.
func TestAReportIsForWhoSpeaksForItsSubjectAndForNobodyElse(t *testing.T) {
	o := mustOpenHall(t)
	made := o.signIn("agent").asksAboutOneself()
	for _, name := range []string{"agent2", "person"} {
		v := o.signIn(name)
		foreign, none := v.get(made.path), v.get("/my/reports/aaaaaaaaaaaaaaaaaaaaaaaaaa")
		if foreign.status != http.StatusNotFound || main(foreign) != main(none) {
			t.Errorf("%s: %d and %d", name, foreign.status, none.status)
		}
		if list := v.get("/my/report"); strings.Contains(main(list), filepath.Base(made.path)) {
			t.Errorf("%s finds the report in a list", name)
		}
	}
	officer := o.signIn("officer")
	if page := officer.get(made.path); page.status != http.StatusNotFound {
		t.Errorf("an officer opens it: %d", page.status)
	}
}
