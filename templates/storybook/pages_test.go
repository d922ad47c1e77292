package storybook_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/templates/storybook"
)

func mustTellPages(t *testing.T) []storybook.PageStory {
	t.Helper()
	pages, err := storybook.Pages(func(name string) string { return "/static/" + name })
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// matter is what a page of the storybook says beside its frame; addresses of
// things that change with every edition of the files stay out.
var matter = regexp.MustCompile(`(?s)<main.*</main>`)

func drawnPage(t *testing.T, p storybook.PageStory) string {
	t.Helper()
	var out strings.Builder
	if err := p.Render(context.Background(), &out); err != nil {
		t.Fatalf("%s: %v", p.Name, err)
	}
	return out.String()
}

func TestEveryPageLooksInEveryStateAsItDid(t *testing.T) {
	var names []string
	for _, p := range mustTellPages(t) {
		if p.Mode {
			continue // the same words in other colours and sizes; browsers look at those
		}
		golden := filepath.Join("testdata", "pages", p.Name+".html")
		names = append(names, golden)
		got := normalised(matter.FindString(drawnPage(t, p)))
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
			t.Errorf("%s (-golden +now):\n%s", p.Name, diff)
		}
	}
	kept, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range kept {
		if !slices.Contains(names, name) {
			t.Errorf("%s is the golden file of no page", name)
		}
	}
}

func TestNoPageOfTheStorybookLacksAWordOrIsToldTwice(t *testing.T) {
	told := map[string]bool{}
	for _, p := range mustTellPages(t) {
		if told[p.Name] {
			t.Errorf("%s is told twice", p.Name)
		}
		told[p.Name] = true
		if html := drawnPage(t, p); strings.Contains(html, "⟨") || matter.FindString(html) == "" {
			t.Errorf("%s lacks a word or says nothing", p.Name)
		}
	}
	for _, page := range []string{
		"home", "list", "record", "subject", "search", "statistics", "check", "display",
		"catalog", "services", "service", "column", "piece", "help", "site_map", "basis", "rules",
	} {
		for _, mode := range []string{"", "-english", "-dark", "-contrast", "-larger", "-elder"} {
			if !told[page+"-usual"+mode] {
				t.Errorf("%s is not told of in its usual state%s", page, mode)
			}
		}
	}
}
