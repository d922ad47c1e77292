//go:build browser

package browsertest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/i18n"
)

func TestEveryFeedThatAPageOffersIsValidAtom(t *testing.T) {
	offered, offering := map[string]bool{}, map[string]bool{}
	for _, s := range append(sights(t), narrowed()...) {
		for _, lang := range i18n.Langs() {
			for _, feed := range feeds(t, mustGet(t, i18n.LangPath(lang, s.path)).text) {
				offered[feed], offering[s.name] = true, true
			}
		}
	}
	for _, name := range []string{"adverse", "favourable", "dual", "list-empty", "subject", "narrowed-0"} {
		if !offering[name] {
			t.Errorf("%s offers no feed", name)
		}
	}
	dir := t.TempDir()
	names, files := map[string]string{}, []string{}
	for address := range offered {
		got := mustGet(t, address)
		if got.kind != "application/atom+xml" {
			t.Errorf("%s: %d, %s", address, got.status, got.kind)
		}
		file := filepath.Join(dir, fmt.Sprintf("%d.atom", len(files)))
		if err := os.WriteFile(file, []byte(got.text), 0o600); err != nil {
			t.Fatal(err)
		}
		names[file], files = address, append(files, file)
	}
	for _, complaint := range mustJudgeAtom(t, files...) {
		file, said, _ := strings.Cut(complaint, ":")
		t.Errorf("%s: %s", names[file], said)
	}
	t.Logf("%d feeds", len(files))
}

func TestAFeedThatLacksWhatAtomAsksForIsNoticed(t *testing.T) {
	whole := mustGet(t, "/disclosures/adverse/records.atom").text
	for _, breach := range [][2]string{
		{"<author>", "<writer>"},
		{"<updated>20", "<updated>on 20"},
		{"+08:00</updated>", "</updated>"},
		{"<id>tag:", "<id>"},
		{"<summary>", "<summary/><summary>"},
		{` term="`, ` word="`},
		{"<title>", "<title><b/>"},
		{`rel="alternate" type="text/html" href="` + portal.base + "/records/", `rel="related" href="`},
	} {
		file := filepath.Join(t.TempDir(), "broken.atom")
		broken := strings.Replace(whole, breach[0], breach[1], 1)
		if broken == whole {
			t.Fatalf("the feed has no %s", breach[0])
		}
		if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		if len(mustJudgeAtom(t, file)) == 0 {
			t.Errorf("%s for %s passes", breach[1], breach[0])
		}
	}
}

// narrowed are lists with filters.
func narrowed() []sight {
	var all []sight
	for _, path := range []string{
		"/disclosures/adverse?status=annotated", "/disclosures/adverse?sort=oldest&rows=50",
		"/disclosures/dual?kind=individual_business&from=2026-01-01", "/disclosures/favourable?q=" + url.QueryEscape("示例"),
	} {
		all = append(all, sight{name: fmt.Sprintf("narrowed-%d", len(all)), path: path})
	}
	return all
}

// feeds returns the addresses of the feeds that a page offers.
func feeds(t *testing.T, text string) []string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	doc.Find(`link[rel="alternate"][type^="application/atom+xml"]`).Each(func(_ int, link *goquery.Selection) {
		all = append(all, strings.TrimPrefix(link.AttrOr("href", ""), portal.base))
	})
	return all
}

// mustJudgeAtom returns what the schema of Atom has against the files, a line each.
func mustJudgeAtom(t *testing.T, files ...string) []string {
	t.Helper()
	schema := filepath.Join("testdata", "atom.rnc")
	said, err := exec.Command("jing", append([]string{"-c", schema}, files...)...).Output()
	var refused *exec.ExitError
	if err != nil && (!errors.As(err, &refused) || len(said) == 0) {
		t.Fatalf("running jing: %v\n%s", err, said)
	}
	return strings.FieldsFunc(string(said), func(r rune) bool { return r == '\n' })
}
