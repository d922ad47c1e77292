package archtest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestEveryLinkOfTheDocumentsLeadsSomewhere(t *testing.T) {
	for _, f := range texts(t, "*.md") {
		for _, m := range link.FindAllStringSubmatch(string(f.body), -1) {
			u, err := url.Parse(m[1])
			if err != nil || u.Scheme != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
				continue // outside, on the page, or a page of the site, whose links the tests of pages follow
			}
			if _, err := os.Stat(filepath.Join(root, path.Dir(f.name), u.Path)); err != nil {
				t.Errorf("%s leads to %s, which is not there", f.name, m[1])
			}
		}
	}
}

// A module is told by the name under which the list has it.
func TestEveryThirdPartyHasItsLineInTheListOfDependencies(t *testing.T) {
	listed := string(read(t, "docs/dependencies.md"))
	missing := map[string]bool{}
	for _, s := range sources(t) {
		for _, imported := range s.imports() {
			if isThirdParty(imported) && !anyPrefixIn(imported, listed) {
				missing[imported] = true
			}
		}
	}
	for imported := range missing {
		t.Errorf("docs/dependencies.md does not say why we use %s", imported)
	}
}

func anyPrefixIn(imported, listed string) bool {
	parts := strings.Split(imported, "/")
	for n := len(parts); n >= 2; n-- {
		name := strings.Join(parts[:n], "/")
		if strings.Contains(listed, name+" ") || strings.Contains(listed, name+",") {
			return true
		}
	}
	return false
}

// A decision tells what was asked, what was chosen and what it cost.
func decisionIsWhole(f text) []string {
	var all []string
	for _, part := range []string{"# ", "**Question.**", "**Choice.**", "**Given up.**"} {
		if !strings.Contains(string(f.body), part) {
			all = append(all, fmt.Sprintf("%s has no %s", f.name, part))
		}
	}
	return all
}

func TestDecisionsAreNumberedAndWhole(t *testing.T) {
	numbered := regexp.MustCompile(`^docs/decisions/(\d{4})-[a-z-]+\.md$`)
	for i, f := range texts(t, "docs/decisions/*") {
		m := numbered.FindStringSubmatch(f.name)
		if m == nil || m[1] != fmt.Sprintf("%04d", i+1) {
			t.Errorf("%s is not decision %04d", f.name, i+1)
		}
		report(t, decisionIsWhole(f))
	}
}

func TestTheFifteenRulesAreFifteen(t *testing.T) {
	rules := regexp.MustCompile(`(?m)^\d+\. `).FindAll(read(t, "CONTRIBUTING.md"), -1)
	if len(rules) != 15 {
		t.Errorf("CONTRIBUTING.md has %d rules", len(rules))
	}
}

// Both READMEs and the changelog name every command that the program has.
func TestEveryCommandIsInTheREADMEsAndTheChangelog(t *testing.T) {
	command := regexp.MustCompile("(?m)^\t[A-Z]\\w+ +\\w+Command +`cmd:\"\" help:\"\\$\\{command_([a-z]+)_summary\\}")
	names := command.FindAllStringSubmatch(string(read(t, "cmd/portal/main.go")), -1)
	if len(names) < 10 {
		t.Fatalf("only %d commands were found", len(names))
	}
	for _, document := range []string{"README.md", "README.en.md", "CHANGELOG.md"} {
		words := strings.FieldsFunc(string(read(t, document)), func(r rune) bool { return r < 'a' || r > 'z' })
		for _, name := range names {
			if !slices.Contains(words, name[1]) {
				t.Errorf("%s does not speak of the command %s", document, name[1])
			}
		}
	}
}

// docs/asvs.csv has a row for each requirement of ASVS 5.0 that something in
// the repository answers; the others follow with what answers them.
func TestEveryAnswerToASVSRefersToWhatIsThere(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(read(t, "docs/asvs.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if head := strings.Join(rows[0], ","); head != "id,level,status,ref,stage,note" {
		t.Fatalf("the columns are %s", head)
	}
	id := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		if !id.MatchString(row[0]) || seen[row[0]] || !slices.Contains([]string{"1", "2", "3"}, row[1]) ||
			!slices.Contains([]string{"test", "document", "operator"}, row[2]) || row[5] == "" {
			t.Errorf("a row that says nothing, or says it twice: %v", row)
		}
		seen[row[0]] = true
		if _, err := os.Stat(filepath.Join(root, row[3])); err != nil {
			t.Errorf("%s refers to %s, which is not there", row[0], row[3])
		}
	}
	t.Logf("%d requirements are answered", len(seen))
}
