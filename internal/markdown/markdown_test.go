package markdown_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/content"
	"creditportal/internal/markdown"
)

func text(s string) []content.Span { return []content.Span{{Text: s}} }

func paragraph(s string) content.Block {
	return content.Block{Kind: content.Paragraph, Spans: text(s)}
}

func TestABodyBecomesBlocksAndSpans(t *testing.T) {
	for _, c := range []struct {
		body string
		want []content.Block
	}{
		{"# 一\n\n## 二\n\n字", []content.Block{
			{Kind: content.Heading, Level: 2, ID: "s1", Spans: text("一")},
			{Kind: content.Heading, Level: 3, ID: "s2", Spans: text("二")},
			paragraph("字"),
		}},
		{"- a\n- b\n\n1. c", []content.Block{
			{Kind: content.List, Parts: [][]content.Block{{paragraph("a")}, {paragraph("b")}}},
			{Kind: content.Numbered, Parts: [][]content.Block{{paragraph("c")}}},
		}},
		{"> a\n\n---\n\n```\n<b>\n```", []content.Block{
			{Kind: content.Quotation, Parts: [][]content.Block{{paragraph("a")}}},
			{Kind: content.Rule},
			{Kind: content.Listing, Text: "<b>"},
		}},
		{"|甲|乙|\n|-|-|\n|**1**|2|", []content.Block{{Kind: content.Table, Rows: [][][]content.Span{
			{text("甲"), text("乙")}, {{{Text: "1", Strong: true}}, text("2")},
		}}}},
		{"a *b* **c** `d` [e](/rules) <https://a.example/?b=c&d>", []content.Block{{
			Kind: content.Paragraph, Spans: []content.Span{
				{Text: "a "},
				{Text: "b", Em: true},
				{Text: " "},
				{Text: "c", Strong: true},
				{Text: " "},
				{Text: "d", Code: true},
				{Text: " "},
				{Text: "e", Href: "/rules"},
				{Text: " "},
				{Text: "https://a.example/?b=c&d", Href: "https://a.example/?b=c&d"},
			},
		}}},
		{"上行\n下行", []content.Block{paragraph("上行下行")}},
		{"up\ndown", []content.Block{paragraph("up down")}},
		{"a &lt;b&gt; \\*c\\* &amp;lt;", []content.Block{paragraph("a <b> *c* &lt;")}},
	} {
		got, flaws := markdown.Read(c.body)
		if diff := cmp.Diff(c.want, got); diff != "" || len(flaws) > 0 {
			t.Errorf("%q %v (-want +got):\n%s", c.body, flaws, diff)
		}
	}
}

func TestHeadingsBeginBelowTheTitleAndSkipNoLevel(t *testing.T) {
	for body, want := range map[string]string{
		"## a\n### b\n## c":             "232",
		"# a\n#### b\n###### c\n# d":    "2342",
		"### a\n# b\n###### c":          "223",
		"# a\n## b\n### c\n#### d":      "2344",
		"a\n=\nb\n-\n###### c\n##### d": "2344",
	} {
		blocks, _ := markdown.Read(body)
		got := ""
		for _, b := range blocks {
			got += fmt.Sprint(b.Level)
		}
		if got != want {
			t.Errorf("%q has the levels %s, want %s", body, got, want)
		}
	}
}

// hrefs lists the addresses of all links.
func hrefs(blocks []content.Block) []string {
	var all []string
	each(blocks, func(s content.Span) {
		if s.Href != "" {
			all = append(all, s.Href)
		}
	})
	return all
}

func each(blocks []content.Block, do func(content.Span)) {
	for _, b := range blocks {
		for _, s := range b.Spans {
			do(s)
		}
		for _, part := range b.Parts {
			each(part, do)
		}
		for _, row := range b.Rows {
			for _, cell := range row {
				for _, s := range cell {
					do(s)
				}
			}
		}
	}
}

var hostile = []string{
	"[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](java&#115;cript:alert(1))",
	"[a](javascript&colon;alert(1))", "[a](\\javascript:alert(1))", "[a](data:text/html,x)", "[a](vbscript:x)",
	"[a](//evil.example/)", "[a](\\\\evil.example)", "[a](https:evil.example)", "[a](http:///x)",
	"[a](https://user@evil.example/)", "[a](file:///etc/passwd)", "[a](relative)", "[a](?q=1)", "[a](#)", "[a]()",
	"<javascript:alert(1)>", "[a](<java\tscript:x>)", "[a][b]\n\n[b]: javascript:alert(1)", "[a](blob:x)",
	"[a](&#x09;javascript:alert(1))", "[a](mailto:)", "[a](tel:)", "[a](https://)",
}

