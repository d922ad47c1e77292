package portaltest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// parlour is a demo in which the firm of an agent bears an honour that a unit reported by
// a file.
type parlour struct {
	*hall
	in    installation
	agent *visitor
	file  string
	row   map[string]string
	met   map[string]*visitor // who has signed in, see as
}

const honourNumber = "示例诚信表彰〔2026〕1号"

func mustHonour(t *testing.T) *parlour {
	t.Helper()
	dir := t.TempDir()
	o := mustOpenHallOf(t, mustOpenDemo(t, dir, 300, firstDay+"T10:00:00+08:00"))
	p := &parlour{hall: o, in: inDemo(dir), agent: o.signIn("agent"), file: filepath.Join(dir, "honours.csv")}
	name, code := p.agent.itself()
	p.row = map[string]string{
		"XDR_MC": name, "XDR_LB": "法人及非法人组织", "XDR_SHXYM": code, "BZ_MC": "示例诚信经营单位", "BZ_JB": "区县级",
		"JD_WH": honourNumber, "JD_RQ": "2026-05-06", "JD_JG": demoUnit.name, "BZ_YXQ": "2029-05-05",
	}
	if c, out := p.reports(0, nil); c.Entered != 1 {
		t.Fatalf("%+v: %s", c, out)
	}
	return p
}

// reports imports the honour, changed as the test says, and fails unless the command
// ends with want.
func (p *parlour) reports(want int, change map[string]string) (counts, string) {
	p.Helper()
	fields := []string{"XDR_MC", "XDR_LB", "XDR_SHXYM", "BZ_MC", "BZ_JB", "JD_WH", "JD_RQ", "JD_JG", "BZ_YXQ"}
	row := make([]string, len(fields))
	for i, f := range fields {
		if row[i] = p.row[f]; change[f] != "" {
			row[i] = change[f]
		}
	}
	mustWrite(p, p.file, csvOf(p, [][]string{fields, row}))
	out, code := run(p, p.in.env, "import", p.file, "--provider", demoUnit.code, "--as", "示例甲", "--json",
		"--secrecy-review", "示例乙, 2026-11-20", "--reason", "示例补报"+change["why"])
	if code != want {
		p.Fatalf("import ends with %d, want %d:\n%s", code, want, out)
	}
	var c counts
	if err := json.Unmarshal([]byte(out[strings.IndexByte(out, '{'):]), &c); err != nil {
		p.Fatalf("%v: %s", err, out)
	}
	return c, out
}

// page is the page on which the honour is deleted, and the number of its record.
func (p *parlour) page() (sight, string) {
	p.Helper()
	var found sight
	var number string
	p.agent.get("/my").doc.Find(`a[href*="/my/deletions/new"]`).Each(func(_ int, link *goquery.Selection) {
		href, _ := link.Attr("href")
		if page := p.agent.get(href); strings.Contains(main(page), honourNumber) {
			found, number = page, href[strings.LastIndexByte(href, '=')+1:]
		}
	})
	if number == "" {
		p.Fatalf("nothing leads to the deletion: %s", main(p.agent.get("/my")))
	}
	return found, number
}

var aware = url.Values{"aware": {"aware"}}

// deletes has the honour deleted from one's own page, and returns the request and the
// number of the record.
func (p *parlour) deletes() (request, number string) {
	p.Helper()
	page, number := p.page()
	for _, said := range []string{"不能找回", "不转为档案", "守信激励", "自动拦截", "不能撤销"} {
		if !strings.Contains(main(page), said) {
			p.Errorf("before it is deleted the page does not say %q", said)
		}
	}
	unread := p.agent.fill(page, nil)
	if unread.status != http.StatusUnprocessableEntity || !strings.Contains(main(unread), "勾选") {
		p.Errorf("unread: %d: %s", unread.status, main(unread))
	}
	receipt := p.agent.fill(unread, aware)
	request, ok := strings.CutSuffix(receipt.path, "/receipt")
	if !ok || !strings.Contains(main(receipt), "已经删除") {
		p.Fatalf("deleted: %d at %s: %s", receipt.status, receipt.path, main(receipt))
	}
	return request, number
}

func TestAnHonourIsDeletedFromOnesOwnPageAndNoBatchBringsItBack(t *testing.T) {
	p := mustHonour(t)
	request, number := p.deletes()
	if public := p.visitor().get("/records/" + number); public.status != http.StatusGone {
		t.Errorf("its address answers %d", public.status)
	}
	if kinds := p.agent.letters(request); !strings.Contains(kinds, "删除告知书") {
		t.Errorf("the letters are %s", kinds)
	}
	for why, change := range map[string]map[string]string{
		"the same": {"why": "一"}, "numbered otherwise": {"JD_WH": "示例诚信表彰（2026）一号", "BZ_MC": "示例诚信单位", "why": "二"},
	} {
		c, out := p.reports(6, change)
		if c.Returned != 1 || c.Entered != 0 || !strings.Contains(out, "不再归集") || strings.Contains(out, "诚信经营") {
			t.Errorf("%s: %+v: %s", why, c, out)
		}
	}
	if own := main(p.agent.get("/my")); strings.Contains(own, "示例诚信") {
		t.Errorf("it came back: %s", own)
	}
	p.agent.done(request, "lift", nil)
	if c, out := p.reports(0, map[string]string{"why": "三"}); c.Entered != 1 {
		t.Errorf("agreed to again: %+v: %s", c, out)
	}
	if own := main(p.agent.get("/my")); !strings.Contains(own, honourNumber) {
		t.Errorf("agreed to again, it is not there: %s", own)
	}
}

