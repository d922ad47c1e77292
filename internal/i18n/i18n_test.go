package i18n_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/i18n"
)

func mustLoad(t *testing.T, files map[string]string) *i18n.Bundle {
	t.Helper()
	b, err := i18n.Load(mapFS(files))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mapFS(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestASentenceIsWrittenInTheLanguageAsked(t *testing.T) {
	b := mustLoad(t, map[string]string{
		"record.zh-CN.toml": `[record.term]
running = "公示自{{.From}}起，至{{.To}}"
[record.found]
other = "{{.Count}}条"`,
		"record.en.toml": `[record.term]
running = "Published {{.From}} to {{.To}}"
[record.found]
one = "{{.Count}} record"
other = "{{.Count}} records"`,
	})
	zh, en := b.Printer(i18n.Chinese), b.Printer(i18n.English)
	from, to := civil.MustParse("2026-03-12"), civil.MustParse("2027-03-10")
	tests := []struct{ got, want string }{
		{zh.T("record.term.running", "From", from, "To", to), "公示自2026-03-12起，至2027-03-10"},
		{en.T("record.term.running", "From", from, "To", to), "Published 2026-03-12 to 2027-03-10"},
		{zh.N("record.found", 12345), "12,345条"},
		{en.N("record.found", 1), "1 record"},
		{en.N("record.found", 2), "2 records"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestAMissingEnglishSentenceFallsBackToChinese(t *testing.T) {
	b := mustLoad(t, map[string]string{
		"a.zh-CN.toml": "[a]\nonly = \"只有中文\"\nwith = \"{{.Name}}在此\"",
		"a.en.toml":    "[a]\nboth = \"English\"",
	})
	p := b.Printer(i18n.English)
	for key, want := range map[string]string{"a.only": "只有中文", "a.with": "甲在此", "a.nowhere": "⟨a.nowhere⟩"} {
		if got := p.T(key, "Name", "甲"); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
}

func TestAPageIsNeverLostForWantOfAWord(t *testing.T) {
	ctx := context.Background()
	for _, got := range []string{
		i18n.T(ctx, ""), i18n.T(ctx, "no.such", "Odd"), i18n.T(ctx, "no.such", 7, 8),
		i18n.N(ctx, "no.such", -1), i18n.T(i18n.With(ctx, nil), "no.such"),
	} {
		if !strings.HasPrefix(got, "⟨") {
			t.Errorf("got %q, want the key in brackets", got)
		}
	}
}

func TestDaysAmountsAndAddressesInBothLanguages(t *testing.T) {
	zh, en := i18n.Default().Printer(i18n.Chinese), i18n.Default().Printer(i18n.English)
	day := civil.MustParse("2026-11-26")
	tests := []struct{ got, want string }{
		{zh.LongDate(day), "2026年11月26日（星期四）"},
		{en.LongDate(day), "26 November 2026 (Thursday)"},
		{en.DueDate(day), "26 November 2026 (Thursday)"},
		{zh.Date(day), "2026-11-26"},
		{zh.LongDate(civil.Date{}), ""},
		{zh.Instant(time.Date(2026, 11, 23, 0, 5, 0, 0, time.UTC)), "2026-11-23 08:05"},
		{zh.Instant(time.Time{}), ""},
		{zh.Money(1234500), "12,345.00元"},
		{en.Money(1234500), "CNY 12,345.00"},
		{zh.Money(5), "0.05元"},
		{zh.Money(-100), "-1.00元"},
		{zh.Money(-9223372036854775808), "-92,233,720,368,547,758.08元"},
		{zh.Count(999), "999"},
		{zh.Count(1000), "1,000"},
		{en.Count(-1234567), "−1,234,567"},
		{zh.Path("/records/7QK4-M2XD"), "/records/7QK4-M2XD"},
		{en.Path("/records/7QK4-M2XD"), "/en/records/7QK4-M2XD"},
		{en.Path("/"), "/en"},
		{en.Path("/?q=1"), "/en?q=1"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestAPlaceholderWithoutAValueIsSeen(t *testing.T) {
	p := mustLoad(t, map[string]string{"a.zh-CN.toml": "[a]\nk = \"自{{.From}}起\""}).Printer(i18n.Chinese)
	if got, want := p.T("a.k", "To", 1), "自⟨From⟩起"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestARefusalThatCountsTakesThePluralForm(t *testing.T) {
	p := mustLoad(t, map[string]string{
		"a.en.toml": "[a.fault.rows]\none = \"{{.Count}} row in {{.File}}\"\nother = \"{{.Count}} rows in {{.File}}\"",
	}).Printer(i18n.English)
	for count, want := range map[int]string{1: "1 row in x.csv", 1200: "1,200 rows in x.csv"} {
		got := p.Fault(fault.New(fault.Invalid, "a.fault.rows", fault.Args{"Count": count, "File": "x.csv"}))
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestARefusalIsSaidInWords(t *testing.T) {
	b := mustLoad(t, map[string]string{"x.zh-CN.toml": "[x.fault]\nrow = \"第{{.Row}}行：{{.Names}}\""})
	p := b.Printer(i18n.Chinese)
	f := fault.New(fault.Invalid, "x.fault.row", fault.Args{"Row": 2027, "Names": "甲"})
	if got, want := p.Fault(f), "第2027行：甲"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := p.Fault(nil); got != "" {
		t.Errorf("no refusal is no words, got %q", got)
	}
}

func TestMessageFilesThatContradictThemselvesAreRefused(t *testing.T) {
	tests := map[string]map[string]string{
		"twice":        {"a.en.toml": "[a]\nk = \"1\"", "b.en.toml": "[a]\nk = \"2\""},
		"empty":        {"a.en.toml": "[a]\nk = \"\""},
		"no such lang": {"a.fr.toml": "[a]\nk = \"x\""},
		"not toml":     {"a.en.toml": "[a\n"},
	}
	for name, files := range tests {
		if _, err := i18n.Load(mapFS(files)); err == nil {
			t.Errorf("%s: loaded without a complaint", name)
		}
	}
}
