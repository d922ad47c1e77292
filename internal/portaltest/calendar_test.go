package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

const nextYear = `
year    = 2027
edition = 1

[[notice]]
number = "示例〔2026〕1号"
dated  = 2026-12-01

[[holiday]]
festival = "new_year"
from     = 2027-01-01
until    = 2027-01-01
make_up  = [2027-01-02, 2027-01-03]
notice   = "示例〔2026〕1号"
`

// law.md 4.1 rule 7; flows.md 13.2: calendar.load needs a data administrator, a
// signer, and a look at what it moves.
func TestANewCalendarIsSeenByTwoBeforeItMovesWhatIsUnderWay(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, "2026-12-30T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	public := o.visitor()
	filed := public.fill(public.get("/services/consultation"), url.Values{"claim": {"怎样申请信用修复"}})
	if text := filed.text(); !strings.Contains(text, "2027年1月4日") {
		t.Fatalf("before the arrangement of 2027: %s", text)
	}
	data, signer := o.signIn("data"), o.signIn("signer")
	page := data.get("/desk/calendar")
	if !strings.Contains(page.text(), "2027年的放假调休安排还没有录入") {
		t.Error("a missing year is not said")
	}
	file := data.get("/desk/calendar/file")
	bad := data.sends(file, "/desk/calendar/file", url.Values{"source": {"year = 2027\ncolour = 1"}})
	if bad.status != http.StatusUnprocessableEntity || bad.doc.Find("textarea").Text() != "year = 2027\ncolour = 1" {
		t.Errorf("a bad file: %d", bad.status)
	}
	if none := data.sends(file, "/desk/calendar/file", nil); !strings.Contains(none.text(), "请选择文件") {
		t.Errorf("no file at all: %d: %s", none.status, none.text())
	}
	entered := data.sends(file, "/desk/calendar/file", url.Values{"source": {nextYear}})
	if entered.status != http.StatusOK || entered.doc.Find(`form[action$="/confirm"]`).Length() != 0 {
		t.Errorf("entered: %d, and who entered may confirm: %s", entered.status, entered.text())
	}
	if text := main(signer.get("/desk")); !strings.Contains(text, "等待签发员确认") || strings.Contains(text, "还没有录入") {
		t.Errorf("the signer's desk does not tell what waits: %s", text)
	}
	shown := signer.get("/desk/calendar")
	if text := shown.text(); !strings.Contains(text, "影响1件在办") || !strings.Contains(text, "2027-01-04") ||
		!strings.Contains(text, "2027-01-03") {
		t.Errorf("the signer sees: %s", text)
	}
	confirmed := signer.sends(shown, "/confirm", nil)
	if confirmed.status != http.StatusOK || strings.Contains(confirmed.text(), "等待签发员确认") ||
		!strings.Contains(main(confirmed), "2027年放假调休安排") {
		t.Errorf("confirmed: %d: %s", confirmed.status, confirmed.text())
	}
	if text := public.get("/feedback").text(); !strings.Contains(text, "2027年1月3日") {
		t.Errorf("after it: %s", text)
	}
	after := public.fill(public.get("/services/consultation"), url.Values{"claim": {"再问"}})
	if text := after.text(); !strings.Contains(text, "2027年1月3日") {
		t.Errorf("what comes later is counted by it: %s", text)
	}
}

// Who has the notice before them types it festival by festival, and knows nothing
// of files.
func TestAYearIsEnteredAsTheNoticeTellsIt(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, "2026-11-30T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	data := o.signIn("data")
	form := data.get("/desk/calendar")
	if title := form.doc.Find("#enter").Text(); !strings.Contains(title, "2027年") {
		t.Errorf("the form is about %q", title)
	}
	empty := data.sends(form, "/desk/calendar", url.Values{"notice": {""}, "dated": {""}})
	if text := main(empty); !strings.Contains(text, "没有填写日期") || strings.Contains(text, "“”") {
		t.Errorf("with nothing typed: %s", text)
	}
	typed := url.Values{
		"notice": {"示例〔2026〕1号"}, "dated": {"2026年11月4日"},
		"from.new_year": {"2027/1/1"}, "until.new_year": {"20270103"}, "make_up.new_year": {"2027-01-04"},
		"from.spring": {"2027-02-05"}, "until.spring": {"2027-02-11"}, "make_up.spring": {"2027-01-31，2027年2月20日"},
	}
	wrong := data.sends(form, "/desk/calendar", typed)
	said := wrong.doc.Find("#make_up-new_year-fault").Text()
	kept, _ := wrong.doc.Find("#make_up-spring").Attr("value")
	if wrong.status != http.StatusUnprocessableEntity || !strings.Contains(said, "2027-01-04不是周末") ||
		kept != typed.Get("make_up.spring") {
		t.Errorf("a Monday as a day worked for a holiday: %d %q, and what was typed is %q", wrong.status, said, kept)
	}
	typed.Set("make_up.new_year", "")
	sent := data.sends(wrong, "/desk/calendar", typed)
	if text := sent.text(); sent.status != http.StatusOK || !strings.Contains(text, "2027年安排等待签发员确认") ||
		!strings.Contains(text, "重新计算影响") {
		t.Errorf("sent: %d: %s", sent.status, text)
	}
	if strings.Contains(sent.text(), "还没有录入") {
		t.Error("a year that waits for a signer is called wanting")
	}
	signer := o.signIn("signer")
	signer.sends(signer.get("/desk/calendar"), "/confirm", nil)
	corrected := data.get("/desk/calendar?year=2027")
	if again, _ := corrected.doc.Find("#make_up-spring").Attr("value"); again != "2027-01-31, 2027-02-20" {
		t.Errorf("to be corrected: %q", again)
	}
}

