// Package archtest holds the rules of the house that no compiler keeps: who
// may import whom, where words stand, how large a room may grow.
package archtest

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const module = "creditportal"

// root is the top of the repository.
const root = "../.."

// tracked lists the files of the repository: those that git knows and those
// it would take in.
func tracked(t *testing.T, patterns ...string) []string {
	t.Helper()
	args := append([]string{"-C", root, "ls-files", "--cached", "--others", "--exclude-standard", "--"}, patterns...)
	out, err := exec.Command("git", args...).Output()
	if err != nil {
		t.Fatalf("listing the files of the repository: %v", err)
	}
	var files []string
	for name := range strings.Lines(string(out)) {
		name = strings.TrimSpace(name)
		if _, err := os.Stat(filepath.Join(root, name)); err == nil {
			files = append(files, name)
		}
	}
	if len(files) == 0 {
		t.Fatalf("no files match %v", patterns)
	}
	return files
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func isTest(name string) bool {
	return strings.HasSuffix(name, "_test.go") || strings.HasSuffix(path.Dir(name), "test")
}

func isGenerated(name string) bool { return strings.HasSuffix(name, "_templ.go") }

type source struct {
	name string
	set  *token.FileSet
	file *ast.File
	text []byte
}

// room is the folder of a file without the leading internal/.
func (s source) room() string { return strings.TrimPrefix(path.Dir(s.name), "internal/") }

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, name := range tracked(t, "*.go") {
		s := source{name: name, set: token.NewFileSet(), text: read(t, name)}
		file, err := parser.ParseFile(s.set, name, s.text, parser.ParseComments)
		if err != nil {
			t.Fatalf("reading %s: %v", name, err)
		}
		s.file = file
		all = append(all, s)
	}
	return all
}

func (s source) imports() []string {
	var list []string
	for _, spec := range s.file.Imports {
		list = append(list, strings.Trim(spec.Path.Value, `"`))
	}
	return list
}

func lineCount(text []byte) int { return bytes.Count(text, []byte("\n")) }