func TestTheSameClickTwiceAndASecondWindowDeleteOnce(t *testing.T) {
	p := mustHonour(t)
	first, number := p.page()
	second, _ := p.page()
	receipt := p.agent.fill(first, aware)
	if again := p.agent.fill(first, aware); again.path != receipt.path {
		t.Errorf("the same click leads to %s, the first to %s", again.path, receipt.path)
	}
	late := p.agent.fill(second, aware)
	if late.status != http.StatusConflict || !strings.Contains(main(late), "已经删除") {
		t.Errorf("the second window: %d: %s", late.status, main(late))
	}
	if open := p.agent.get("/my/deletions/new?record=" + number); open.status != http.StatusConflict {
		t.Errorf("looked at again: %d", open.status)
	}
}

func TestOnlyAnHonourOfOnesOwnIsOfferedForDeletion(t *testing.T) {
	p := mustHonour(t)
	_, number := p.page()
	other := p.signIn("agent2")
	if page := other.get("/my/deletions/new?record=" + number); page.status != http.StatusNotFound {
		t.Errorf("somebody else's honour: %d", page.status)
	}
	offered := 0
	p.agent.get("/my").doc.Find(`a[href*="/my/objections/new"]`).Each(func(_ int, link *goquery.Selection) {
		href, _ := link.Attr("href")
		at := strings.LastIndex(href, "record=")
		if at < 0 || offered > 3 {
			return
		}
		page := p.agent.get("/my/deletions/new?record=" + href[at+len("record="):])
		if strings.Contains(main(page), "只有表彰奖励") {
			offered++
			if page.doc.Find("main form button[type=submit]").Length() > 0 {
				t.Error("what is no honour has a form")
			}
		}
	})
	if offered == 0 {
		t.Error("the agent has nothing but honours")
	}
	page, _ := p.page()
	_, form := p.agent.held(page, aware)
	form.Set("record", "22222222")
	sent := p.agent.read(p.agent.client.PostForm(p.base+"/my/deletions/new", form))
	if sent.status != http.StatusNotFound {
		t.Errorf("a record that is not there: %d", sent.status)
	}
}

func TestAnHonourThatWasCorrectedMeanwhileIsShownAgainBeforeItGoes(t *testing.T) {
	p := mustHonour(t)
	page, _ := p.page()
	if c, out := p.reports(0, map[string]string{"BZ_JB": "市级"}); c.NewVersions != 1 {
		t.Fatalf("%+v: %s", c, out)
	}
	late := p.agent.fill(page, aware)
	if late.status != http.StatusConflict || !strings.Contains(main(late), "有了变动") {
		t.Fatalf("%d: %s", late.status, main(late))
	}
	if receipt := p.agent.fill(late, aware); !strings.HasSuffix(receipt.path, "/receipt") {
		t.Errorf("looked at again it is not deleted: %d: %s", receipt.status, main(receipt))
	}
}

func TestWhoseMandateEndedAMinuteAgoDeletesNothing(t *testing.T) {
	p := mustHonour(t)
	rep, agent := p.agent, p.signIn("agent3")
	agent.press(agent.get("/account/mandates"), rep.sides()[0], "以此身份办理")
	p.agent = agent
	page, number := p.page()
	given := rep.get("/account/mandates")
	name := strings.TrimSpace(given.doc.Find(`main h2[id^="given-"]`).Last().Text())
	rep.press(given, name, "终止")
	if sent := agent.fill(page, aware); sent.status != http.StatusForbidden {
		t.Errorf("%d: %s", sent.status, main(sent))
	}
	if record := p.visitor().get("/records/" + number); record.status != http.StatusOK {
		t.Errorf("the record answers %d", record.status)
	}
}

func TestAPaperAtTheWindowIsDeletedByAnotherOfficer(t *testing.T) {
	p := mustHonour(t)
	_, number := p.page()
	window, officer := p.signIn("window"), p.signIn("officer")
	form := window.fill(window.get("/window"), url.Values{"subject_number": {p.row["XDR_SHXYM"]}, "matter": {"deletion"}})
	if !strings.Contains(main(form), honourNumber) {
		t.Fatalf("the window does not find it: %s", main(form))
	}
	words := url.Values{
		"applicant": {"示例经办人"}, "contact": {"15400000001"}, "record": {number}, "channel": {"counter"},
	}
	bare := window.fillWith(form, words, nil)
	if bare.status != http.StatusUnprocessableEntity || !strings.Contains(main(bare), "扫描件") {
		t.Errorf("without the application: %d: %s", bare.status, main(bare))
	}
	receipt := window.fillWith(bare, words, map[string][]byte{"申请书.png": drawing(t)})
	request, ok := strings.CutSuffix(receipt.path, "/receipt")
	if !ok || !strings.Contains(main(receipt), "另一位工作人员") {
		t.Fatalf("%d at %s: %s", receipt.status, receipt.path, main(receipt))
	}
	if public := p.visitor().get("/records/" + number); public.status != http.StatusOK {
		t.Errorf("a paper alone took it off: %d", public.status)
	}
	if window.get(request).doc.Find(`a[href$="/execute"]`).Length() > 0 {
		t.Error("whoever entered the paper is offered to delete")
	}
	officer.done(request, "execute", nil)
	if public := p.visitor().get("/records/" + number); public.status == http.StatusOK {
		t.Error("it is shown still")
	}
	if kinds := p.agent.letters(request); !strings.Contains(kinds, "删除告知书") || !strings.Contains(kinds, "收件回执") {
		t.Errorf("the letters are %s", kinds)
	}
}
