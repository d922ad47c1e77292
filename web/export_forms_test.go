package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/web"
)

func TestEveryFormHoldsExactlyTheRecordsOfThePages(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{
		"/disclosures/adverse", "/disclosures/adverse?item=A06", "/disclosures/adverse?sort=oldest",
		"/disclosures/adverse?status=annotated", "/disclosures/adverse?kind=individual_business&rows=50",
		"/disclosures/adverse?from=2026-09-01&to=2026-10-15", "/disclosures/adverse?q=none",
		"/disclosures/dual", "/disclosures/favourable", "/lists/abnormal_operations",
		"/disclosures/adverse?q=" + w.subjects[w.records[atPlain].Subject].Code.String(),
	} {
		want := w.onPages(t, address)
		inCSV, _ := w.asCSV(t, address)
		inBook, _ := w.asXLSX(t, address)
		for form, got := range map[string][]string{
			"CSV": column(inCSV, 0), "XLSX": column(inBook, 0), "JSON": w.asJSON(t, address),
		} {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s as %s (-pages +form):\n%s", address, form, diff)
			}
		}
		newest := w.onPages(t, strings.Replace(address, "sort=oldest", "sort=newest", 1))
		if diff := cmp.Diff(newest[:min(50, len(newest))], w.asAtom(t, address).numbers()); diff != "" {
			t.Errorf("%s as Atom (-pages +form):\n%s", address, diff)
		}
	}
}

func TestACreditFileIsTakenHomeWhole(t *testing.T) {
	w := newWorld(t, manyRecords)
	code := w.subjects[w.records[len(w.records)-1].Subject].Code.String()
	address := "/subjects/" + code
	var want []string
	w.parsed(t, address).Find("#timeline a[href^='/records/']").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		want = append(want, strings.TrimPrefix(href, "/records/"))
	})
	rows, _ := w.asCSV(t, address)
	if diff := cmp.Diff(want, column(rows, 0)); diff != "" || len(want) < 22 {
		t.Errorf("%d records (-page +CSV):\n%s", len(want), diff)
	}
	if diff := cmp.Diff(want, w.asJSON(t, address)); diff != "" {
		t.Errorf("-page +JSON:\n%s", diff)
	}
}

func TestAListIsTakenHomeBeyondTheDepthOfItsPages(t *testing.T) {
	w := newWorld(t, manyRecords)
	for _, address := range []string{"/disclosures/adverse?rows=100", "/disclosures/adverse?item=A06&rows=100"} {
		rows, _ := w.asCSV(t, address)
		numbers := w.asJSON(t, address)
		slices.Sort(numbers)
		if once := len(slices.Compact(numbers)); len(rows)-1 < 1160 || once != len(rows)-1 {
			t.Errorf("%s: %d in the table, %d page by page", address, len(rows)-1, once)
		}
	}
}

func TestATableSaysWhatItIsInsideAndInItsName(t *testing.T) {
	w := newWorld(t)
	const narrowed = "/disclosures/adverse?status=annotated"
	for lang, want := range map[string][]string{
		"": {
			"失信公示", "标注：有标注", "1", "2026-11-23 08:00", "示例区信用中心",
			"https://credit.example" + narrowed, "不构成信用评价",
		},
		"/en": {
			"Adverse records", "Annotation: Annotated", "1", "2026-11-23 08:00", "示例区信用中心",
			"https://credit.example/en" + narrowed, "no assessment of credit",
		},
	} {
		_, inCSV := w.asCSV(t, lang+narrowed)
		_, inBook := w.asXLSX(t, lang+narrowed)
		if diff := cmp.Diff(inCSV, inBook); diff != "" {
			t.Errorf("the forms say different things (-CSV +XLSX):\n%s", diff)
		}
		for _, text := range want {
			if !slices.ContainsFunc(inCSV, func(note []string) bool { return strings.Contains(note[1], text) }) {
				t.Errorf("%q is not said: %q", text, inCSV)
			}
		}
	}
	name := func(address string) string {
		return w.get(address).Header().Get("Content-Disposition")
	}
	whole, part := name("/disclosures/adverse/records.csv"), name(form(narrowed, "csv"))
	again := name("/disclosures/adverse/records.csv?x=1&status=annotated")
	if whole != "attachment; filename=adverse-all-20261123-0800.csv" || part == whole || part != again ||
		!strings.HasSuffix(part, "-20261123-0800.csv") {
		t.Errorf("the files are called %q and %q", whole, part)
	}
}

