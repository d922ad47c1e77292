package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/i18n"
)

// everyPage lists an address of every page in every state that is found.
func (w *world) everyPage() []string {
	pages := []string{
		"/", "/search", "/search?q=" + url.QueryEscape("示例"), "/search?q=" + url.QueryEscape("无此名称"),
		"/search?q=" + url.QueryEscape("示"), "/disclosures/adverse", "/disclosures/favourable", "/disclosures/dual",
		"/disclosures/adverse?kind=organisation&q=none", "/lists/abnormal_operations", "/lists/favourable",
		"/catalog", "/catalog/" + w.edition.ID, "/rules", "/legal-basis", "/check", "/statistics", "/services", "/services/objection", "/services/repair", "/services/deletion", "/services/query",
		"/services/self-query", "/display", "/columns/notices", "/columns/cases",
		"/columns/knowledge", "/columns/knowledge?after=knowledge-19", "/pieces/credit-week", "/pieces/how-to-read",
		"/pieces/hostile", "/help", "/help/faq", "/help/terms", "/help/contact", "/help/open-data", "/help/accessibility",
		"/help/privacy", "/help/statement", "/site-map",
	}
	for n := range int(atPast) {
		pages = append(pages, "/records/"+string(w.records[n].Number))
	}
	for _, n := range []int{atPlain, atHonour, atIndividual} {
		pages = append(pages, "/subjects/"+w.subjects[w.records[n].Subject].Code.String())
	}
	return pages
}

// refused lists addresses that are answered with a page of an error.
func (w *world) refused() []string {
	return []string{
		"/nowhere", "/disclosures/adverse?from=x&q=abc", "/search?q=abc&start=1000",
		"/records/" + string(w.records[atPast].Number),
	}
}

func TestEveryPageAnswersInBothLanguagesWithoutAMissingWord(t *testing.T) {
	w := newWorld(t)
	for _, address := range w.everyPage() {
		for _, lang := range i18n.Langs() {
			rec := w.get(i18n.LangPath(lang, address))
			if rec.Code != http.StatusOK {
				t.Errorf("%s %s: %d\n%s", lang, address, rec.Code, w.log.String())
			}
			if text := body(t, rec); strings.Contains(text, "⟨") {
				t.Errorf("%s %s: a word is missing: %.60s", lang, address, text[strings.Index(text, "⟨"):])
			}
		}
	}
}

func TestNoPageCarriesAScriptOrStyleOfItsOwn(t *testing.T) {
	w := newWorld(t)
	for _, address := range append(w.everyPage(), w.refused()...) {
		doc := w.parsed(t, address)
		doc.Find("*").Each(func(_ int, e *goquery.Selection) {
			node := e.Get(0)
			_, sourced := e.Attr("src")
			if node.Data == "style" || node.Data == "script" && (!sourced || e.Text() != "") && !dataBlock(e) {
				t.Errorf("%s: a <%s> with a body", address, node.Data)
			}
			for _, a := range node.Attr {
				switch value := strings.TrimSpace(strings.ToLower(a.Val)); {
				case a.Key == "style", strings.HasPrefix(a.Key, "on"), strings.HasPrefix(value, "javascript:"):
					t.Errorf("%s: <%s %s=%q>", address, node.Data, a.Key, a.Val)
				case a.Key == "src", a.Key == "href" && node.Data == "link", a.Key == "action":
					if strings.HasPrefix(value, "//") ||
						strings.Contains(value, "://") && !strings.HasPrefix(value, "https://credit.example") {
						t.Errorf("%s: a foreign address %q", address, a.Val)
					}
				}
			}
		})
	}
}

func TestEveryPageHasOneHeadingOneNameAndItsPlace(t *testing.T) {
	w := newWorld(t)
	for _, address := range append(w.everyPage(), w.refused()...) {
		for _, lang := range i18n.Langs() {
			doc := w.parsed(t, i18n.LangPath(lang, address))
			if got, _ := doc.Find("html").Attr("lang"); got != string(lang) {
				t.Errorf("%s: the language is %q", address, got)
			}
			if n := doc.Find("h1").Length(); n != 1 {
				t.Errorf("%s: %d main headings", address, n)
			}
			level := 1
			doc.Find("h1,h2,h3,h4").Each(func(_ int, h *goquery.Selection) {
				next := int(h.Get(0).Data[1] - '0')
				if next > level+1 && h.ParentsFiltered("footer,header").Length() == 0 {
					t.Errorf("%s: from level %d to %d at %q", address, level, next, h.Text())
				}
				level = next
			})
			if address != "/" && doc.Find(`[aria-current="page"]`).Length() == 0 {
				t.Errorf("%s: no breadcrumb", address)
			}
			ids := map[string]bool{}
			doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
				id, _ := e.Attr("id")
				if ids[id] {
					t.Errorf("%s: the id %q stands twice", address, id)
				}
				ids[id] = true
			})
		}
	}
}

