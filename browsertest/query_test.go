//go:build browser

package browsertest

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
)

// sends presses the button of the form that leads there.
func (r *reader) sends(action string) {
	r.Helper()
	r.tab.press(r.T, fmt.Sprintf(`main form[action$=%q] button[type=submit]`, action))
}

// ticks picks one of several boxes that are not picked.
func (r *reader) ticks(name, value string) {
	r.Helper()
	box := fmt.Sprintf(`main [name=%q][value=%q]`, name, value)
	if !ask[bool](r.T, r.tab, fmt.Sprintf(`document.querySelector('%s').checked`, box)) {
		r.tab.do(r.T, chromedp.Click(chromedp.CSS(box)))
	}
}

// says fails unless the page has the phrase of the key.
func (r *reader) says(key string) {
	r.Helper()
	phrase, _, _ := strings.Cut(r.phrase(key), "{{")
	if !strings.Contains(r.text(), phrase) {
		r.Errorf("%s does not say %q: %s", r.path(), phrase, r.text())
	}
}

// reports asks about oneself, and returns the code that stands on the report.
func (r *reader) reports() string {
	r.Helper()
	r.open("/my")
	r.tab.press(r.T, `main a[href$="/my/report"]`)
	r.sends("/my/report")
	code := proofCode.FindString(r.text())
	if !strings.HasPrefix(r.path(), "/my/reports/") || code == "" {
		r.Fatalf("asked, and at %s: %s", r.path(), r.text())
	}
	return code
}

// itself is name and number of the side that the reader speaks for.
func (r *reader) itself() (name, number string) {
	r.Helper()
	r.reports()
	facts := ask[[]string](r.T, r.tab,
		`[...document.querySelector("#registration dl").querySelectorAll("dd")].map(e => e.textContent.trim())`)
	return facts[0], facts[1]
}

func TestACitizenAndAnEnterpriseTakeTheirReportHomeAndAnybodyFindsItGenuine(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		for _, name := range []string{"person", "agent"} {
			r := h.signIn(name)
			h.verifies(r.reports(), "verify.report_same")
			if n := ask[int](t, r.tab, `document.querySelectorAll('main a[href$="/report.pdf"]').length`); n == 0 {
				t.Errorf("%s cannot take the report home: %s", name, r.text())
			}
			r.open("/my/looks?own=1")
			r.says("query.purpose.own")
			about, _ := r.itself()
			if name == "person" {
				about = disclosure.MaskName(about) // the log names no citizen in full
			}
			h.finds("/audit?basis=self", about, r.phrase("audit.object.report"), r.phrase("query.purpose.own"))
			r.left()
		}
	})
}

// inquiry is a query about somebody else under way.
type inquiry struct {
	*hall
	supplier, firm *reader
	about          string // name of the firm
	path           string // of the request
}

// inquires has a supplier ask about a firm for two items.
func (h *hall) inquires() *inquiry {
	h.Helper()
	q := &inquiry{hall: h, supplier: h.signIn("agent2"), firm: h.signIn("agent")}
	var code string
	q.about, code = q.firm.itself()
	q.supplier.open("/my/authorisations/new")
	q.supplier.writes("about_name", q.about)
	q.supplier.writes("subject_number", code)
	q.supplier.asksFor()
	q.supplier.sends("/my/authorisations")
	q.supplier.says("authorisation.list.sent")
	q.path = q.supplier.ask(`document.querySelector('main a[href*="/my/authorisations/"]:not([href$="/new"])').pathname`)
	q.path = strings.TrimPrefix(q.path, "/en")
	q.supplier.open(q.path)
	q.supplier.says("authorisation.state.awaiting_subject")
	return q
}

// purposeWords are why somebody asks about another, in their own words.
const purposeWords = "签订合同前了解履约情况"

// asksFor fills in what is asked for, and why.
func (r *reader) asksFor() {
	r.Helper()
	r.ticks("items", "A06")
	r.ticks("items", "B01")
	r.chooses("purpose", "business")
	r.writes("words", purposeWords)
	r.writes("days", "10")
	r.writes("uses", "1")
}

