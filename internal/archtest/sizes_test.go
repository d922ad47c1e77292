package archtest

import (
	"go/ast"
	"strings"
	"testing"
	"unicode/utf8"
)

// The sizes of house.md §8.
const (
	fileLines, functionLines, interfaceMethods, lineLength = 300, 40, 6, 120
)

func TestNoRoomIsTooLargeToTakeInAtAGlance(t *testing.T) {
	for _, s := range sources(t) {
		if isGenerated(s.name) {
			continue
		}
		if n := lineCount(s.text); n > fileLines && !isTest(s.name) {
			t.Errorf("%s has %d lines, more than %d", s.name, n, fileLines)
		}
		if !isTest(s.name) {
			longLines(t, s)
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				from, to := s.set.Position(n.Pos()).Line, s.set.Position(n.End()).Line
				if length := to - from + 1; length > functionLines && !isTest(s.name) {
					t.Errorf("%s: %s has %d lines, more than %d", s.name, n.Name.Name, length, functionLines)
				}
			case *ast.InterfaceType:
				if m := n.Methods.NumFields(); m > interfaceMethods {
					t.Errorf("%s: an interface has %d methods, more than %d", s.name, m, interfaceMethods)
				}
			}
			return true
		})
	}
}

func longLines(t *testing.T, s source) {
	t.Helper()
	n := 0
	for line := range strings.Lines(string(s.text)) {
		n++
		width := utf8.RuneCountInString(strings.TrimRight(line, "\n"))
		tagged := strings.Contains(line, "`") // tags of flags are a table
		if width > lineLength && !tagged {
			t.Errorf("%s:%d is %d characters long, more than %d", s.name, n, width, lineLength)
		}
	}
}

func TestEveryExportedNameHasASentence(t *testing.T) {
	for _, s := range sources(t) {
		if isTest(s.name) || isGenerated(s.name) {
			continue
		}
		for _, decl := range s.file.Decls {
			undocumented(t, s, decl)
		}
	}
}

func undocumented(t *testing.T, s source, decl ast.Decl) {
	t.Helper()
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			t.Errorf("%s: %s has no comment", s.name, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
				t.Errorf("%s: %s has no comment", s.name, ts.Name.Name)
			}
			if vs, ok := spec.(*ast.ValueSpec); ok && d.Doc == nil && vs.Doc == nil && vs.Comment == nil {
				for _, name := range vs.Names {
					if name.IsExported() {
						t.Errorf("%s: %s has no comment", s.name, name.Name)
					}
				}
			}
		}
	}
}

// exportedReceiver says whether a method can be called from outside by name.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	kind := d.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	name, ok := kind.(*ast.Ident)
	return ok && name.IsExported()
}
