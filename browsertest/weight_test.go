//go:build browser

package browsertest

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/i18n"
)

const kilobyte = 1 << 10

// What may travel to a visitor, compressed: the style sheet, the scripts of a
// page together, and all of a page for who comes for the first time.
const (
	mostStyle  = 14 * kilobyte
	mostScript = 4 * kilobyte
	mostFirst  = 45 * kilobyte
)

// budget is what one page may weigh and how many files it may be made of, the
// mark that a browser shows beside its title aside.
type budget struct{ html, files int }

// budgetOf knows a page by the beginning of its name.
func budgetOf(name string) budget {
	for _, b := range []struct {
		page string
		budget
	}{
		{"home", budget{16 * kilobyte, 5}},
		{"statistics", budget{40 * kilobyte, 4}},
		{"record", budget{14 * kilobyte, 4}},
		{"subject", budget{14 * kilobyte, 4}},
		{"service", budget{14 * kilobyte, 4}},
		{"check", budget{10 * kilobyte, 5}},
		{"not-found", budget{10 * kilobyte, 4}},
		{"gone", budget{10 * kilobyte, 4}},
	} {
		if strings.HasPrefix(name, b.page) {
			return b.budget
		}
	}
	return budget{18 * kilobyte, 4} // lists, search, catalog, rules
}

func TestEveryPageKeepsItsBudgetOnTheWire(t *testing.T) {
	sizes := map[string]int{} // of files, by address
	for _, s := range sights(t) {
		for _, lang := range i18n.Langs() {
			path := i18n.LangPath(lang, s.path)
			html := mustWeigh(t, path)
			style, script, others := 0, 0, 0
			files := parts(t, mustGet(t, path).text)
			for _, file := range files {
				if sizes[file] == 0 {
					sizes[file] = mustWeigh(t, file)
				}
				switch {
				case strings.HasSuffix(file, ".css"):
					style += sizes[file]
				case strings.HasSuffix(file, ".js"):
					script += sizes[file]
				default:
					others += sizes[file]
				}
			}
			most := budgetOf(s.name)
			for part, weight := range map[string][2]int{
				"the page": {html, most.html}, "the style sheet": {style, mostStyle}, "the scripts": {script, mostScript},
				"a first visit": {html + style + script + others, mostFirst}, "the files": {len(files), most.files},
			} {
				if weight[0] > weight[1] {
					t.Errorf("%s: %s: %d, at most %d", path, part, weight[0], weight[1])
				}
			}
			t.Logf("%s: %d + %d + %d + %d bytes, %d files", path, html, style, script, others, len(files))
		}
	}
}

// parts returns the files of a page that a browser asks for, the page's mark
// among them in place of the page itself.
func parts(t *testing.T, text string) []string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	doc.Find(`link[rel="stylesheet"], link[rel="icon"], script[src], img[src]`).Each(func(_ int, e *goquery.Selection) {
		all = append(all, e.AttrOr("href", e.AttrOr("src", "")))
	})
	return all
}

// mustWeigh returns how many bytes an answer has when it travels compressed.
func mustWeigh(t *testing.T, path string) int {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, portal.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	bytes, err := io.Copy(io.Discard, res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return int(bytes)
}
