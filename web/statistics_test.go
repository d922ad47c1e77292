package web_test

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// number reads a number as a page writes it.
func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheStatisticsAgreeWithTheListsAndHoldNoPerson(t *testing.T) {
	w := newWorld(t)
	today := w.deps.Today()
	want := map[string]int{}
	for _, f := range w.found(func(r record.Record) bool { return r.SubjectKind != subject.Person }, today) {
		want["all"]++
		if f.Record.Class == record.Adverse {
			want["adverse"]++
		}
		if f.Record.Honour {
			want["favourable"]++
		}
		if f.Record.Dual {
			want["dual"]++
		}
		if !f.Record.DisclosedUntil.After(today.AddDays(30)) {
			want["leaving"]++
		}
	}
	var got []int
	doc := w.parsed(t, "/statistics")
	doc.Find(".c-numeral__figure").Each(func(_ int, e *goquery.Selection) { got = append(got, number(t, e.Text())) })
	for i, name := range []string{"all", "adverse", "favourable", "dual", "leaving"} {
		if i >= len(got) || got[i] != want[name] {
			t.Errorf("%s: the page says %v, the records %v", name, got, want)
		}
	}
	doc.Find("figure").Each(func(i int, figure *goquery.Selection) {
		sum := 0
		figure.Find(".c-bars__number").Each(func(_ int, e *goquery.Selection) { sum += number(t, e.Text()) })
		if id, _ := figure.Attr("aria-labelledby"); sum > want["all"] || sum == 0 || id != "months" && sum != want["all"] {
			t.Errorf("%s: the numbers make %d of %d", id, sum, want["all"])
		}
	})
}

func TestTheNumbersOfAFigureAreTheSameAsTable(t *testing.T) {
	w := newWorld(t)
	w.parsed(t, "/statistics").Find("figure").Each(func(_ int, figure *goquery.Selection) {
		href, _ := figure.Find("a[download]").Attr("href")
		rec := w.get(href)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body(t, rec), "\uFEFF"))).ReadAll()
		if err != nil || rec.Header().Get("ETag") == "" {
			t.Fatalf("%s: %v, tag %q", href, err, rec.Header().Get("ETag"))
		}
		shown := figure.Find(".c-bars__row")
		if len(rows) != shown.Length()+2 { // a head, and what is counted
			t.Fatalf("%s has %d rows, the page %d", href, len(rows), shown.Length())
		}
		shown.Each(func(i int, row *goquery.Selection) {
			label, count := strings.TrimSpace(row.Find("th").Text()), number(t, row.Find(".c-bars__number").Text())
			if rows[i+1][0] != label || rows[i+1][1] != strconv.Itoa(count) {
				t.Errorf("%s: row %v, the page %s %d", href, rows[i+1], label, count)
			}
		})
	})
	for _, address := range []string{"/statistics/nothing.csv", "/statistics/items", "/statistics/items.exe"} {
		if rec := w.get(address); rec.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", address, rec.Code)
		}
	}
}
