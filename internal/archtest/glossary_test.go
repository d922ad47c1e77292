package archtest

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var identifier = regexp.MustCompile("`([a-z]+)[.`]")

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

// namesKeepTo is the rule that no exported name uses a replaced word.
func namesKeepTo(words map[string][]string) func(source) []string {
	return func(s source) []string {
		var all []string
		for _, name := range exported(s.file) {
			for _, w := range wordsOf(name.Name) {
				if slices.Contains(words[s.file.Name.Name], w) {
					all = append(all, s.at(name.Pos(), "%s says %q; GLOSSARY.md has another word for it", name.Name, w))
				}
			}
		}
		return all
	}
}

func TestNoExportedNameUsesAWordThatTheGlossaryReplaces(t *testing.T) {
	inProduction(t, namesKeepTo(unwanted(t)))
}

// exported lists the exported names of a file: functions, methods, types,
// constants, variables and fields of exported types.
func exported(file *ast.File) []*ast.Ident {
	var names []*ast.Ident
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			names = append(names, d.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				names = append(names, specNames(spec)...)
			}
		}
	}
	return slices.DeleteFunc(names, func(n *ast.Ident) bool { return !n.IsExported() })
}

func specNames(spec ast.Spec) []*ast.Ident {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		return s.Names
	case *ast.TypeSpec:
		names := []*ast.Ident{s.Name}
		if body, ok := s.Type.(*ast.StructType); ok && s.Name.IsExported() {
			for _, field := range body.Fields.List {
				names = append(names, field.Names...)
			}
		}
		return names
	}
	return nil
}

// declared lists the exported names of each package, also of fields and
// methods.
func declared(t *testing.T) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
	for _, s := range sources(t) {
		if isTest(s.name) {
			continue
		}
		pkg := s.file.Name.Name
		if all[pkg] == nil {
			all[pkg] = map[string]bool{}
		}
		for _, name := range exported(s.file) {
			all[pkg][name.Name] = true
		}
	}
	return all
}

// named finds `package.Name` and, after it in the same cell, `.Name`; a dagger
// marks what is kept for later.
var named = regexp.MustCompile("`([a-z]*)\\.([A-Z][A-Za-z]*)`(†?)")

func TestWhatTheGlossaryNamesIsThereOrMarkedForLater(t *testing.T) {
	there, seen := declared(t), 0
	for line := range strings.Lines(string(read(t, "GLOSSARY.md"))) {
		pkg := ""
		for _, m := range named.FindAllStringSubmatch(line, -1) {
			if m[1] != "" {
				pkg = m[1]
			}
			if there[pkg] == nil {
				continue // the package itself is not built
			}
			seen++
			switch built, later := there[pkg][m[2]], m[3] != ""; {
			case !built && !later:
				t.Errorf("GLOSSARY.md says %s.%s, which the package does not have", pkg, m[2])
			case built && later:
				t.Errorf("GLOSSARY.md keeps %s.%s for later, but it is there", pkg, m[2])
			}
		}
	}
	if seen < 80 {
		t.Errorf("the glossary names %d things of packages that are built: its table cannot be read", seen)
	}
}