func TestEveryLinkInsideThePortalLeadsSomewhere(t *testing.T) {
	w := newWorld(t)
	w.open(t, limitless)
	seen := map[string]bool{}
	for _, address := range w.everyPage() {
		for _, lang := range i18n.Langs() {
			w.parsed(t, i18n.LangPath(lang, address)).Find("a[href]").Each(func(_ int, a *goquery.Selection) {
				href, _ := a.Attr("href")
				href, _, _ = strings.Cut(href, "#")
				if seen[href] || href == "" || strings.HasPrefix(href, "tel:") || strings.Contains(href, "://") {
					return
				}
				seen[href] = true
				if rec := w.get(href); rec.Code != http.StatusOK && rec.Code != http.StatusSeeOther {
					t.Errorf("%s on %s: %d", href, address, rec.Code)
				}
			})
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d links were followed", len(seen))
	}
}

// The golden pages: an address of each page and state that differs in more
// than its data.
func TestThePagesAreAsTheyWereLookedAt(t *testing.T) {
	w := newWorld(t)
	number := func(at int) string { return "/records/" + string(w.records[at].Number) }
	code := func(at int) string { return "/subjects/" + w.subjects[w.records[at].Subject].Code.String() }
	pages := map[string]string{
		"home": "/", "list": "/disclosures/adverse", "list-filtered": "/disclosures/adverse?status=annotated",
		"list-empty":   "/disclosures/adverse?kind=organisation&q=none",
		"list-refused": "/disclosures/adverse?from=2026-13-03&q=abc",
		"record":       number(atPlain), "record-disputed": number(atDisputed), "record-last-day": number(atLastDay),
		"record-print": number(atPlain) + "/print", "subject-print": code(atPlain) + "/print",
		"record-licence": number(atLicence), "record-honour": number(atHonour), "record-listed": number(atListed),
		"record-gone": number(atPast), "subject": code(atPlain), "subject-favourable": code(atHonour),
		"search": "/search?q=" + url.QueryEscape("曾用名贸易"), "search-start": "/search",
		"search-none": "/search?q=" + url.QueryEscape("无此名称"), "catalog": "/catalog", "rules": "/rules",
		"legal-basis": "/legal-basis", "self-query": "/services/self-query",
		"services": "/services", "statistics": "/statistics", "check": "/check", "service-objection": "/services/objection", "service-deletion": "/services/deletion",
		"column": "/columns/knowledge?after=knowledge-19", "column-empty": "/columns/cases", "piece": "/pieces/how-to-read",
		"piece-chinese": "/pieces/credit-week", "piece-print": "/pieces/credit-week/print", "piece-gone": "/pieces/out-of-date",
		"help": "/help", "help-page": "/help/open-data", "site-map": "/site-map",
		"display": "/display", "not-found": "/nowhere",
	}
	for name, address := range pages {
		for _, lang := range i18n.Langs() {
			doc := w.parsed(t, i18n.LangPath(lang, address))
			golden(t, "pages/"+name+"."+string(lang)+".html", matterOf(t, doc))
		}
	}
}

// matterOf is what a page says beside its frame, an element a line.
func matterOf(t *testing.T, doc *goquery.Document) string {
	t.Helper()
	robots, _ := doc.Find(`meta[name="robots"]`).Attr("content")
	main, err := goquery.OuterHtml(doc.Find("main"))
	if err != nil {
		t.Fatal(err)
	}
	return doc.Find("title").Text() + "\n" + robots + "\n" + strings.ReplaceAll(main, "><", ">\n<") + "\n"
}

func TestPagesKeepTheirBudgetOnTheWire(t *testing.T) {
	w := newWorld(t)
	const kilobyte = 1 << 10
	for address, limit := range map[string]int{
		"/": 16, "/disclosures/adverse": 18, "/search?q=" + url.QueryEscape("示例"): 18,
		"/records/" + string(w.records[atDisputed].Number): 14,
		"/pieces/" + bilingualPiece:                        14, "/help/faq": 14, "/columns/knowledge": 14,
		"/subjects/" + w.subjects[w.records[atPlain].Subject].Code.String(): 14,
	} {
		rec := w.get(address, header("Accept-Encoding", "br, gzip"))
		if rec.Header().Get("Content-Encoding") != "gzip" || rec.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s travels as %q", address, rec.Header().Get("Content-Encoding"))
		}
		if size := rec.Body.Len(); size > limit*kilobyte {
			t.Errorf("%s: %d bytes, at most %d KB", address, size, limit)
		}
	}
}

func TestTheVersionForTheElderlyBeginsWithFourLargeTasks(t *testing.T) {
	w := newWorld(t)
	const tasks = ".p-large a"
	if n := w.parsed(t, "/").Find(tasks).Length(); n != 0 {
		t.Errorf("the usual home page has %d large tasks", n)
	}
	for _, home := range []string{"/", "/en"} {
		found := w.parsed(t, home, header("Cookie", "display=...elder")).Find(tasks)
		if found.Length() != 4 {
			t.Errorf("%s has %d large tasks", home, found.Length())
		}
		found.Each(func(_ int, task *goquery.Selection) {
			href := task.AttrOr("href", "")
			if href == "#search" {
				return
			}
			if code := w.get(href).Code; code != http.StatusOK {
				t.Errorf("%s leads to %s, which answers %d", task.Text(), href, code)
			}
		})
	}
}
