package portaltest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// codeOf is the unified code of the firm that a public record is about.
func (o *hall) codeOf(number string) string {
	o.Helper()
	return strings.TrimSpace(o.visitor().get("/records/" + number).doc.Find("main .c-code__value").First().Text())
}

func TestAnApplicationOnPaperIsEnteredAtTheWindowAndFollowedByNumberAndCode(t *testing.T) {
	o := mustOpenWide(t)
	b, window := o.mustBegin(), o.signIn("window")
	code := o.codeOf(b.number)
	form := window.finds(code)
	for _, said := range []string{b.number, "最早可以申请的日期", "只需要两份", "不收费"} {
		if !strings.Contains(main(form), said) {
			t.Errorf("the form does not say %q: %s", said, main(form))
		}
	}
	words := url.Values{
		"applicant": {"示例来访人"}, "contact": {"15400000002"}, "channel": {"counter"}, "claim": {"示例罚款已缴清"},
	}
	bare := window.fillAs("performance", form, words, map[string][]byte{"缴款凭证.png": drawing(t)})
	if bare.status != http.StatusUnprocessableEntity || bare.doc.Find("#records-fault").Length() != 1 ||
		!strings.Contains(main(bare), "缴款凭证.png") || bare.doc.Find("#claim").Text() != "示例罚款已缴清" {
		t.Fatalf("without a record: %d: %s", bare.status, main(bare))
	}
	half := window.fill(bare, url.Values{"record": {b.number}})
	if half.status != http.StatusUnprocessableEntity || half.doc.Find("#commitment-fault").Length() != 1 {
		t.Fatalf("without the commitment: %d: %s", half.status, main(half))
	}
	late := window.fillAs("commitment", half, url.Values{"came_on": {firstDay}}, map[string][]byte{"承诺书.png": drawing(t)})
	request, ok := strings.CutSuffix(late.path, "/receipt")
	codes := late.doc.Find("main .c-code__value")
	if !ok || codes.Length() != 2 || !strings.Contains(main(late), "窗口") {
		t.Fatalf("entered: %d at %s: %s", late.status, late.path, main(late))
	}
	if again := window.fillAs("commitment", half, nil, map[string][]byte{"承诺书.png": drawing(t)}); again.path != late.path {
		t.Errorf("sent twice it leads to %s", again.path)
	}
	status := o.visitor()
	open := status.fill(status.get("/status"), url.Values{
		"number": {strings.TrimSpace(codes.Eq(0).Text())}, "lookup": {strings.TrimSpace(codes.Eq(1).Text())},
	})
	if open.path != "/status" || !strings.Contains(main(open), "窗口登记") || strings.Contains(main(open), "15400000002") {
		t.Errorf("by number and code: %d at %s: %s", open.status, open.path, main(open))
	}
	if page := window.get(request); page.doc.Find(`a[href$="/withdraw"], a[href$="/add"]`).Length() > 0 ||
		!strings.Contains(main(page), "按书面申请在窗口登记") {
		t.Errorf("whoever entered it reads %s", main(page))
	}
	if page := b.applicant.get(request); page.status != http.StatusOK ||
		!strings.Contains(b.applicant.letters(request), "收件回执") {
		t.Errorf("the subject's own agent reads %d: %s", page.status, main(page))
	}
	second := window.fill(window.finds(code), url.Values{"record": {b.number}})
	if !strings.Contains(main(second), "请填写申请人姓名") {
		t.Errorf("without an applicant: %d: %s", second.status, main(second))
	}
	for _, said := range []string{"正在办理", "缴款凭证.png"} {
		words.Set("record", b.number)
		twice := window.fillAs("performance", second, words, map[string][]byte{"缴款凭证.png": drawing(t)})
		if twice.status != http.StatusConflict || !strings.Contains(main(twice), said) {
			t.Errorf("a second application: %d does not say %q: %s", twice.status, said, main(twice))
		}
	}
}

