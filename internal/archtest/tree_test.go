// Package archtest holds the rules of the house that no compiler keeps: who
// may import whom, where words stand, how large a room may grow. Each rule is
// a function from a file to its complaints, proved twice: the repository gives
// it none, and a planted breach (planted_test.go) gives it one.
package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
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
		if info, err := os.Stat(filepath.Join(root, name)); err == nil && info.Mode().IsRegular() {
			files = append(files, name)
		}
	}
	slices.Sort(files)
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

// text is a file of any kind.
type text struct {
	name string
	body []byte
}

// texts reads the files that match, but not those that hold bytes instead of
// words.
func texts(t *testing.T, patterns ...string) []text {
	t.Helper()
	var all []text
	for _, name := range tracked(t, patterns...) {
		if body := read(t, name); utf8.Valid(body) && !bytes.ContainsRune(body, 0) {
			all = append(all, text{name, body})
		}
	}
	return all
}

// lines calls see with the number and the words of each line.
func (f text) lines(see func(n int, line string)) {
	n := 0
	for line := range strings.Lines(string(f.body)) {
		n++
		see(n, strings.TrimRight(line, "\n"))
	}
}

// source is a file of Go.
type source struct {
	text
	set  *token.FileSet
	file *ast.File
}

func parse(name string, body []byte) (source, error) {
	s := source{text: text{name, body}, set: token.NewFileSet()}
	file, err := parser.ParseFile(s.set, name, body, parser.ParseComments)
	if err != nil {
		return s, fmt.Errorf("reading %s: %w", name, err)
	}
	s.file = file
	return s, nil
}

var parsed struct {
	once sync.Once
	all  []source
}

// sources are the files of Go that people write.
func sources(t *testing.T) []source {
	t.Helper()
	parsed.once.Do(func() {
		for _, name := range tracked(t, "*.go") {
			if isGenerated(name) {
				continue
			}
			s, err := parse(name, read(t, name))
			if err != nil {
				t.Fatal(err)
			}
			parsed.all = append(parsed.all, s)
		}
	})
	if len(parsed.all) < 100 {
		t.Fatalf("only %d files of Go were read", len(parsed.all))
	}
	return parsed.all
}

// room is the folder of a file without the leading internal/.
func (s source) room() string { return strings.TrimPrefix(path.Dir(s.name), "internal/") }

// at writes a complaint about a place in the file.
func (s source) at(pos token.Pos, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: ", s.name, s.set.Position(pos).Line) + fmt.Sprintf(format, args...)
}

// each calls see with every node of type N.
func each[N ast.Node](s source, see func(N)) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		if found, ok := n.(N); ok {
			see(found)
		}
		return true
	})
}

func isTest(name string) bool {
	return strings.HasSuffix(name, "_test.go") || isTestRoom(path.Dir(name))
}

// isTestRoom tells the rooms that exist for tests alone.
func isTestRoom(folder string) bool { return strings.HasSuffix(folder, "test") }

func isGenerated(name string) bool { return strings.HasSuffix(name, "_templ.go") }

// report fails the test with every complaint.
func report(t *testing.T, complaints []string) {
	t.Helper()
	for _, c := range complaints {
		t.Error(c)
	}
}

// everywhere applies a rule to what people wrote, production and test alike.
func everywhere(t *testing.T, rule func(source) []string) {
	t.Helper()
	for _, s := range sources(t) {
		report(t, rule(s))
	}
}

// inProduction applies a rule to what is built into the program.
func inProduction(t *testing.T, rule func(source) []string) {
	t.Helper()
	for _, s := range sources(t) {
		if !isTest(s.name) {
			report(t, rule(s))
		}
	}
}
