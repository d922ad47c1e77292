package archtest

import (
	"regexp"
	"strings"
	"testing"
)

// forbidden are marks of a machine, of a place that packages come from, or of
// work that is not finished.
var forbidden = []struct {
	what string
	is   *regexp.Regexp
}{
	{"a path of somebody's machine", regexp.MustCompile(`(^|[\s"'(=])/(home|root|Users|work)/[a-z]`)},
	{"a host that packages come from", regexp.MustCompile(`proxy\.golang\.org|registry\.npmjs\.org|deb\.debian\.org`)},
	{"unfinished work", regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|X` + `XX)\b`)},
}

func TestTheRepositorySpeaksOfTheProductAlone(t *testing.T) {
	for _, name := range tracked(t, "*.go", "*.templ", "*.md", "*.sh", "*.toml", "*.sql", "*.css", "*.js", "*.json", "Makefile", "*.yml") {
		if strings.HasPrefix(name, "internal/archtest/") {
			continue // it must name what it forbids
		}
		for i, line := range strings.Split(string(read(t, name)), "\n") {
			for _, f := range forbidden {
				if f.is.MatchString(line) {
					t.Errorf("%s:%d holds %s: %s", name, i+1, f.what, strings.TrimSpace(line))
				}
			}
		}
	}
}

func TestNoTestSleepsOrIsSkipped(t *testing.T) {
	lazy := regexp.MustCompile(`\bt(b)?\.Skip(f|Now)?\(|time\.Sleep\(`)
	for _, s := range sources(t) {
		if strings.HasPrefix(s.name, "internal/archtest/") {
			continue
		}
		if at := lazy.Find(s.text); at != nil {
			t.Errorf("%s: %s", s.name, at)
		}
	}
}

// Nothing inline and nothing foreign in a page (security.md §10).
func TestTemplatesHoldNothingInline(t *testing.T) {
	inline := regexp.MustCompile(`<style|\sstyle=|\son[a-z]+=|templ\.Raw|javascript:|<script(?:[^>]*[^>/])?>[^<]`)
	for _, name := range tracked(t, "*.templ") {
		for i, line := range strings.Split(string(read(t, name)), "\n") {
			if inline.MatchString(line) {
				t.Errorf("%s:%d: %s", name, i+1, strings.TrimSpace(line))
			}
			if strings.Contains(line, "<script") && !strings.Contains(line, "src=") {
				t.Errorf("%s:%d: a script without a source", name, i+1)
			}
		}
	}
}
