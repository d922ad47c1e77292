package archtest

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"creditportal/internal/i18n"
)

// hanAllowed are the places of Go code where Chinese words may stand.
var hanAllowed = []string{
	"internal/seed/", // synthetic data
}

func TestSentencesStandInLocalesAndNotInGo(t *testing.T) {
	for _, s := range sources(t) {
		if isTest(s.name) || isGenerated(s.name) || startsWithAny(s.name, hanAllowed) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit.Kind == token.STRING && strings.ContainsFunc(lit.Value, isHan) {
				t.Errorf("%s: %s belongs into locales or an embedded data file", s.set.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	}
}

func TestTemplatesAndScriptsHoldNoSentence(t *testing.T) {
	for _, name := range tracked(t, "*.templ", "static/*.js", "static/*.css") {
		for i, line := range strings.Split(string(read(t, name)), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if strings.HasSuffix(name, ".css") || strings.HasPrefix(strings.TrimSpace(line), "/*") {
				continue // comments only: a style sheet has no sentences, css_test says so
			}
			if strings.ContainsFunc(code, isHan) {
				t.Errorf("%s:%d holds a sentence: %s", name, i+1, strings.TrimSpace(line))
			}
		}
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func startsWithAny(name string, list []string) bool {
	return slices.ContainsFunc(list, func(p string) bool { return strings.HasPrefix(name, p) })
}

// builtAtRunTime are the beginnings of keys that are put together from a part
// and a word of the law, with where that happens.
var builtAtRunTime = map[string]string{
	"command.":       "flags and summaries go through the variables of cmd/portal/help.go",
	"error.s":        "the page of a status is named by its number, web/errors.go",
	"format.month.m": "months are named by their number, internal/i18n/format.go",
}

var quotedKey = regexp.MustCompile(`"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+\.?)"`)

func TestEveryWordOfTheLocalesIsUsedAndEveryUsedWordIsThere(t *testing.T) {
	literal, prefix := map[string]bool{}, map[string]bool{}
	for _, name := range tracked(t, "*.go", "*.templ") {
		if isTest(name) || isGenerated(name) {
			continue
		}
		for _, m := range quotedKey.FindAllStringSubmatch(string(read(t, name)), -1) {
			if key := m[1]; strings.HasSuffix(key, ".") || strings.HasSuffix(key, "_") {
				prefix[key] = true
			} else {
				literal[key] = true
			}
		}
	}
	known := i18n.Default().Keys()
	for _, key := range known {
		if literal[key] || prefixed(key, prefix) || startsWith(key, builtAtRunTime) {
			continue
		}
		if last := strings.LastIndexByte(key, '.'); literal[key[:last]] {
			continue // a stem to which code adds the leaf
		}
		t.Errorf("nothing uses the words %s", key)
	}
	nouns := map[string]bool{}
	for _, key := range known {
		nouns[strings.SplitN(key, ".", 2)[0]+"."+strings.SplitN(key, ".", 3)[1]] = true
	}
	for key := range literal {
		stem := strings.SplitN(key, ".", 3)
		if len(stem) == 3 && nouns[stem[0]+"."+stem[1]] && !slices.Contains(known, key) && !isStem(key, known) {
			t.Errorf("there are no words for %s", key)
		}
	}
}

func prefixed(key string, prefix map[string]bool) bool {
	for i, r := range key {
		if r == '.' && prefix[key[:i+1]] {
			return true
		}
	}
	return false
}

func startsWith(key string, table map[string]string) bool {
	for p := range table {
		if strings.HasPrefix(key, p) {
			return true
		}
	}
	return false
}

func isStem(key string, known []string) bool {
	return slices.ContainsFunc(known, func(k string) bool { return strings.HasPrefix(k, key+".") })
}

func TestNoWordJudgesAPerson(t *testing.T) {
	for _, name := range tracked(t, "locales/*.toml") {
		for _, word := range []string{"黑名单", "老赖", "污点"} {
			if strings.Contains(string(read(t, name)), word) {
				t.Errorf("%s says %s of somebody", name, word)
			}
		}
	}
}
