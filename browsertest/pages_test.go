//go:build browser

package browsertest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/i18n"
)

// sight is one page in one state, as it is looked at.
type sight struct {
	name   string // of its pictures
	path   string // without language
	status int
}

// sights lists every page in every state that a visitor can bring about.
func sights(t *testing.T) []sight {
	t.Helper()
	all := []sight{
		{"home", "/", http.StatusOK},
		{"search-start", "/search", http.StatusOK},
		{"search", "/search?q=" + url.QueryEscape("示例"), http.StatusOK},
		{"search-none", "/search?q=" + url.QueryEscape("无此名称"), http.StatusOK},
		{"adverse", "/disclosures/adverse", http.StatusOK},
		{"favourable", "/disclosures/favourable", http.StatusOK},
		{"dual", "/disclosures/dual", http.StatusOK},
		{"list-empty", "/disclosures/adverse?kind=organisation&q=" + url.QueryEscape("无此名称"), http.StatusOK},
		{"list-refused", "/disclosures/adverse?from=2026-13-03", http.StatusUnprocessableEntity},
		{"catalog", "/catalog", http.StatusOK},
		{"rules", "/rules", http.StatusOK},
		{"legal-basis", "/legal-basis", http.StatusOK},
		{"self-query", "/services/self-query", http.StatusOK},
		{"check", "/check", http.StatusOK},
		{"statistics", "/statistics", http.StatusOK},
		{"services", "/services", http.StatusOK},
		{"service-objection", "/services/objection", http.StatusOK},
		{"service-repair", "/services/repair", http.StatusOK},
		{"service-deletion", "/services/deletion", http.StatusOK},
		{"service-query", "/services/query", http.StatusOK},
		{"column", "/columns/notices", http.StatusOK},
		{"piece", "/pieces/measure-explained", http.StatusOK},
		{"piece-table", "/pieces/code-explained", http.StatusOK},
		{"piece-print", "/pieces/measure-explained/print", http.StatusOK},
		{"help", "/help", http.StatusOK},
		{"help-faq", "/help/faq", http.StatusOK},
		{"help-terms", "/help/terms", http.StatusOK},
		{"help-contact", "/help/contact", http.StatusOK},
		{"help-open-data", "/help/open-data", http.StatusOK},
		{"help-accessibility", "/help/accessibility", http.StatusOK},
		{"help-privacy", "/help/privacy", http.StatusOK},
		{"help-statement", "/help/statement", http.StatusOK},
		{"site-map", "/site-map", http.StatusOK},
		{"display", "/display", http.StatusOK},
		{"not-found", "/nowhere", http.StatusNotFound},
		{"gone", gone(t)[0], http.StatusGone},
	}
	for list, name := range map[string]string{
		"/disclosures/adverse": "record", "/disclosures/favourable": "record-favourable",
		"/disclosures/dual": "record-dual", "/disclosures/adverse?status=annotated": "record-annotated",
	} {
		record := firstLink(t, list, "/records/")
		all = append(all, sight{name, record, http.StatusOK})
		if name == "record" {
			subject := firstLink(t, record, "/subjects/")
			all = append(all, sight{"subject", subject, http.StatusOK},
				sight{"subject-print", subject + "/print", http.StatusOK},
				sight{"record-print", record + "/print", http.StatusOK})
		}
	}
	for _, path := range mustMap(t) {
		if strings.HasPrefix(path, "/lists/") {
			all = append(all, sight{"list" + strings.ReplaceAll(path, "/", "-"), path, http.StatusOK})
		}
	}
	slices.SortFunc(all, func(a, b sight) int { return strings.Compare(a.name, b.name) })
	return all
}

// firstLink returns the first address on the page that begins with prefix.
func firstLink(t *testing.T, path, prefix string) string {
	t.Helper()
	for _, href := range links(t, mustGet(t, path).text) {
		if strings.HasPrefix(href, prefix) {
			return href
		}
	}
	t.Fatalf("%s links to nothing below %s", path, prefix)
	return ""
}

// links returns the addresses of this site that a page leads to, in their
// order, without what display settings and the like repeat on every page.
func links(t *testing.T, text string) []string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		if strings.HasPrefix(href, "/") && a.AttrOr("rel", "") != "nofollow" {
			href, _, _ = strings.Cut(href, "#")
			all = append(all, href)
		}
	})
	return all
}

func mustMap(t *testing.T) []string {
	t.Helper()
	paths, err := portal.siteMap()
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// gone lists the records whose last day is over since the evening before.
func gone(t *testing.T) []string {
	t.Helper()
	here := map[string]bool{}
	for _, path := range mustMap(t) {
		here[path] = true
	}
	var left []string
	for _, path := range last {
		if strings.HasPrefix(path, "/records/") && !here[path] {
			left = append(left, path)
		}
	}
	if len(left) == 0 {
		t.Fatal("no record of the demo ends on its first day")
	}
	return left
}

func TestWhatTheSiteMapNamedOnTheLastDayIsGoneAfterMidnight(t *testing.T) {
	for _, path := range gone(t) {
		for _, lang := range i18n.Langs() {
			if got := mustGet(t, i18n.LangPath(lang, path)); got.status != http.StatusGone {
				t.Errorf("%s in %s: %d after its last day", path, lang, got.status)
			}
		}
	}
}
