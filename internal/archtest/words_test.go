package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// chinese are the places of code where Chinese words may stand.
var chinese = map[string]string{
	"internal/seed/": "synthetic data",
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// sentencesStandInLocales looks at what the program says, not at comments,
// which cite articles.
func sentencesStandInLocales(s source) []string {
	for place := range chinese {
		if strings.HasPrefix(s.name, place) {
			return nil
		}
	}
	var all []string
	each(s, func(lit *ast.BasicLit) {
		if (lit.Kind == token.STRING || lit.Kind == token.CHAR) && strings.ContainsFunc(lit.Value, isHan) {
			all = append(all, s.at(lit.Pos(), "%s belongs into locales or an embedded data file", lit.Value))
		}
	})
	return all
}

func TestSentencesStandInLocalesAndNotInGo(t *testing.T) { inProduction(t, sentencesStandInLocales) }

var comment = regexp.MustCompile(`(?s)/\*.*?\*/|<!--.*?-->|(?m:(?:^|\s)//.*$)|(?m:^\s*#.*$)|(?m:^\s*--.*$)`)

func templatesHoldNoSentence(f text) []string {
	var all []string
	// each comment leaves its line ends, so that lines keep their numbers
	bare := comment.ReplaceAllFunc(f.body, func(c []byte) []byte {
		return []byte(strings.Repeat("\n", strings.Count(string(c), "\n")))
	})
	text{f.name, bare}.lines(func(n int, line string) {
		if strings.ContainsFunc(line, isHan) {
			all = append(all, fmt.Sprintf("%s:%d holds a sentence: %s", f.name, n, strings.TrimSpace(line)))
		}
	})
	return all
}

func TestTemplatesStylesScriptsAndStatementsHoldNoSentence(t *testing.T) {
	for _, f := range texts(t, "*.templ", "static/*.js", "static/*.css", "*.sql", "scripts/*", "Makefile") {
		report(t, templatesHoldNoSentence(f))
	}
}

// judging are words that judge, threaten or shout; the law has neutral ones.
var judging = []string{"黑名单", "老赖", "污点", "务必", "后果自负", "！", "点击这里", "blacklist"}

func noWordJudges(f text) []string {
	var all []string
	for _, word := range judging {
		if strings.Contains(string(f.body), word) {
			all = append(all, fmt.Sprintf("%s says %s to somebody", f.name, word))
		}
	}
	return all
}

func TestNoWordJudgesAPerson(t *testing.T) {
	for _, f := range texts(t, "locales/*.toml", "internal/catalog/edition/*.toml", "internal/seed/*.toml",
		"internal/content/help/*.md", "internal/seed/pieces/*.md") {
		report(t, noWordJudges(f))
	}
}

// A period in a sentence would stay when the book changes.
var period = regexp.MustCompile(
	`[0-9０-９一二三四五六七八九十两]+\s*(?:个工作日|个自然日|个月|天内|日内|年内|年以)|` +
		`[0-9]+\s*[天年](?:[^0-9月]|$)|` +
		`(?i)\b(?:[0-9]+|two|three|four|five|six|seven|ten|fifteen|thirty)\s+(?:working\s+)?(?:days?|months?|years?)\b`)

func sentencesNameNoPeriod(f text) []string {
	var all []string
	f.lines(func(n int, line string) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			return
		}
		if found := period.FindString(line); found != "" {
			all = append(all, fmt.Sprintf("%s:%d says %q; a period comes from a book, by a placeholder", f.name, n, found))
		}
	})
	return all
}

func TestNoSentenceNamesAPeriodOfTheLaw(t *testing.T) {
	for _, f := range texts(t, "locales/*.toml", "internal/content/help/*.md", "internal/seed/pieces/*.md") {
		report(t, sentencesNameNoPeriod(f))
	}
}

// Nothing inline and nothing foreign in a page: there is no nonce, and no
// exception in the policy.
var inline = regexp.MustCompile(
	`<style|\sstyle\??=|\son[a-z]+\??=|templ\.Raw|templ\.JSFuncCall|javascript:|^\s*(?:script|css)\s+\w+\(|<script[^>]*>[^<\s]`)

// asDrawn are the templates that give what was drawn and escaped before.
var asDrawn = map[string]string{
	"templates/page/letter.templ": "a letter stays as it was drawn on the day it was issued",
}

func templatesHoldNothingInline(f text) []string {
	var all []string
	f.lines(func(n int, line string) {
		if asDrawn[f.name] != "" && strings.TrimSpace(line) == "@templ.Raw(v.Letter)" {
			return
		}
		if inline.MatchString(line) || strings.Contains(line, "<script") && !strings.Contains(line, "src=") {
			all = append(all, fmt.Sprintf("%s:%d holds something inline: %s", f.name, n, strings.TrimSpace(line)))
		}
	})
	return all
}

func TestTemplatesHoldNothingInline(t *testing.T) {
	for _, f := range texts(t, "*.templ", "templates/*_view.go", "templates/component/*.go", "templates/layout/*.go") {
		if !isGenerated(f.name) && !isTest(f.name) {
			report(t, templatesHoldNothingInline(f))
		}
	}
}

// Marks of a machine, of a place that packages come from, or of work that is
// not finished.
var foreign = map[string]*regexp.Regexp{
	"a path of somebody's machine": regexp.MustCompile(
		`(?:^|[\s"'` + "`" + `(=:])/(?:home|root|Users|work|mnt)/[a-z]`),
	"a host that packages come from": regexp.MustCompile(
		`(?:proxy|sum)\.golang\.org|registry\.(?:npmjs\.org|yarnpkg|npmmirror)|(?:deb|security)\.debian\.org|pypi\.org`),
	"unfinished work":     regexp.MustCompile(`\b(?:TODO|FIXME|XXX|HACK)\b`),
	"an unresolved merge": regexp.MustCompile(`^(?:<{7}|>{7}) `),
}

func speaksOfTheProductAlone(f text) []string {
	var all []string
	f.lines(func(n int, line string) {
		for what, mark := range foreign {
			if mark.MatchString(line) {
				all = append(all, fmt.Sprintf("%s:%d holds %s: %s", f.name, n, what, strings.TrimSpace(line)))
			}
		}
	})
	return all
}

func TestTheRepositorySpeaksOfTheProductAlone(t *testing.T) {
	for _, f := range texts(t) {
		if f.name != "LICENSE" && f.name != "go.sum" && !strings.HasPrefix(f.name, "internal/archtest/") {
			report(t, speaksOfTheProductAlone(f))
		}
	}
}

func testsWaitForWhatIsSeen(s source) []string {
	var all []string
	each(s, func(call *ast.CallExpr) {
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return
		}
		of, ok := sel.X.(*ast.Ident)
		if !ok {
			return
		}
		sleeps := of.Name == "time" && sel.Sel.Name == "Sleep"
		skips := slices.Contains([]string{"t", "b", "f", "tb"}, of.Name) &&
			slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name)
		if sleeps || skips {
			all = append(all, s.at(call.Pos(), "%s.%s: a test waits for what is to be seen, and runs", of.Name, sel.Sel.Name))
		}
	})
	return all
}

func TestNoTestSleepsOrIsLeftOut(t *testing.T) { everywhere(t, testsWaitForWhatIsSeen) }
