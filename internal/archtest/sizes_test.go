package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// How much a reader takes in at a glance.
const (
	fileLines, functionLines, handlerLines     = 300, 40, 20
	interfaceMethods, constructorArgs, lineLen = 6, 5, 120
)

// larger names what may be larger, with the reason.
var larger = map[string]string{
	"internal/portal/demo.go: OpenDemo": "context and console come before the four things a demo is made of",
}

// fileLength does not count tests: a table of the law is as long as the law.
func fileLength(f text) []string {
	if n := bytes.Count(f.body, []byte("\n")); n > fileLines && !isTest(f.name) && !isGenerated(f.name) {
		return []string{fmt.Sprintf("%s has %d lines, more than %d", f.name, n, fileLines)}
	}
	return nil
}

func TestNoFileIsTooLong(t *testing.T) {
	for _, f := range texts(t, "*.go", "*.templ", "*.css", "*.js", "*.sh") {
		report(t, fileLength(f))
	}
}

// tagged are the fields of kong's structures: each is a row of a table.
var tagged = regexp.MustCompile("^\\s+\\w+\\s+[\\w.\\[\\]]+\\s+`\\w+:")

// tabled is a line of the tables that tests are made of.
var tabled = regexp.MustCompile("^\\s*(?:\\{|[\"`])")

func lineLength(s source) []string {
	row := tagged
	if isTest(s.name) {
		row = tabled
	}
	var all []string
	s.lines(func(n int, line string) {
		if width := utf8.RuneCountInString(line); width > lineLen && !row.MatchString(line) {
			all = append(all, fmt.Sprintf("%s:%d is %d characters long, more than %d", s.name, n, width, lineLen))
		}
	})
	return all
}

func TestNoLineIsTooLong(t *testing.T) { everywhere(t, lineLength) }

func functionLength(s source) []string {
	var all []string
	each(s, func(f *ast.FuncDecl) {
		most := functionLines
		if isHandler(f) {
			most = handlerLines
		}
		from, to := s.set.Position(f.Pos()).Line, s.set.Position(f.End()).Line
		if n := to - from + 1; n > most {
			all = append(all, s.at(f.Pos(), "%s has %d lines, more than %d", f.Name.Name, n, most))
		}
	})
	return all
}

func TestNoFunctionIsTooLong(t *testing.T) { inProduction(t, functionLength) }

// isHandler tells a function that a row of the table of doors opens.
func isHandler(f *ast.FuncDecl) bool {
	if f.Recv == nil || f.Type.Params.NumFields() != 1 {
		return false
	}
	sel, ok := f.Type.Params.List[0].Type.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Context" && fmt.Sprint(sel.X) == "echo"
}

func interfaceSize(s source) []string {
	var all []string
	each(s, func(i *ast.InterfaceType) {
		if n := i.Methods.NumFields(); n > interfaceMethods {
			all = append(all, s.at(i.Pos(), "an interface has %d methods, more than %d", n, interfaceMethods))
		}
	})
	return all
}

func TestNoInterfaceAsksForTooMuch(t *testing.T) { everywhere(t, interfaceSize) }

var constructor = regexp.MustCompile(`^(?:[Nn]ew|Open)(?:[A-Z]|$)`)

func constructorSize(s source) []string {
	var all []string
	each(s, func(f *ast.FuncDecl) {
		n := f.Type.Params.NumFields()
		if n > constructorArgs && constructor.MatchString(f.Name.Name) && larger[s.name+": "+f.Name.Name] == "" {
			all = append(all, s.at(f.Pos(), "%s takes %d arguments, more than %d", f.Name.Name, n, constructorArgs))
		}
	})
	return all
}

func TestNoConstructorTakesTooMuch(t *testing.T) { inProduction(t, constructorSize) }

func exportedNamesAreExplained(s source) []string {
	var all []string
	complain := func(name *ast.Ident) {
		if name.IsExported() {
			all = append(all, s.at(name.Pos(), "%s has no sentence", name.Name))
		}
	}
	for _, decl := range s.file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Doc == nil && receiverIsExported(d) {
				complain(d.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if d.Doc == nil && !explained(spec) {
					for _, name := range specHeads(spec) {
						complain(name)
					}
				}
			}
		}
	}
	return all
}

func explained(spec ast.Spec) bool {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		return s.Doc != nil
	case *ast.ValueSpec:
		return s.Doc != nil || s.Comment != nil
	}
	return true
}

func specHeads(spec ast.Spec) []*ast.Ident {
	if s, ok := spec.(*ast.TypeSpec); ok {
		return []*ast.Ident{s.Name}
	}
	return specNames(spec)
}

// receiverIsExported says whether a method can be called from outside by name.
func receiverIsExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	kind := d.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if generic, ok := kind.(*ast.IndexExpr); ok {
		kind = generic.X
	}
	name, ok := kind.(*ast.Ident)
	return ok && name.IsExported()
}

func TestEveryExportedNameHasASentence(t *testing.T) { inProduction(t, exportedNamesAreExplained) }

// The sentence of a function, a type or a method begins with its name, as
// readers of documentation expect.
func sentencesBeginWithTheName(s source) []string {
	var all []string
	check := func(name *ast.Ident, doc *ast.CommentGroup) {
		if doc == nil || !name.IsExported() {
			return
		}
		words := strings.Fields(doc.Text())
		if !slices.Contains(words[:min(len(words), 3)], name.Name) {
			all = append(all, s.at(doc.Pos(), "the sentence of %s does not begin with it", name.Name))
		}
	}
	for _, decl := range s.file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if receiverIsExported(d) {
				check(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if ts, ok := spec.(*ast.TypeSpec); ok && !d.Lparen.IsValid() {
					check(ts.Name, d.Doc)
				}
			}
		}
	}
	return all
}

func TestASentenceBeginsWithTheNameItExplains(t *testing.T) {
	inProduction(t, sentencesBeginWithTheName)
}
