package pdf_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"creditportal/internal/notice"
	"creditportal/internal/pdf"
)

// reportText is a report of so many records.
func reportText(records int) notice.Text {
	t := notice.Text{
		Title: "公共信用信息报告", English: "Public credit information report", Number: "20261123-0483720195",
		Opening: "应示例宏达建材有限公司的查询，出具本报告。", Issuer: "示例区信用中心", Date: "2026年11月23日",
		Secret: "验真码3F6K-9TQ2-M0XD-7HWV", Check: "任何人都可以核验。", Address: "https://credit.example/verify",
		Sections: []notice.Section{
			{Title: "信息概览", Tables: []notice.Table{{
				Heads: []string{"行政管理", "诚实守信", "严重失信", "经营异常", "信用承诺", "信用评价", "司法判决", "其他"},
				Rows:  [][]string{{"1", "0", "0", "0", "0", "0", "0", "0"}},
			}}},
			{Title: "二、行政管理信息", Dense: true, Rows: []notice.Line{{Says: []string{"没有归集到这一类信息。"}}}},
		},
	}
	for n := range records {
		title := fmt.Sprintf("超标排放大气污染物第%d件", n+1)
		t.Sections = append(t.Sections, notice.Section{Title: title, Under: true, Dense: true, Rows: []notice.Line{
			{Term: "标注", Says: []string{"该信息正在异议处理中（自2026-11-20起）。"}},
			{Term: "信息事项", Says: []string{"行政处罚信息"}},
			{Term: "文书名称", Says: []string{"行政处罚决定书"}},
			{Term: "文书号", Says: []string{fmt.Sprintf("示例罚〔2026〕%d号", n+1)}},
			{Term: "作出机关", Says: []string{"示例区综合行政执法局"}},
			{Term: "违法事实", Says: []string{strings.Repeat("废气排放浓度超过规定的标准，已责令改正。", 4)}},
			{Term: "更改记录", Says: []string{"2026-11-20 · 更改了罚款金额", "2026-11-21 · 加上标注"}},
			{Term: "罚款金额", Says: []string{"16,500.00元"}},
			{Term: "一个很长很长的栏目名称也要写全", Says: []string{"示例内容"}},
		}})
	}
	return t
}

const asked = "示例宏达建材有限公司 · 本人查询 · 2026-11-23 09:26 · 20261123-0483720195"

func mustDrawReport(t testing.TB, records int) []byte {
	t.Helper()
	body, err := typesetter().Draw(pdf.Letter{Text: reportText(records), Asked: asked})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func pagesOf(body []byte) int { return bytes.Count(body, []byte("/Type /Page\n")) }

// Art. 22: a page that is copied alone still says who asked, why and when.
func TestEveryPageOfAReportSaysWhoAskedWhyAndWhen(t *testing.T) {
	body := mustDrawReport(t, 24)
	n := pagesOf(body)
	if n < 4 {
		t.Fatalf("the report has %d pages", n)
	}
	for page := 1; page <= n; page++ {
		number := fmt.Sprint(page)
		said := squeezed(tool(t, body, "pdftotext", "-raw", "-f", number, "-l", number, "FILE", "-"))
		if !strings.Contains(said, squeezed(asked)) {
			t.Errorf("page %d does not say for whom it was made: %s", page, said)
		}
		if !strings.Contains(said, fmt.Sprintf("第%d页，共%d页", page, n)) {
			t.Errorf("page %d has no number", page)
		}
	}
}

func TestAReportOnPaperSaysEveryWordOfItsRecords(t *testing.T) {
	said := copied(t, mustDrawReport(t, 24))
	for _, want := range words(reportText(24)) {
		if !strings.Contains(said, squeezed(want)) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

func TestAReportOfFourPagesIsLightEnoughForATelephone(t *testing.T) {
	const most = 250 << 10
	n := 1
	for pagesOf(mustDrawReport(t, n)) < 4 {
		n++
	}
	body := mustDrawReport(t, n)
	if pages := pagesOf(body); pages != 4 || len(body) > most {
		t.Errorf("%d pages weigh %d bytes", pages, len(body))
	}
}

// A name is right when it is seen and when it is copied.
func TestARareNameStandsInAReportAsItIsWritten(t *testing.T) {
	text := reportText(1)
	const rare = "刘䶮与𫖯𬭎"
	last := &text.Sections[len(text.Sections)-1]
	last.Rows = append(slices.Clone(last.Rows), notice.Line{Term: "法定代表人", Says: []string{rare}})
	body, err := typesetter().Draw(pdf.Letter{Text: text, Asked: rare})
	if err != nil {
		t.Fatal(err)
	}
	if said := copied(t, body); strings.Count(said, rare) < 2 {
		t.Errorf("the report gives %q to who copies it", said)
	}
}

func TestTheRecordsOfAReportStayWithinTheMargins(t *testing.T) {
	body, err := typesetter().Draw(pdf.Letter{Text: reportText(24)})
	if err != nil {
		t.Fatal(err)
	}
	mustStandWithinTheMargins(t, "report", body)
}

// BenchmarkReport draws four pages, which may take 150 ms.
func BenchmarkReport(b *testing.B) {
	mustDrawReport(b, 1) // the font is read once
	for b.Loop() {
		mustDrawReport(b, 14)
	}
}
