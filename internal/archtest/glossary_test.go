package archtest

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var identifier = regexp.MustCompile("`([a-z]+)\\.")

// unwanted reads the glossary: package to the words that its exported names
// may not contain.
func unwanted(t *testing.T) map[string][]string {
	t.Helper()
	words := map[string][]string{}
	for line := range strings.Lines(string(read(t, "GLOSSARY.md"))) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 || strings.HasPrefix(strings.TrimSpace(cells[0]), "-") {
			continue
		}
		for _, m := range identifier.FindAllStringSubmatch(cells[2], -1) {
			for _, word := range strings.FieldsFunc(cells[3], func(r rune) bool { return strings.ContainsRune(",/;", r) }) {
				if word = strings.TrimSpace(word); word != "" && !strings.ContainsAny(word, " (…") {
					words[m[1]] = append(words[m[1]], strings.ToLower(word))
				}
			}
		}
	}
	if len(words) < 10 {
		t.Fatalf("the glossary names %d packages: its table cannot be read", len(words))
	}
	return words
}

// wordsOf splits a name: AnnotationKind is annotation, kind.
func wordsOf(name string) []string {
	var words []string
	start := 0
	runes := []rune(name)
	for i := 1; i <= len(runes); i++ {
		if i == len(runes) || unicode.IsUpper(runes[i]) && !unicode.IsUpper(runes[i-1]) {
			words = append(words, strings.ToLower(string(runes[start:i])))
			start = i
		}
	}
	return words
}

func TestNoExportedNameUsesAWordThatTheGlossaryReplaces(t *testing.T) {
	words := unwanted(t)
	for _, s := range sources(t) {
		if isTest(s.name) || len(words[s.file.Name.Name]) == 0 {
			continue
		}
		for _, name := range exported(s.file) {
			for _, w := range wordsOf(name) {
				if slices.Contains(words[s.file.Name.Name], w) {
					t.Errorf("%s: %s says %q; GLOSSARY.md has another word for it", s.name, name, w)
				}
			}
		}
	}
}

func exported(file *ast.File) []string {
	var names []string
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() {
					names = append(names, ts.Name.Name)
				}
			}
		}
	}
	return names
}