func TestNoLinkLeadsWhereNoVisitorShouldBeSent(t *testing.T) {
	for _, body := range hostile {
		blocks, flaws := markdown.Read(body)
		if got := hrefs(blocks); len(got) > 0 {
			t.Errorf("%q leads to %q", body, got)
		}
		if len(flaws) != 1 || flaws[0].Kind != content.BadAddress || flaws[0].Line != 1 {
			t.Errorf("%q has the flaws %v", body, flaws)
		}
	}
	for _, href := range []string{
		"/rules", "/rules#a", "/search?q=a", "#s1", "https://www.gov.cn/", "http://a.example:8080/x?y=z#w",
		"mailto:a@b.example", "tel:0533-0000001",
	} {
		if blocks, flaws := markdown.Read("[a](" + href + ")"); len(flaws) > 0 || !cmp.Equal(hrefs(blocks), []string{href}) {
			t.Errorf("%s: %v %v", href, hrefs(blocks), flaws)
		}
	}
}

func TestMarkupAndPicturesAreTextAndAreNamedByTheirLine(t *testing.T) {
	body := "字\n\n<script>alert(1)</script>\n\na <b onclick=x>c</b>\n\n![alt](/x.png)\n\n\u202e反"
	blocks, flaws := markdown.Read(body)
	want := []content.Flaw{
		{Line: 3, Kind: content.RawHTML},
		{Line: 5, Kind: content.RawHTML},
		{Line: 7, Kind: content.Image},
		{Line: 9, Kind: content.Unreadable},
	}
	if diff := cmp.Diff(want, flaws); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]content.Block{
		paragraph("字"),
		{Kind: content.Listing, Text: "<script>alert(1)</script>"},
		paragraph("a <b onclick=x>c</b>"),
		paragraph("alt"), paragraph("反"),
	}, blocks); diff != "" {
		t.Error(diff)
	}
}

// What keeps a reader of Markdown busy by the square of its length.
func busy() map[string]string {
	const n = 100_000
	var indented, references strings.Builder
	for i := 0; indented.Len() < n; i++ {
		indented.WriteString(strings.Repeat(" ", i*2) + "- a\n")
		fmt.Fprintf(&references, "[a%d]: /x\n", i)
	}
	return map[string]string{
		"quotations": strings.Repeat(">", n), "quotations of text": strings.Repeat("> ", n/2) + "a",
		"lists": strings.Repeat("- ", n/2) + "a", "numbered lists": strings.Repeat("1. ", n/3) + "a",
		"lists moved in": indented.String(), "definitions": references.String(), "entries": strings.Repeat("- a\n", n/4),
		"brackets": strings.Repeat("[a](", n/4), "brackets in lines": strings.Repeat("[](\n", n/4),
		"stars": strings.Repeat("*a **", n/5), "columns": strings.Repeat("|a", 1000) + "\n" + strings.Repeat("|-", 1000) +
			"\n" + strings.Repeat("|\n", n/2), "openings": strings.Repeat("<!--", n/4), "pictures": strings.Repeat("![", n/2),
		"a table": strings.Repeat("|a", 40) + "\n" + strings.Repeat("|-", 40) + "\n" + strings.Repeat("|\n", n/2),
	}
}

func TestABodyThatIsMadeToKeepThePortalBusyIsReadInTime(t *testing.T) {
	for name, body := range busy() {
		began := time.Now()
		markdown.Read(body)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

func FuzzNothingActiveComesOut(f *testing.F) {
	for _, body := range append(hostile,
		"# a\n\n- b\n  > c\n\n|a|b|\n|-|-|\n|c|\n", "<script>\n", "a\\\nb  \nc", "\x00\xff") {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		blocks, _ := markdown.Read(body)
		for _, href := range hrefs(blocks) {
			scheme, _, _ := strings.Cut(strings.ToLower(href), ":")
			if !strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "#") &&
				scheme != "http" && scheme != "https" && scheme != "mailto" && scheme != "tel" ||
				strings.HasPrefix(href, "//") || strings.ContainsAny(href, " \t\n\r\\\"<>") {
				t.Errorf("%q leads to %q", body, href)
			}
		}
		each(blocks, func(s content.Span) {
			if strings.ContainsAny(s.Text, "\x00\u202e\ufeff") {
				t.Errorf("%q says what cannot be seen: %q", body, s.Text)
			}
		})
	})
}

func TestThePagesOfHelpAreDrawnAsTheyWereMeant(t *testing.T) {
	for _, p := range content.HelpPages() {
		for _, text := range []content.Text{p.Shown.Chinese, p.Shown.English} {
			if _, flaws := markdown.Read(text.Body); len(flaws) > 0 {
				t.Errorf("%s: %v", p.Slug, flaws)
			}
		}
	}
}
