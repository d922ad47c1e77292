package archtest

import (
	"strings"
	"testing"
)

// A rule that never complains keeps nothing: each is shown a breach, and the
// same thing done rightly.

func mustPlant(t *testing.T, name, body string) source {
	t.Helper()
	s, err := parse(name, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryRuleOfGoSeesABreach(t *testing.T) {
	filled := func(lines int) string { return strings.Repeat("\n\t_ = 0", lines) }
	words := map[string][]string{"subject": {"customer"}}
	for name, c := range map[string]struct {
		rule         func(source) []string
		file         string
		right, wrong string
	}{
		"a noun that reads the database": {
			importsObeyTheTable, "internal/record/x.go",
			`package record; import "creditportal/internal/civil"`, `package record; import "gorm.io/gorm"`,
		},
		"a noun that reads a lower shelf": {
			importsObeyTheTable, "internal/subject/x.go",
			`package subject; import "creditportal/internal/civil"`, `package subject; import "creditportal/internal/record"`,
		},
		"a test room in the program": {
			importsObeyTheTable, "internal/portal/x.go",
			`package portal; import "creditportal/internal/store"`, `package portal; import "creditportal/internal/storetest"`,
		},
		"a library of assertions": {
			testsUseKnownTools, "internal/record/x_test.go",
			`package record; import "github.com/google/go-cmp/cmp"`, `package record; import "github.com/stretchr/testify/assert"`,
		},
		"a package without a meaning": {packagesSaySomething, "internal/x/x.go", `package subject`, `package util`},
		"a word that the glossary replaces": {
			namesKeepTo(words), "internal/subject/x.go", `package subject; type Subject struct{}`,
			`package subject; type Subject struct{ CustomerName string }`,
		},
		"a period as a literal": {
			numbersStandInBooks, "internal/disclosure/end.go", `package disclosure; const openEnded = 2099`,
			`package disclosure; var until = from.AddYears(3)`,
		},
		"months added by hand": {
			datesAreAddedInCivil, "internal/record/x.go", `package record; var a = d.AddDays(1)`,
			`package record; var a = d.AddDate(0, 1, 0)`,
		},
		"a rule that looks at the clock": {
			timeComesByArgument, "internal/record/x.go", `package record; func f(at time.Time) time.Time { return at }`,
			`package record; func f() time.Time { return time.Now() }`,
		},
		"a long line": {
			lineLength, "internal/record/x.go", "package record\n// " + strings.Repeat("x", 117),
			"package record\n// " + strings.Repeat("x", 118),
		},
		"a long function": {
			functionLength, "internal/record/x.go", "package record\nfunc f() {" + filled(functionLines-2) + "\n}",
			"package record\nfunc f() {" + filled(functionLines-1) + "\n}",
		},
		"a long handler": {
			functionLength, "web/x.go", "package web\nfunc (s *Server) f(v view) error {" + filled(handlerLines) + "\n}",
			"package web\nfunc (s *Server) f(c echo.Context) error {" + filled(handlerLines) + "\n}",
		},
		"a wide interface": {
			interfaceSize, "internal/record/x.go", `package record; type s interface { a(); b(); c(); d(); e(); f() }`,
			`package record; type s interface { a(); b(); c(); d(); e(); f(); g() }`,
		},
		"a constructor of many parts": {
			constructorSize, "internal/record/x.go", `package record; func New(a, b, c, d, e int) {}`,
			`package record; func New(a, b, c, d, e, f int) {}`,
		},
		"an exported name without a sentence": {
			exportedNamesAreExplained, "internal/record/x.go", "package record\n// F does.\nfunc F() {}",
			"package record\nfunc F() {}",
		},
		"a sentence about something else": {
			sentencesBeginWithTheName, "internal/record/x.go", "package record\n// F does.\nfunc F() {}",
			"package record\n// Does a thing.\nfunc F() {}",
		},
		"a sentence in Go": {
			sentencesStandInLocales, "internal/record/x.go", "package record // 信用\nvar a = \"record.term\"",
			"package record\nvar a = \"公示\"",
		},
		"a test that sleeps": {
			testsWaitForWhatIsSeen, "internal/record/x_test.go", `package record; func f() { <-done }`,
			`package record; func f() { time.Sleep(1) }`,
		},
		"a test that is left out": {
			testsWaitForWhatIsSeen, "internal/record/x_test.go", `package record; func f() { t.Log("") }`,
			`package record; func f() { t.Skip("") }`,
		},
		"a statement in front of the store": {
			sqlStandsInTheStore, "internal/portal/x.go", `package portal; var a = "select a provider"`,
			`package portal; var a = "SELECT name FROM subjects"`,
		},
		"a record changed past its one place": {
			recordsAreWrittenInOnePlace, "internal/store/subject.go", `package store; var a = "UPDATE subjects SET x = 1"`,
			`package store; var a = "UPDATE records SET x = 1"`,
		},
		"a record changed past its one place by a query": {
			recordsAreWrittenInOnePlace, "internal/store/subject.go",
			`package store; func f() { t.Table(subjects.name).Update("x", 1) }`,
			`package store; func f() { of := t.Table(records.name); of.Where("y").Update("x", 1) }`,
		},
		"a file opened past the desk": {
			theDeskAloneOpensFiles, "web/x.go", `package web; func f() { s.deps.Desk.Except(); route.FileOf() }`,
			`package web; func f() { s.deps.Store.FileOf(ctx, 1) }`,
		},
		"a record on a page": {
			pagesTakeWhatIsShown, "templates/page/x.go", `package page; func f(r disclosure.Shown) {}`,
			`package page; func f(r record.Record) {}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			report(t, c.rule(mustPlant(t, c.file, c.right)))
			if len(c.rule(mustPlant(t, c.file, c.wrong))) == 0 {
				t.Error("the rule did not see it")
			}
		})
	}
}

func TestARoomThatNobodyPlannedIsSeen(t *testing.T) {
	if len(importsObeyTheTable(mustPlant(t, "internal/extra/x.go", "package extra"))) == 0 {
		t.Error("a new room needs no line in the table")
	}
}

func TestEveryRuleOfWordsSeesABreach(t *testing.T) {
	for name, c := range map[string]struct {
		rule         func(text) []string
		file         string
		right, wrong string
	}{
		"a long file": {fileLength, "a.go", strings.Repeat("\n", fileLines), strings.Repeat("\n", fileLines+1)},
		"a sentence in a template": {
			templatesHoldNoSentence, "a.templ", "<p>{ text } // 信用</p>\n", "<p>信用</p>\n",
		},
		"a sentence after a comment": {
			templatesHoldNoSentence, "a.css", "/* 第一\n行 */ p {}", "/* 第一 */ p::after { content: \"公示\" }",
		},
		"a word that judges":        {noWordJudges, "a.toml", "a = \"严重失信主体名单\"", "a = \"黑名单\""},
		"a period in a sentence":    {sentencesNameNoPeriod, "a.toml", "a = \"{{.Days}}个工作日内\"", "a = \"20个工作日内\""},
		"a period in words":         {sentencesNameNoPeriod, "a.toml", "a = \"2026年1月1日\"", "a = \"公示三年内\""},
		"a period in English":       {sentencesNameNoPeriod, "a.toml", "a = \"{{.Count}} days\"", "a = \"within 5 working days\""},
		"a style in a page":         {templatesHoldNothingInline, "a.templ", `<p class="a">`, `<p style="color: red">`},
		"a handler in a page":       {templatesHoldNothingInline, "a.templ", `<p id="on">`, `<p onclick={ f }>`},
		"a script in a page":        {templatesHoldNothingInline, "a.templ", `<script src={ a } defer></script>`, `<script>f()</script>`},
		"markup that is not judged": {templatesHoldNothingInline, "a.templ", `{ text }`, `@templ.Raw(text)`},
		"a path of a machine":       {speaksOfTheProductAlone, "a.md", "in /var/lib/portal", "in /home/me/portal"},
		"unfinished work":           {speaksOfTheProductAlone, "a.go", "// done", "// TODO: finish"},
	} {
		t.Run(name, func(t *testing.T) {
			report(t, c.rule(text{c.file, []byte(c.right)}))
			if len(c.rule(text{c.file, []byte(c.wrong)})) == 0 {
				t.Error("the rule did not see it")
			}
		})
	}
}

func TestLanguagesThatDisagreeAreSeen(t *testing.T) {
	zh := map[string]string{"a.same": "自{{.From}}", "a.lost": "一", "a.filled": "{{.On}}", "a.empty": " "}
	en := map[string]string{"a.same": "from {{.From}}", "a.more": "two", "a.filled": "{{.At}}", "a.empty": "x"}
	got := strings.Join(agree("a", zh, en), "\n")
	for _, want := range []string{
		"a.lost has no English", "a.more has no Chinese", "a.filled fills in", "a.empty is empty",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("nobody said %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "a.same") {
		t.Errorf("what agrees is complained of:\n%s", got)
	}
}

func TestACountWithoutAFormIsSeen(t *testing.T) {
	table := map[string]any{"a": map[string]any{"other": "rows"}, "b": map[string]any{"one": "row", "other": "rows"}}
	if got := pluralsAreWhole("x", table, forms["en"]); len(got) != 1 || !strings.Contains(got[0], "x.a") {
		t.Errorf("got %v, want one complaint of x.a", got)
	}
}

func TestAKeyThatNothingSaysIsSeen(t *testing.T) {
	u := usage{
		whole: map[string][]string{"record.title": {"x.go"}}, begun: map[string]bool{"record.term.": true},
		variable: map[string]bool{"command_demo_summary": true},
	}
	for key, want := range map[string]bool{
		"record.title": true, "record.title.short": true, "record.term.long": true, "command.demo.summary": true,
		"record.other_title": false, "record.terms": false,
	} {
		if got := u.covers(key); got != want {
			t.Errorf("%s used: %v, want %v", key, got, want)
		}
	}
}