func TestASupplierSeesTheHalfThatTheOtherAgreedToOnceAndEachHoldsAProofOfTheLook(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		q := h.inquires()
		q.firm.open("/my/authorisations")
		q.firm.tab.press(t, fmt.Sprintf(`main a[href$=%q]`, q.path))
		q.firm.ticks("items", "A06")
		if ask[bool](t, q.firm.tab, `document.querySelector('main [name="items"][value="B01"]').checked`) {
			q.firm.tab.do(t, chromedp.Click(chromedp.CSS(`main [name="items"][value="B01"]`)))
		}
		q.firm.sends("/consent")
		q.firm.says("authorisation.state.viewable")

		q.supplier.open(q.path)
		q.supplier.says("authorisation.state.viewable")
		q.supplier.sends("/view")
		code := proofCode.FindString(q.supplier.text())
		if q.supplier.path() != q.path+"/report" || code == "" {
			t.Fatalf("opened, and at %s: %s", q.supplier.path(), q.supplier.text())
		}
		if text := q.supplier.text(); !strings.Contains(text, "行政处罚") || strings.Contains(text, "登记注册信息") {
			t.Errorf("the report says more or less than was agreed to: %s", text)
		}
		h.verifies(code, "verify.report_consented")
		receipt := q.supplier.ask(`document.querySelector('main a[href$="/receipt.txt"]').getAttribute("href")`)
		q.supplier.provesOffline(receipt)
		q.supplier.open(q.path)
		if n := ask[int](t, q.supplier.tab, `document.querySelectorAll('main form[action$="/view"]').length`); n != 0 {
			t.Errorf("what was used up is offered again: %s", q.supplier.text())
		}

		q.firm.open("/my/looks")
		q.firm.says("query.purpose.business")
		q.firm.provesOffline(receipt)
		h.finds("/audit?basis=authorised", q.about, purposeWords, q.firm.phrase("query.purpose.business"))
		for _, r := range []*reader{q.supplier, q.firm} {
			r.left()
		}
	})
}

func TestWhoeverIsRefusedAndWhoeverIsNotAnsweredReadTheSame(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		told := map[audit.Act]string{}
		for _, act := range []audit.Act{authorisation.Decline, authorisation.Lapse} {
			q := h.inquires()
			if act == authorisation.Decline {
				q.firm.open(q.path)
				q.firm.sends("/decline")
				q.firm.says("authorisation.state.declined")
			}
			h.later(14)
			q.supplier = h.signIn("agent2")
			q.supplier.open(q.path)
			if n := ask[int](t, q.supplier.tab, `document.querySelectorAll('main form[action$="/view"]').length`); n != 0 {
				t.Errorf("%s, and it can be opened: %s", act, q.supplier.text())
			}
			told[act] = strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return -1
				}
				return r
			}, q.supplier.text())
			number := requestNumber.FindString(q.supplier.text())
			h.finds("/audit/acts?number="+url.QueryEscape(number), q.supplier.phrase(flow.ActKey(act)), number)
			q.supplier.left()
		}
		h.findsNone("/audit?basis=authorised")
		if refused, unanswered := told[authorisation.Decline], told[authorisation.Lapse]; refused != unanswered {
			t.Errorf("who is refused reads\n%s\nand who is not answered\n%s", refused, unanswered)
		}
	})
}

func TestALetterOnPaperIsOpenedAtTheWindowWhenTwoOfficersHaveReadItAndNobodyObjects(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		firm, clerk := h.signIn("agent"), h.signIn("window")
		name, code := firm.itself()
		clerk.open("/window/authorisations/new")
		clerk.writes("about_name", name)
		clerk.writes("subject_number", code)
		clerk.asksFor()
		for field, text := range map[string]string{
			"enquirer": "示例贸易有限公司", "document": "示例证件1号", "contact": "15400000123",
		} {
			clerk.writes(field, text)
		}
		for _, proof := range []string{"letter", "purpose", "identity"} {
			clerk.ticks("proofs", proof)
		}
		clerk.tab.do(t, chromedp.SetUploadFiles(chromedp.CSS(`main input[type=file]`), []string{picture(t, "授权书.png", 8)}))
		clerk.sends("/window/authorisations")
		path := clerk.path()
		if !strings.HasPrefix(path, "/window/authorisations/") || strings.HasSuffix(path, "/new") {
			t.Fatalf("entered, and at %s: %s", path, clerk.text())
		}
		officer := h.signIn("officer")
		officer.open(path)
		officer.tab.do(t, chromedp.SetValue(chromedp.CSS(`main form[action$="/confirm"] [name="reason"]`), "已按登记的电话回访"))
		officer.sends("/confirm")
		officer.says("authorisation.state.notice_wait")
		firm.open("/my/authorisations")
		if !strings.Contains(firm.text(), "示例贸易有限公司") {
			t.Errorf("the firm is not told: %s", firm.text())
		}
		h.later(2)
		viewer := h.signIn("officer")
		viewer.open(path)
		viewer.sends("/view")
		if proofCode.FindString(viewer.text()) == "" {
			t.Errorf("opened, and at %s: %s", viewer.path(), viewer.text())
		}
		firm = h.signIn("agent")
		firm.open("/my/looks")
		firm.says("query.purpose.business")
		h.finds("/audit?basis=authorised", name, purposeWords, "示例贸易有限公司", viewer.phrase("query.channel.paper"))
		for _, r := range []*reader{firm, clerk, officer, viewer} {
			r.left()
		}
	})
}