// penalised reports penalties of the agent's firm, each decided on its day, and returns
// the numbers of their records, as the window reads them.
func (p *parlour) penalised(window *visitor, days ...string) []string {
	p.Helper()
	rows := demoUnit.penalties(len(days), nil)
	at := func(field string) int { return slices.Index(rows[0], field) }
	var documents, numbers []string
	for i, day := range days {
		row := rows[i+1]
		row[at("CF_XDR_MC")], row[at("CF_XDR_SHXYM")], row[at("CF_JDRQ")] = p.row["XDR_MC"], p.row["XDR_SHXYM"], day
		documents = append(documents, row[at("CF_WSH")])
	}
	mustWrite(p, p.file, csvOf(p, rows))
	if out, code := run(p, p.in.env, append(demoUnit.importing(p.file), "--reason", "示例补报")...); code != 0 {
		p.Fatalf("the import ends with %d: %s", code, out)
	}
	form := window.finds(p.row["XDR_SHXYM"])
	for _, document := range documents {
		box := form.doc.Find(".c-choice__option").FilterFunction(func(_ int, s *goquery.Selection) bool {
			return strings.Contains(s.Text(), document)
		})
		numbers = append(numbers, box.Find("input").AttrOr("value", ""))
	}
	return numbers
}

// finds is the form of an application for repair at the window.
func (v *visitor) finds(code string) sight {
	v.Helper()
	return v.fill(v.get("/window"), url.Values{"subject_number": {code}, "matter": {"repair"}})
}

func TestSeveralRecordsAreRepairedByOneApplicationAndOneThatCannotBeIsSaidBesideIt(t *testing.T) {
	p := mustHonour(t)
	window := p.signIn("window")
	numbers := p.penalised(window, "2026/07/18", "2026/07/19", "2026/11/02")
	applicant, early := p.agent, numbers[2]
	numbers = numbers[:2]
	form := applicant.get("/my/repairs/new?record=" + numbers[0])
	if strings.Contains(main(form), early) {
		t.Errorf("what cannot be repaired today is offered: %s", main(form))
	}
	words := url.Values{"record": numbers, "contact": {"15400000001"}, "claim": {"示例罚款均已缴清"}}
	half := applicant.fillAs("performance", form, words, map[string][]byte{"缴款凭证.png": drawing(t)})
	check := applicant.fillAs("commitment", half, words, map[string][]byte{"承诺书.png": drawing(t)})
	for _, said := range append(numbers, "缴款凭证.png", "示例罚款均已缴清") {
		if check.status != http.StatusOK || !strings.Contains(main(check), said) {
			t.Fatalf("before it is filed, %d does not say %q: %s", check.status, said, main(check))
		}
	}
	request := applicant.followed(applicant.fill(check, nil))
	if items := request.doc.Find(`main [id^="item-"]`).Length(); items != 2 {
		t.Fatalf("%d items: %s", items, main(request))
	}
	applicant.done(request.path, "withdraw", nil) // one of the two
	second := applicant.get("/my/repairs/new?record=" + numbers[0])
	words.Set("claim", "示例再次申请")
	again := applicant.fillAs("performance", second, words, map[string][]byte{"缴款凭证.png": drawing(t)})
	faulty := again.doc.Find(`main input[name="record"][aria-invalid]`)
	if again.status != http.StatusConflict || faulty.Length() != 1 || again.doc.Find("#claim").Text() != "示例再次申请" ||
		!strings.Contains(main(again), "缴款凭证.png") {
		t.Errorf("one of the two is open: %d, %d are faulty: %s", again.status, faulty.Length(), main(again))
	}
	paper := window.finds(p.row["XDR_SHXYM"])
	if !strings.Contains(main(paper), "2027") {
		t.Errorf("the first day of the third is not said: %s", main(paper))
	}
	typed := url.Values{"record": append(numbers, early), "applicant": {"示例来访人"}, "contact": {"15400000002"}}
	refused := window.fill(paper, typed)
	if n := refused.doc.Find(`main input[name="record"][aria-invalid]`).Length(); n != 2 ||
		refused.doc.Find(`main input[name="record"][checked]`).Length() != 3 ||
		!strings.Contains(main(refused), "还没有到可以申请修复的日期") {
		t.Errorf("at the window %d are refused: %s", n, main(refused))
	}
}
