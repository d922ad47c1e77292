package storybook_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/i18n"
	"creditportal/templates/layout"
	"creditportal/templates/storybook"
)

var update = flag.Bool("update", false, "write the golden files anew")

func mustTell(t *testing.T) []storybook.Story {
	t.Helper()
	stories, err := storybook.All()
	if err != nil {
		t.Fatal(err)
	}
	return stories
}

func mustRender(t *testing.T, s storybook.Story) string {
	t.Helper()
	var out strings.Builder
	ctx := i18n.With(context.Background(), i18n.Default().Printer(s.Lang))
	if err := s.Body.Render(ctx, &out); err != nil {
		t.Fatalf("%s: %v", s.Name(), err)
	}
	return out.String()
}

// normalised puts every tag on its own line, so that a diff shows one thing.
func normalised(html string) string {
	html = regexp.MustCompile(`\s+`).ReplaceAllString(html, " ")
	html = regexp.MustCompile(` ?(<[^>]+>) ?`).ReplaceAllString(html, "\n$1\n")
	return strings.TrimSpace(regexp.MustCompile(`\n+`).ReplaceAllString(html, "\n")) + "\n"
}

func TestEveryPartLooksInEveryStateAsItDid(t *testing.T) {
	var names []string
	for _, s := range mustTell(t) {
		golden := filepath.Join("testdata", s.Name()+".html")
		names = append(names, golden)
		got := normalised(mustRender(t, s))
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-golden +now):\n%s", s.Name(), diff)
		}
	}
	kept, err := filepath.Glob("testdata/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range kept {
		if !slices.Contains(names, name) {
			t.Errorf("%s is the golden file of no story", name)
		}
	}
}

func TestNoPartBringsItsOwnScriptOrStyle(t *testing.T) {
	foul := regexp.MustCompile(`(?i)<script(\s+type="module")?>|<style|\sstyle=|\son[a-z]+=|javascript:|#[0-9a-f]{6}\b`)
	for _, s := range mustTell(t) {
		if found := foul.FindString(mustRender(t, s)); found != "" {
			t.Errorf("%s contains %q", s.Name(), found)
		}
	}
}

func TestNoPartLacksAWord(t *testing.T) {
	for _, s := range mustTell(t) {
		if html := mustRender(t, s); strings.Contains(html, "⟨") || strings.Contains(html, "&lt;no value&gt;") {
			t.Errorf("%s shows a key instead of a sentence:\n%s", s.Name(), html)
		}
	}
}

func TestAnIDStandsOnceInAPart(t *testing.T) {
	id := regexp.MustCompile(`\sid="([^"]+)"`)
	reference := regexp.MustCompile(`(?:aria-labelledby|aria-describedby|for)="([^"]+)"`)
	for _, s := range mustTell(t) {
		html := mustRender(t, s)
		seen := map[string]bool{}
		for _, m := range id.FindAllStringSubmatch(html, -1) {
			if seen[m[1]] {
				t.Errorf("%s: the id %s stands twice", s.Name(), m[1])
			}
			seen[m[1]] = true
		}
		for _, m := range reference.FindAllStringSubmatch(html, -1) {
			for target := range strings.FieldsSeq(m[1]) {
				if !seen[target] {
					t.Errorf("%s refers to #%s, which is not there", s.Name(), target)
				}
			}
		}
	}
}

func TestTheStorybookIsOnePageOfAllParts(t *testing.T) {
	var out strings.Builder
	stories := mustTell(t)
	page := storybook.Page(layout.View{Title: "Storybook", Path: "/"}, stories, nil)
	if err := page.Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	for _, s := range stories {
		if s.Part != "frame" && !strings.Contains(out.String(), `id="`+s.Name()+`"`) {
			t.Errorf("%s is missing", s.Name())
		}
	}
}
