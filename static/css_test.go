package static_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"creditportal/static"
)

// selectors returns every selector of every source, by source.
func selectors(t *testing.T) map[string][]string {
	t.Helper()
	names, err := fs.Glob(static.Files, "css/*/*.css")
	if err != nil || len(names) == 0 {
		t.Fatalf("no style sheets (%v)", err)
	}
	comment := regexp.MustCompile(`(?s)/\*.*?\*/`)
	head := regexp.MustCompile(`([^{};]+)\{`)
	found := map[string][]string{}
	for _, name := range names {
		for _, m := range head.FindAllStringSubmatch(comment.ReplaceAllString(mustRead(t, name), ""), -1) {
			if text := strings.TrimSpace(m[1]); !strings.HasPrefix(text, "@") {
				for part := range strings.SplitSeq(text, ",") {
					found[name] = append(found[name], strings.TrimSpace(part))
				}
			}
		}
	}
	return found
}

// TestTheOrderOfTheSheetAloneDecides keeps specificity flat: only then does
// taking the layers off change nothing.
func TestTheOrderOfTheSheetAloneDecides(t *testing.T) {
	part := regexp.MustCompile(`^\.[clp]-[a-z_-]+(\.is-[a-z]+|:[a-z-]+(\([^)]*\))?|\[open\])*(::[a-z-]+)?$`)
	root := regexp.MustCompile(`^(:root|\.(theme|size|contrast|mode)-[a-z]+)(:where\([^ ]+\))?$`)
	for name, all := range selectors(t) {
		if strings.Contains(name, "/00-reset/") || strings.Contains(name, "/20-base/") {
			continue
		}
		for _, selector := range all {
			if strings.Contains(selector, "#") {
				t.Errorf("%s: %q selects by id", name, selector)
			}
			parts := strings.Fields(strings.NewReplacer(" > ", " ", " + ", " ").Replace(selector))
			if len(parts) > 2 {
				t.Errorf("%s: %q is a chain of more than two", name, selector)
			}
			for _, p := range parts {
				if !part.MatchString(p) && !root.MatchString(p) && p != "body" {
					t.Errorf("%s: %q is neither one class of ours with a state nor a preference", name, selector)
				}
			}
		}
	}
}

func TestColoursAreNamedInTheTokensOnly(t *testing.T) {
	raw := regexp.MustCompile(`#[0-9A-Fa-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(`)
	gone := regexp.MustCompile(`gradient\(|box-shadow:[^;]*[1-9]px [1-9]|text-align: justify|` +
		`font-style: italic|letter-spacing: [0-9]|@import|url\((?:[^"]|"[^"]*[/:])`) // but a drawing of our own, by its name
	for name := range selectors(t) {
		text := mustRead(t, name)
		if !strings.Contains(name, "/10-tokens/") && raw.MatchString(text) {
			t.Errorf("%s names a colour: %q", name, raw.FindString(text))
		}
		if gone.MatchString(text) {
			t.Errorf("%s uses what this site does not use: %q", name, gone.FindString(text))
		}
		if !strings.Contains(name, "/70-print/") && strings.Contains(text, "!important") {
			t.Errorf("%s: !important is for print", name)
		}
	}
}

func TestEveryTokenInUseHasAValue(t *testing.T) {
	known := palettes(t, "css/10-tokens/a-light.css")[0]
	use := regexp.MustCompile(`var\(--([a-z0-9-]+)\)`)
	for name := range selectors(t) {
		for _, m := range use.FindAllStringSubmatch(mustRead(t, name), -1) {
			if known[m[1]] == "" && m[1] != "underline" {
				t.Errorf("%s uses --%s, which has no value", name, m[1])
			}
		}
	}
}

func TestDrawingsAreSmall(t *testing.T) {
	names, err := fs.Glob(static.Files, "img/*.svg")
	if err != nil || len(names) == 0 {
		t.Fatalf("no drawings (%v)", err)
	}
	for _, name := range names {
		if size := len(mustRead(t, name)); size > 3<<10 {
			t.Errorf("%s: %d bytes, at most 3 KiB", name, size)
		}
	}
}