// A file brings the same, and is read as it is.
func TestAYearIsTakenFromAFile(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, "2026-11-30T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	data := o.signIn("data")
	sent := data.fillAs("source_file", data.get("/desk/calendar/file"), nil, map[string][]byte{
		"2027.toml": []byte("\ufeff" + nextYear),
	})
	if text := sent.text(); sent.status != http.StatusOK || !strings.Contains(text, "2027年安排等待签发员确认") {
		t.Errorf("sent: %d: %s", sent.status, text)
	}
}

func TestAYearThatIsNotInForceHasNoHeadOfAGridThatIsNotThere(t *testing.T) {
	o := mustOpenHallOf(t, mustOpenDemo(t, t.TempDir(), 300, "2026-11-30T10:00:00+08:00"))
	page := o.signIn("data").get("/desk/calendar?year=2027")
	page.doc.Find("main h2").Each(func(_ int, head *goquery.Selection) {
		if strings.TrimSpace(head.Text()) == "" {
			id, _ := head.Attr("id")
			t.Errorf("the head %q is empty", id)
		}
	})
	if here := page.doc.Find(`main nav [aria-current="page"]`).Text(); !strings.Contains(here, "2027") {
		t.Errorf("of the years %q is marked", here)
	}
}

// What a signer confirmed or dropped meanwhile is no fault of the notice's number.
func TestWhoTakesAYearBackTooLateIsToldSoAndNoFieldIsBlamed(t *testing.T) {
	o := mustOpenHallOf(t, mustOpenDemo(t, t.TempDir(), 300, "2026-12-30T10:00:00+08:00"))
	data, signer := o.signIn("data"), o.signIn("signer")
	data.sends(data.get("/desk/calendar/file"), "/desk/calendar/file", url.Values{"source": {nextYear}})
	open := data.get("/desk/calendar")
	seen := signer.get("/desk/calendar")
	another := strings.ReplaceAll(nextYear, "2027-01-01", "2027-01-04")
	data.sends(data.get("/desk/calendar/file"), "/desk/calendar/file", url.Values{"source": {another}})
	unseen := signer.sends(seen, "/confirm", nil)
	if unseen.status != http.StatusConflict || !strings.Contains(unseen.doc.Find("main .c-notice").Text(), "已经变动") {
		t.Errorf("a year is confirmed that took the place of what the signer saw: %d: %s", unseen.status, unseen.text())
	}
	signer.sends(unseen, "/drop", nil)
	late := data.sends(open, "/drop", nil)
	if late.status != http.StatusConflict || late.doc.Find("main .c-field__fault").Length() != 0 ||
		!strings.Contains(late.doc.Find("main .c-notice").Text(), "已经变动") {
		t.Errorf("too late: %d: %s", late.status, late.text())
	}
}

// One field for the number of the notice would put every day under the last.
func TestAYearOfTwoNoticesIsNotOfferedInAFormThatKnowsOne(t *testing.T) {
	o := mustOpenHallOf(t, mustOpenDemo(t, t.TempDir(), 300, "2026-12-30T10:00:00+08:00"))
	data, signer := o.signIn("data"), o.signIn("signer")
	two := nextYear + "\n[[notice]]\nnumber = \"示例〔2027〕2号\"\ndated  = 2027-03-01\n" +
		"\n[[holiday]]\nfestival = \"labour\"\nfrom     = 2027-05-01\nuntil    = 2027-05-05\nnotice   = \"示例〔2027〕2号\"\n"
	entered := data.sends(data.get("/desk/calendar/file"), "/desk/calendar/file", url.Values{"source": {two}})
	if entered.status != http.StatusOK {
		t.Fatalf("entered: %d: %s", entered.status, entered.text())
	}
	signer.sends(signer.get("/desk/calendar"), "/confirm", nil)
	page := data.get("/desk/calendar?year=2027")
	if first, _ := page.doc.Find("#from-new_year").Attr("value"); first != "" || !strings.Contains(page.text(), "用文件更正") {
		t.Errorf("the form begins with %q: %s", first, page.text())
	}
}
