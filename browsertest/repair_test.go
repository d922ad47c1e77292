//go:build browser

package browsertest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"creditportal/internal/i18n"
	"creditportal/internal/repair"
)

// mending is an application for repair with a unit whose people are in the demo.
type mending struct {
	applicant       *reader
	checker         *reader
	reviewer        string
	request, number string // of the record
}

// units are those who decide at the units of the demo.
var units = map[string]string{"checker": "reviewer", "checker2": "reviewer2"}

// routes applies for repairs, each from the page of its record, until one is with a
// unit of the demo.
func (h *hall) routes() mending {
	h.Helper()
	for _, name := range []string{"agent", "agent2"} {
		r := h.signIn(name)
		r.open("/my")
		numbers := ask[[]string](r.T, r.tab, `[...document.querySelectorAll('main a[href*="/my/repairs/new"]')]`+
			`.map(a => new URL(a.href).searchParams.get("record"))`)
		for _, number := range numbers {
			request := r.applies(number)
			if request == "" {
				continue
			}
			for checker, reviewer := range units {
				c := h.signIn(checker)
				if c.tab.open(c.T, i18n.LangPath(c.lang, request)) == http.StatusOK {
					return mending{r, c, reviewer, request, number}
				}
			}
		}
	}
	h.Fatal("nobody's record can be repaired by a unit of the demo")
	return mending{}
}

// applies goes from the page of the record to the receipt of an application for its
// repair, and returns where it is followed; "" where it cannot be repaired today.
func (r *reader) applies(number string) string {
	r.Helper()
	r.open("/records/" + number)
	r.tab.press(r.T, `main a[href*="/services/repair"]`)
	r.tab.press(r.T, `main a[href*="/my/repairs/new"]`)
	if ask[int](r.T, r.tab, `document.querySelectorAll('main input[type="file"]').length`) == 0 {
		return ""
	}
	r.uploads("performance", picture(r.T, "缴款凭证.png", len(number)))
	r.uploads("commitment", picture(r.T, "承诺书.png", len(number)+1))
	r.writes("claim", "示例罚款已缴清")
	r.writes("contact", "15400000001")
	r.send() // to the page that shows what it would become
	r.says("repair.check.silent")
	r.send()
	request, ok := strings.CutSuffix(r.path(), "/receipt")
	if !ok {
		r.Fatalf("applied, and at %s: %s", r.path(), r.text())
	}
	r.says("repair.receipt.sent")
	return request
}

// uploads chooses a file for the field.
func (r *reader) uploads(name, file string) {
	r.Helper()
	r.tab.do(r.T, chromedp.SetUploadFiles(chromedp.CSS(fmt.Sprintf(`main input[name=%q]`, name)), []string{file}))
}

// agrees fills in the written confirmation of a repair.
func (r *reader) agrees(request string) {
	r.Helper()
	r.registers(request, "agree")
}

// registers does an act that rests on a sealed document of the unit.
func (r *reader) registers(request, act string) {
	r.Helper()
	r.begin(request, act)
	if strings.HasPrefix(act, "agree") {
		for _, c := range repair.Conditions() {
			r.ticks("field", string(c))
		}
	}
	r.writes("document", "示例修〔2026〕1号")
	r.writes("dated", "2026-08-03")
	r.writes("reason", "示例：义务已履行")
	r.tab.do(r.T, chromedp.SetUploadFiles(chromedp.CSS(`main input[type="file"]`), []string{picture(r.T, "修复确认.png", 30)}))
	r.send()
	if r.path() != request {
		r.Fatalf("%s, and at %s: %s", act, r.path(), r.text())
	}
}

// document is the number of the document that a record rests on, as pages say it.
var document = regexp.MustCompile(`[^\s：，。（）()]+〔\d{4}〕\d+号`)

// finds names the public pages on which the record of the number is found.
func (r *reader) finds(number, paper string) []string {
	r.Helper()
	var found []string
	if r.tab.open(r.T, i18n.LangPath(r.lang, "/records/"+number)) == http.StatusOK {
		found = append(found, "page")
	}
	for name, path := range map[string]string{"search": "/search?q=", "list": "/disclosures/adverse?rows=100&q="} {
		r.open(path + paper)
		here := fmt.Sprintf(`location.pathname.endsWith(%q) || document.querySelector('main a[href*=%q]') !== null`,
			"/records/"+number, "/records/"+number)
		if ask[bool](r.T, r.tab, here) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

func TestAnAgentWhoIsRefusedARepairObjectsAndTheRecordIsGoneOnceItIsConfirmed(t *testing.T) {
	inEveryHallOf(t, many, func(t *testing.T, h *hall) {
		public, m := h.reader(), h.routes()
		agent, checker := m.applicant, m.checker
		public.open("/records/" + m.number)
		paper := document.FindString(public.text())
		if got := public.finds(m.number, paper); len(got) != 3 {
			t.Errorf("%s is found on %v by %q", m.number, got, paper)
		}
		checker.does(m.request, "accept", nil, nil)
		checker.does(m.request, "decline", nil, map[string]string{"reason": "示例：凭证不能说明已经履行"})
		reviewer := h.signIn(m.reviewer)
		reviewer.does(m.request, "provider_sign", nil, nil)

		agent.open(m.request)
		agent.tab.press(t, `main a[href*="ground=repair_refused"]`)
		if got := agent.ask(`document.querySelector('main [name="record"]:checked').value`); got != m.number {
			t.Errorf("the form begins with %s", got)
		}
		agent.writes("claim", "示例：凭证可以说明")
		agent.writes("contact", "15400000001")
		agent.send()
		agent.send()
		request := strings.TrimSuffix(agent.path(), "/receipt")
		h.asks(request)
		checker.does(m.request, "reconsider", nil, reason)
		checker.does(request, "answer", map[string]string{"outcome": "upheld", "remedy": "reexamine"}, map[string]string{
			"reason": "示例：凭证有效", "document": "示例函〔2026〕1号",
		})
		reviewer.does(request, "provider_sign", nil, nil)
		officer, signer := h.signIn("officer"), h.signIn("signer")
		officer.does(request, "propose", map[string]string{"outcome": "upheld"}, reason)
		signer.does(request, "sign", nil, nil)
		agent.open(request)
		agent.says("objection.status.upheld")

		checker.agrees(m.request)
		reviewer.does(m.request, "provider_sign", nil, nil)
		want := []string{
			"notice.kind.receipt", "notice.kind.repair_result", "notice.kind.extended", "notice.kind.repair_result",
		}
		for i, key := range want {
			want[i] = agent.phrase(key)
		}
		if got := agent.letters(m.request); !slices.Equal(got, want) {
			t.Errorf("the letters are %v, want %v", got, want)
		}
		agent.says("repair.status.repaired")
		if got := public.finds(m.number, paper); len(got) != 0 {
			t.Errorf("repaired, and found on %v", got)
		}
		for _, r := range []*reader{agent, checker, reviewer, officer, signer, public} {
			r.left()
		}
	})
}
