package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
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
	bad := data.sends(page, "/desk/calendar", url.Values{"source": {"year = 2027\ncolour = 1"}})
	if bad.status != http.StatusUnprocessableEntity || bad.doc.Find("textarea").Text() != "year = 2027\ncolour = 1" {
		t.Errorf("a bad file: %d", bad.status)
	}
	entered := data.sends(data.get("/desk/calendar"), "/desk/calendar", url.Values{"source": {nextYear}})
	if entered.status != http.StatusOK || entered.doc.Find(`form[action$="/confirm"]`).Length() != 0 {
		t.Errorf("entered: %d, and who entered may confirm: %s", entered.status, entered.text())
	}
	shown := signer.get("/desk/calendar")
	if text := shown.text(); !strings.Contains(text, "影响1件在办") || !strings.Contains(text, "2027-01-04") ||
		!strings.Contains(text, "2027-01-03") {
		t.Errorf("the signer sees: %s", text)
	}
	confirmed := signer.sends(shown, "/confirm", nil)
	if confirmed.status != http.StatusOK || strings.Contains(confirmed.text(), "等待签发员确认") {
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