func TestAnAnnotationStandsInEveryForm(t *testing.T) {
	w := newWorld(t)
	const address = "/disclosures/adverse?status=annotated"
	rows, _ := w.asCSV(t, address)
	book, _ := w.asXLSX(t, address)
	for form, table := range map[string][][]string{"CSV": rows, "XLSX": book} {
		if got := table[1][17:19]; !slices.Equal(got, []string{"异议处理中", "2026-11-20"}) {
			t.Errorf("%s: %q", form, got)
		}
	}
	var page listJSON
	if err := json.Unmarshal(w.get(form(address, "json")).Body.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	if a := page.Records[0].Annotation; a == nil || a.Kind != "disputed" || a.On != "2026-11-20" {
		t.Errorf("JSON: %+v", a)
	}
	twin := body(t, w.get("/records/"+string(w.records[atDisputed].Number)+"/record.json"))
	if !strings.Contains(twin, `"annotation":{"kind":"disputed","on":"2026-11-20"`) {
		t.Errorf("the record's JSON: %s", twin)
	}
	e := w.asAtom(t, address).Entries[0]
	if !strings.Contains(e.Summary, "2026-11-20") || e.Updated[0] != "2026-11-20T00:00:00+08:00" ||
		e.Category[1].Term != "disputed" {
		t.Errorf("Atom: %+v", e)
	}
}

func TestCodesAreTextAndNoCellOpensAFormula(t *testing.T) {
	formula := func(r *record.Record) {
		r.DocumentNumber, r.AuthorityName, r.DocumentTitle = "=cmd|' /C calc'!A0", "@SUM(A1)", "_x0041_ & <b>"
		r.DecidedOn = civil.Of(now).AddDays(-5)
		r.DisclosedFrom, r.ConductEndedOn = r.DecidedOn, r.DecidedOn
	}
	w := newWorld(t, func(w *world, t *testing.T) { w.add(t, "A06", 999, 0, formula) })
	rows, _ := w.asCSV(t, "/disclosures/adverse")
	if rows[1][9] != "'=cmd|' /C calc'!A0" || rows[1][10] != "'@SUM(A1)" {
		t.Errorf("CSV: %q", rows[1])
	}
	book, err := excelize.OpenReader(w.get("/disclosures/adverse/records.xlsx").Body)
	if err != nil {
		t.Fatal(err)
	}
	sheet := book.GetSheetList()[0]
	code := w.subjects[w.records[atPlain].Subject].Code.String()
	for cell, want := range map[string]string{
		"C2": code, "I2": "_x0041_ & <b>", "J2": "=cmd|' /C calc'!A0", "K2": "@SUM(A1)",
	} {
		value, err := book.GetCellValue(sheet, cell)
		kind, _ := book.GetCellType(sheet, cell)
		formula, _ := book.GetCellFormula(sheet, cell)
		if err != nil || value != want || kind != excelize.CellTypeInlineString || formula != "" {
			t.Errorf("%s is %q, kind %d, formula %q (%v)", cell, value, kind, formula, err)
		}
	}
	if err := book.Close(); err != nil {
		t.Error(err)
	}
}

func TestAFeedHasWhatAtomAsksFor(t *testing.T) {
	w := newWorld(t)
	ids := map[string]string{}
	for _, address := range []string{
		"/disclosures/adverse", "/en/disclosures/adverse", "/disclosures/adverse?status=annotated", "/disclosures/dual",
		"/subjects/" + w.subjects[w.records[atPlain].Subject].Code.String(), "/disclosures/adverse?q=none",
	} {
		f := w.asAtom(t, address)
		if len(f.ID) != 1 || len(f.Title) != 1 || len(f.Updated) != 1 || len(f.Author) != 1 || f.Author[0] == "" {
			t.Errorf("%s: %+v", address, f)
		}
		if ids[f.ID[0]] != "" || !strings.HasPrefix(f.ID[0], "tag:credit.example,2026:") {
			t.Errorf("%s and %s have the id %s", address, ids[f.ID[0]], f.ID[0])
		}
		ids[f.ID[0]] = address
		if len(f.Links) != 2 || f.Links[0].Rel != "self" || f.Links[1].Href != "https://credit.example"+address {
			t.Errorf("%s: links %v", address, f.Links)
		}
		for _, e := range f.Entries {
			if len(e.ID) != 1 || len(e.Title) != 1 || len(e.Updated) != 1 || len(e.Links) != 1 ||
				e.Links[0].Rel != "alternate" {
				t.Errorf("%s: %+v", address, e)
			}
			if _, err := time.Parse(time.RFC3339, e.Updated[0]); err != nil {
				t.Errorf("%s: %v", address, err)
			}
		}
	}
}

func TestWhatLeavesThePagesLeavesEveryFormInTheSameMoment(t *testing.T) {
	ways := map[string]func(w *world, at int){
		"its last midnight": func(w *world, _ int) { w.now = time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC) },
		"a hold":            func(w *world, at int) { w.records[at].Held = true; w.version++ },
		"repair":            func(w *world, at int) { w.records[at].State = record.Repaired; w.version++ },
	}
	for name, leave := range ways {
		w := newWorld(t)
		number := string(w.records[atLastDay].Number)
		path := "/subjects/" + w.subjects[w.records[atLastDay].Subject].Code.String()
		addresses := []string{
			"/disclosures/adverse/records.csv", "/disclosures/adverse/records.json?rows=100&item=A06",
			"/disclosures/adverse/records.json?rows=100&from=2026-08-01",
			"/disclosures/adverse/records.atom?from=2026-08-01&to=2026-08-31",
			path + "/records.json", path + "/records.csv", path + "/records.atom", "/records/" + number + "/record.json",
		}
		tags := map[string]string{}
		for _, address := range addresses {
			rec := w.get(address)
			tags[address] = rec.Header().Get("ETag")
			if !strings.Contains(body(t, rec), number) {
				t.Errorf("%s: not there before %s", address, name)
			}
		}
		leave(w, atLastDay)
		for _, address := range addresses {
			rec := w.get(address, header("If-None-Match", tags[address]))
			if rec.Code == http.StatusNotModified || strings.Contains(body(t, rec), number) {
				t.Errorf("%s: still there after %s (%d)", address, name, rec.Code)
			}
		}
		if book, _ := w.asXLSX(t, "/disclosures/adverse"); slices.Contains(column(book, 0), number) {
			t.Errorf("still in the workbook after %s", name)
		}
	}
}

