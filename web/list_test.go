package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/civil"
	"creditportal/internal/record"
)

// parsed is the page at the address.
func (w *world) parsed(t *testing.T, address string, change ...func(*http.Request)) *goquery.Document {
	t.Helper()
	return mustParse(t, w.get(address, change...))
}

func mustParse(t *testing.T, rec *httptest.ResponseRecorder) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestAListIsReadToItsEndWithoutLosingOrRepeatingARecord(t *testing.T) {
	w := newWorld(t)
	for _, start := range []string{
		"/disclosures/adverse", "/disclosures/adverse?sort=oldest", "/disclosures/adverse?item=A06&rows=50",
	} {
		seen, address, pages := map[string]bool{}, start, 0
		for address != "" {
			doc := w.parsed(t, address)
			doc.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
				href, _ := row.Find("td:nth-child(3) a").Attr("href")
				if seen[href] {
					t.Errorf("%s: %s stands twice", address, href)
				}
				seen[href] = true
			})
			address, _ = doc.Find(`a[rel="next"]`).Attr("href")
			pages++
		}
		want := 5 + severalPages
		if strings.Contains(start, "item") {
			want-- // the entry of another list
		}
		if len(seen) != want || pages < 2 {
			t.Errorf("%s: %d records on %d pages, want %d", start, len(seen), pages, want)
		}
	}
}

func TestAListEndsAtItsDepth(t *testing.T) {
	w := newWorld(t, manyRecords)
	address, rows, pages := "/disclosures/adverse?rows=100", 0, 0
	var doc *goquery.Document
	for address != "" {
		doc = w.parsed(t, address)
		rows += doc.Find("tbody tr").Length()
		address, _ = doc.Find(`a[rel="next"]`).Attr("href")
		pages++
	}
	if rows != 1000 || pages != 10 {
		t.Errorf("%d rows on %d pages", rows, pages)
	}
	if !strings.Contains(doc.Text(), "最多逐页显示1000条") {
		t.Error("the last page does not say why the list ends")
	}
}

func TestAFilterNarrowsTheListAndIsShownAsAChip(t *testing.T) {
	w := newWorld(t)
	firm := w.subjects[w.records[atPlain].Subject]
	tests := map[string]int{
		"q=" + url.QueryEscape(firm.Name):      2,
		"q=" + firm.Code.String():              2,
		"item=A09":                             1,
		"status=annotated":                     1,
		"kind=individual_business":             1 + 4*severalPages/20,
		"from=2026-11-01&to=2026年11月30日":       1,
		"from=20261101":                        1,
		"from=2026/11/1&unknown=1&from=bad":    1,
		"authority=" + url.QueryEscape("无此机关"): 0,
	}
	for query, want := range tests {
		doc := w.parsed(t, "/disclosures/adverse?rows=100&"+query)
		if got := doc.Find("tbody tr").Length(); got != want {
			t.Errorf("%s: %d rows, want %d", query, got, want)
		}
		if doc.Find(".c-chips a").Length() == 0 {
			t.Errorf("%s: no chip", query)
		}
		if want == 0 && doc.Find(".c-empty a").Length() == 0 {
			t.Errorf("%s: nothing helps where nothing was found", query)
		}
	}
}

func TestWhatCannotBeReadIsSaidAtItsFieldAndTheRestIsKept(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct{ query, field string }{
		{"from=2026-13-03&q=示例", "filter-from"},
		{"to=tomorrow&q=示例", "filter-to"},
		{"from=2026-05-01&to=2026-04-01&q=示例", "filter-to"},
		{"item=Z99&q=示例", "filter-item"},
		{"status=maybe&q=示例", "filter-status"},
		{"sort=best&q=示例", "filter-sort"},
		{"rows=7&q=示例", "filter-rows"},
		{"after=zzz&q=示例", "filter-q"},
		{"q=" + strings.Repeat("示", 201), "filter-q"},
	} {
		address := "/disclosures/adverse?" + strings.ReplaceAll(tt.query, "示", url.QueryEscape("示"))
		rec := w.get(address)
		if rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", tt.query, rec.Code)
		}
		doc, err := goquery.NewDocumentFromReader(rec.Body)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Find(`.c-errors a[href="#`+tt.field+`"]`).Length() != 1 || doc.Find("#"+tt.field).Length() != 1 {
			t.Errorf("%s: the summary does not lead to %s", tt.query, tt.field)
		}
		if !strings.HasPrefix(doc.Find("title").Text(), "错误：") {
			t.Errorf("%s: the title does not say that it failed", tt.query)
		}
		if value, _ := doc.Find("#filter-q").Attr("value"); strings.Contains(tt.query, "q=示例") && value != "示例" {
			t.Errorf("%s: the keyword is lost: %q", tt.query, value)
		}
	}
}

func TestAPlaceThatIsNoMoreLeadsToTheBeginning(t *testing.T) {
	w := newWorld(t)
	next, _ := w.parsed(t, "/disclosures/adverse?item=A06&rows=50").Find(`a[rel="next"]`).Attr("href")
	for i := range w.records {
		w.records[i].State = record.Repaired
	}
	rec := w.get(next)
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/disclosures/adverse?item=A06&rows=50" {
		t.Errorf("%d to %q", rec.Code, rec.Header().Get("Location"))
	}
}

// manyRecords adds more penalties than a list is deep.
func manyRecords(w *world, t *testing.T) {
	t.Helper()
	today := civil.Of(now)
	for n := range 1100 {
		w.add(t, "A06", 1000+n, 10+n%50, func(r *record.Record) {
			r.DecidedOn = today.AddDays(-n % 300)
			r.DisclosedFrom, r.ConductEndedOn = r.DecidedOn, r.DecidedOn
		})
	}
}
