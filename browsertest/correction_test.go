//go:build browser

package browsertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// reporter signs in whoever reports for the unit whose honours a batch brings, and says
// who signs there; began is the request about the record that they begin with.
func (h *hall) reporter(number, ground string) (reporter *reader, reviewer, began string) {
	h.Helper()
	for checker, reviewer := range units {
		r := h.signIn(checker)
		if began := r.corrects(number, ground); began != "" {
			return r, reviewer, began
		}
		r.says("correction.fault.unknown")
	}
	h.Fatalf("no unit of the demo reported %s", number)
	return nil, "", ""
}

// corrects begins with the record of the number, from the desk of one's unit, and returns
// the request; "" where the unit did not report it.
func (r *reader) corrects(number, ground string) string {
	r.Helper()
	r.open("/provider/corrections/new?record=" + number)
	r.chooses("ground", ground)
	r.send()
	if !strings.HasPrefix(r.path(), "/requests/") {
		return ""
	}
	return r.path()
}

// foundBy is the public number of the record whose document it is, as search finds it;
// "" where it finds none.
func (r *reader) foundBy(paper string) string {
	r.Helper()
	r.open("/search?q=" + paper)
	return r.ask(`([location.pathname, ...[...document.querySelectorAll('main a[href*="/records/"]')].map(a => a.pathname)]
		.map(path => path.match(/\/records\/([^/]+)$/)).find(found => found) || ["", ""])[1]`)
}

// comesToFind asks for it until the portal has noticed what another process entered.
func (r *reader) comesToFind(paper string) string {
	r.Helper()
	for range 100 {
		if number := r.foundBy(paper); number != "" {
			return number
		}
	}
	r.Fatalf("%s is not found by the public", paper)
	return ""
}

// art. 33: from the desk of the unit to every page, by two of its people, with the words
// that everybody reads.
func TestAProviderCorrectsOneRecordAndTakesAnotherOneDownByTwoOfItsPeople(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		public, agent := h.reader(), h.signIn("agent")
		name, code := agent.itself()
		const wrong, right, fallen = "示例诚信表彰〔2026〕1号", "示例诚信表彰〔2026〕8号", "示例诚信表彰〔2026〕9号"
		for _, paper := range []string{wrong, fallen} {
			if b := h.batch(name, code, paper); b.Entered != 1 {
				t.Fatalf("%+v", b)
			}
		}
		number, gone := public.comesToFind(wrong), public.comesToFind(fallen)
		reporter, second, request := h.reporter(number, "misreported")
		reporter.begin(request, "correct")
		reporter.writes("value.JD_WH", right)
		reporter.writes("document", "示例函〔2026〕1号")
		reporter.writes("public", name+"的文号录入有误")
		reporter.writes("reason", "示例：核对时发现")
		reporter.uploads("files", picture(t, "更正函.png", 40))
		reporter.send()
		reporter.says("correction.fault.names")
		reporter.writes("public", "文号录入有误")
		reporter.send()
		if reporter.path() != request {
			t.Fatalf("proposed, and at %s: %s", reporter.path(), reporter.text())
		}
		public.open("/records/" + number)
		if text := public.text(); strings.Contains(text, wrong) || strings.Contains(text, right) {
			t.Errorf("while it waits for a signature the page says %s", text)
		}
		reviewer := h.signIn(second)
		reviewer.open(request)
		if text := reviewer.text(); !strings.Contains(text, "更正函.png") {
			t.Errorf("who signs is not shown the document: %s", text)
		}
		reviewer.does(request, "provider_sign", nil, nil)
		reviewer.says("correction.outcome.corrected")
		if public.open("/records/" + number); !strings.Contains(public.text(), right) ||
			!strings.Contains(public.text(), "文号录入有误") || strings.Contains(public.text(), "更正函.png") {
			t.Errorf("once it is signed the page says %s", public.text())
		}
		if is, was := public.foundBy(right), public.foundBy(wrong); is != number || was != "" {
			t.Errorf("search finds %q by what is right, %q by what was wrong", is, was)
		}
		if on := public.lists(number, right); !slices.Equal(on, []string{"list"}) {
			t.Errorf("the corrected record is on %v", on)
		}

		down := reporter.corrects(gone, "basis_fell")
		reporter.does(down, "annul", nil, map[string]string{
			"document": "示例复议〔2026〕9号", "public": "表彰决定经复核撤销", "reason": "示例：复核撤销",
		})
		if on := public.lists(gone, fallen); len(on) != 0 {
			t.Errorf("while it waits for a signature it is on %v", on)
		}
		reviewer.does(down, "provider_sign", nil, nil)
		reviewer.says("correction.outcome.annulled")
		if is := public.foundBy(fallen); is != "" {
			t.Errorf("taken down, and search finds %s", is)
		}
		public.open("/disclosures/annulled")
		text := public.text()
		for _, said := range []string{fallen, "表彰决定经复核撤销"} {
			if !strings.Contains(text, said) {
				t.Errorf("the list of what was taken down does not say %q: %s", said, text)
			}
		}
		if strings.Contains(text, name) || strings.Contains(text, gone) {
			t.Error("the list of what was taken down names whom it concerned")
		}
		h.isCorrectedByAFile(public, name, code)
		for _, r := range []*reader{public, agent, reporter, reviewer} {
			r.left()
		}
	})
}

// lists names the list of honours where it shows the record.
func (r *reader) lists(number, paper string) []string {
	r.Helper()
	r.open("/disclosures/favourable?rows=100&q=" + paper)
	if ask[bool](r.T, r.tab, fmt.Sprintf(`document.querySelector('main a[href*=%q]') !== null`, "/records/"+number)) {
		return []string{"list"}
	}
	return nil
}

// isCorrectedByAFile has the unit put the document number of a penalty right by a row of a
// file, which everybody finds by it from then on.
func (h *hall) isCorrectedByAFile(public *reader, name, code string) {
	h.Helper()
	const wrong, right = "示例罚〔2026〕9201号", "示例罚〔2026〕9202号"
	if b := h.penalised(name, code, wrong, "销售的商品未标明价格。"); b.Entered != 1 {
		h.Fatalf("%+v", b)
	}
	number := public.comesToFind(wrong)
	b := h.imports(
		[]string{
			"行政相对人代码_1(统一社会信用代码)", "行政处罚决定书文号", "处罚机关", "报送类型", "发现或失效日期", "更正撤下依据文号",
			"更正撤下理由", "更正撤下对外说明", "更正后行政处罚决定书文号",
		},
		[]string{
			code, wrong, "示例区市场监督管理局", "更正", "2026-08-03", "示例函〔2026〕2号", "核对时发现", "文号登记有误", right,
		},
	)
	if is := public.comesToFind(right); is != number || b.Returned != 0 {
		h.Errorf("corrected by a file, search finds %q, not %s: %+v", is, number, b)
	}
	if was := public.foundBy(wrong); was != "" {
		h.Errorf("by what was wrong search still finds %s", was)
	}
	if public.open("/records/" + number); !strings.Contains(public.text(), "文号登记有误") {
		h.Errorf("the page does not say why: %s", public.text())
	}
}