func TestDataOfAPersonAreInNoForm(t *testing.T) {
	w := newWorld(t, func(w *world, _ *testing.T) {
		r := &w.records[atPerson]
		r.PersonBasis, r.Channel, r.DisclosedUntil = "示例规定", catalog.Public, record.Forever
	})
	number := string(w.records[atPerson].Number)
	if rec := w.get("/records/" + number); rec.Code != http.StatusOK {
		t.Fatalf("the national rule lets the page be shown: %d", rec.Code)
	}
	for address := range w.readable() {
		if strings.Contains(address, number) {
			continue
		}
		if text := body(t, w.get(address)); strings.Contains(text, number) {
			t.Errorf("%s holds the record of a natural person", address)
		}
	}
	if rec := w.get("/records/" + number + "/record.json"); rec.Code != http.StatusGone {
		t.Errorf("a natural person's record: %d", rec.Code)
	}
}

func TestDataSayToCrawlersWhatThePagesSay(t *testing.T) {
	w := newWorld(t)
	for address, want := range map[string]string{
		"/disclosures/adverse/records.csv": "noarchive", "/disclosures/adverse/records.atom": "noarchive",
		"/disclosures/adverse/records.json?item=A06":                     "noindex,noarchive",
		"/disclosures/dual/records.json":                                 "",
		"/records/" + string(w.records[atPlain].Number) + "/record.json": "noarchive",
		"/subjects/" + w.subjects[1].Code.String() + "/records.xlsx":     "noarchive",
	} {
		if got := w.get(address).Header().Get("X-Robots-Tag"); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestDataAreSentAgainOnlyWhenTheyHaveChanged(t *testing.T) {
	w := newWorld(t)
	for address, status := range w.readable() {
		if status != http.StatusOK {
			continue
		}
		tag := w.get(address).Header().Get("ETag")
		rec := w.get(address, header("If-None-Match", tag))
		if tag == "" || rec.Code != http.StatusNotModified || rec.Body.Len() > 0 {
			t.Errorf("%s: tag %q, then %d", address, tag, rec.Code)
		}
	}
}

func TestAPageLeadsToItsFormsAsItIsNarrowed(t *testing.T) {
	w := newWorld(t)
	query := "?authority=" + url.QueryEscape("示例") + "&sort=oldest"
	for _, address := range []string{
		"/disclosures/adverse", "/en/disclosures/dual" + query, "/lists/abnormal_operations",
	} {
		doc := w.parsed(t, address)
		for _, ending := range []string{"csv", "xlsx", "json", "atom"} {
			href := strings.TrimSuffix(form(address, ending), "?")
			if doc.Find(`.c-export a[href="`+href+`"]`).Length() != 1 ||
				doc.Find(`head link[rel="alternate"][href="`+href+`"]`).Length() != 1 {
				t.Errorf("%s does not lead to %s", address, href)
			}
		}
	}
	twin := "/records/" + string(w.records[atPlain].Number)
	if w.parsed(t, twin).Find(`head link[type="application/json"][href="`+twin+`/record.json"]`).Length() != 1 {
		t.Error("a record does not lead to its twin")
	}
}

func TestATableSaysThatItIsNotWhole(t *testing.T) {
	w := newWorld(t)
	for most, full := range map[int]bool{10: true, 64: true, 65: false, 66: false} {
		w.open(t, func(d *web.Deps) { d.ExportRows = most })
		rows, notes := w.asCSV(t, "/disclosures/adverse")
		last := notes[len(notes)-1]
		if len(rows)-1 != min(most, 5+severalPages) || (last[0] == "未完") != full {
			t.Errorf("at most %d: %d rows, then %q", most, len(rows)-1, last)
		}
	}
}
