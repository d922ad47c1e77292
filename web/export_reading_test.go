package web_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"
)

// onPages are the numbers of the records on the pages of a list, in order.
func (w *world) onPages(t *testing.T, address string) []string {
	t.Helper()
	var numbers []string
	for address != "" {
		doc := w.parsed(t, address)
		doc.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
			href, _ := row.Find("td:nth-child(3) a").Attr("href")
			numbers = append(numbers, strings.TrimPrefix(href, "/records/"))
		})
		address, _ = doc.Find(`a[rel="next"]`).Attr("href")
	}
	return numbers
}

// form is the address of a page in another form.
func form(address, ending string) string {
	path, query, _ := strings.Cut(address, "?")
	return path + "/records." + ending + "?" + query
}

// asCSV are the rows of a list as separated text, and the notes behind them.
func (w *world) asCSV(t *testing.T, address string) (rows, notes [][]string) {
	t.Helper()
	rec := w.get(form(address, "csv"))
	text, marked := bytes.CutPrefix(rec.Body.Bytes(), []byte("\ufeff"))
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	all, err := reader.ReadAll()
	if rec.Code != http.StatusOK || err != nil || !marked {
		t.Fatalf("%s: %d, marked %v: %v", address, rec.Code, marked, err)
	}
	end := slices.IndexFunc(all, func(row []string) bool { return len(row) == 1 })
	if end < 0 {
		end = slices.IndexFunc(all, func(row []string) bool { return len(row) == 2 })
	}
	return all[:end], slices.DeleteFunc(all[end:], func(row []string) bool { return len(row) != 2 })
}

// asXLSX are the same of a workbook.
func (w *world) asXLSX(t *testing.T, address string) (rows, notes [][]string) {
	t.Helper()
	rec := w.get(form(address, "xlsx"))
	book, err := excelize.OpenReader(bytes.NewReader(rec.Body.Bytes()))
	if err != nil {
		t.Fatalf("%s: %d: %v", address, rec.Code, err)
	}
	defer func() { _ = book.Close() }()
	sheets := book.GetSheetList()
	if len(sheets) != 2 {
		t.Fatalf("%s: sheets %v", address, sheets)
	}
	for i, into := range []*[][]string{&rows, &notes} {
		if *into, err = book.GetRows(sheets[i]); err != nil {
			t.Fatal(err)
		}
	}
	return rows, notes
}

type listJSON struct {
	Total struct {
		Count   int  `json:"count"`
		AtLeast bool `json:"at_least"`
	} `json:"total"`
	Records []struct {
		Number     string `json:"number"`
		Annotation *struct {
			Kind string `json:"kind"`
			On   string `json:"on"`
		} `json:"annotation"`
	} `json:"records"`
	Next string `json:"next"`
}

// asJSON are the numbers of the records that a program reads page by page.
func (w *world) asJSON(t *testing.T, address string) []string {
	t.Helper()
	var numbers []string
	for next := form(address, "json"); next != ""; {
		rec := w.get(next)
		var page listJSON
		if err := json.Unmarshal(rec.Body.Bytes(), &page); err != nil || rec.Code != http.StatusOK {
			t.Fatalf("%s: %d %v", next, rec.Code, err)
		}
		for _, r := range page.Records {
			numbers = append(numbers, r.Number)
		}
		next = strings.TrimPrefix(page.Next, "https://credit.example")
		if links := strings.Join(rec.Header().Values("Link"), ", "); page.Next != "" &&
			!strings.Contains(links, "<"+page.Next+`>; rel="next"`) {
			t.Errorf("%s: the header leads to %q", address, links)
		}
	}
	return numbers
}

type atomFeed struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	ID      []string   `xml:"id"`
	Title   []string   `xml:"title"`
	Updated []string   `xml:"updated"`
	Author  []string   `xml:"author>name"`
	Links   []atomLink `xml:"link"`
	Entries []struct {
		ID       []string   `xml:"id"`
		Title    []string   `xml:"title"`
		Updated  []string   `xml:"updated"`
		Links    []atomLink `xml:"link"`
		Summary  string     `xml:"summary"`
		Category []struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func (w *world) asAtom(t *testing.T, address string) atomFeed {
	t.Helper()
	rec := w.get(form(address, "atom"))
	var feed atomFeed
	if err := xml.Unmarshal(rec.Body.Bytes(), &feed); err != nil || rec.Code != http.StatusOK {
		t.Fatalf("%s: %d %v", address, rec.Code, err)
	}
	return feed
}

func (f atomFeed) numbers() []string {
	var numbers []string
	for _, e := range f.Entries {
		_, number, _ := strings.Cut(e.ID[0], ":records/")
		numbers = append(numbers, number)
	}
	return numbers
}

func column(rows [][]string, n int) []string {
	var cells []string
	for _, row := range rows[1:] {
		cells = append(cells, row[n])
	}
	return cells
}
