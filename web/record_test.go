package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/civil"
	"creditportal/internal/i18n"
	"creditportal/internal/record"
	"creditportal/web/route"
)

func TestWhatIsNotOnDisplayIsGoneInTheSameWordsWhateverTheReason(t *testing.T) {
	w := newWorld(t)
	never := record.NumberOf(record.Digest{9, 9, 9}, 0)
	for _, lang := range []string{"", "/en"} {
		want := ""
		for name, number := range map[string]record.Number{
			"past its last day": w.records[atPast].Number, "repaired": w.records[atRepaired].Number,
			"held": w.records[atHeld].Number, "about a person": w.records[atPerson].Number, "never there": never,
		} {
			rec := w.get(lang + "/records/" + string(number))
			text := body(t, rec)
			if rec.Code != http.StatusGone {
				t.Errorf("%s: %d, want 410", name, rec.Code)
			}
			if want == "" {
				want = text
			}
			if text != want {
				t.Errorf("%s: the page differs", name)
			}
			if !strings.Contains(text, `content="noindex,noarchive"`) || strings.Contains(text, `rel="canonical"`) {
				t.Errorf("%s: the page may be indexed", name)
			}
			if kept := rec.Header().Get("Cache-Control"); kept != "no-store" || rec.Header().Get("ETag") != "" {
				t.Errorf("%s: kept as %q", name, kept)
			}
		}
	}
}

func TestAnAddressThatIsNoNumberIsNotFound(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{
		"/records/1", "/records/7QK4-M2XE-1", "/records/AAAA-AAAB", "/subjects/1", "/subjects/913703990000000000",
		"/lists/nothing", "/lists/adverse", "/disclosures/repaired", "/disclosures/serious_default", "/catalog/none",
		"/en/nowhere", "/nowhere", "/sitemap/0", "/sitemap/9", "/sitemap/01", "/sitemap/x",
	} {
		if rec := w.get(address); rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", address, rec.Code)
		}
	}
}

func TestANumberTypedLooselyLeadsToItsAddress(t *testing.T) {
	w := newWorld(t)
	number := string(w.records[atPlain].Number)
	for _, typed := range []string{strings.ToLower(number), strings.ReplaceAll(number, "-", "")} {
		for _, lang := range []string{"", "/en"} {
			rec := w.get(lang + "/records/" + typed)
			if rec.Code != http.StatusMovedPermanently || rec.Header().Get("Location") != lang+"/records/"+number {
				t.Errorf("%s: %d to %q", typed, rec.Code, rec.Header().Get("Location"))
			}
		}
	}
}

func TestARecordLeavesEveryPageAtMidnightAfterItsLastDay(t *testing.T) {
	w := newWorld(t)
	number := w.records[atLastDay].Number
	code := w.subjects[w.records[atLastDay].Subject].Code.String()
	midnight := civil.MustParse("2026-11-24").Start()
	for _, tt := range []struct {
		at           time.Time
		page, person int
		listed       bool
	}{
		{midnight.Add(-time.Second), http.StatusOK, http.StatusOK, true},
		{midnight, http.StatusGone, http.StatusNotFound, false},
	} {
		w.now = tt.at
		if rec := w.get("/records/" + string(number)); rec.Code != tt.page {
			t.Errorf("%s: the record answers %d, want %d", tt.at, rec.Code, tt.page)
		}
		if rec := w.get("/subjects/" + code); rec.Code != tt.person {
			t.Errorf("%s: the subject answers %d, want %d", tt.at, rec.Code, tt.person)
		}
		for _, address := range []string{"/disclosures/adverse?rows=100", "/disclosures/dual?rows=100", "/sitemap/1"} {
			if got := strings.Contains(body(t, w.get(address)), string(number)); got != tt.listed {
				t.Errorf("%s: on %s: %v", tt.at, address, got)
			}
		}
		if got := w.get("/search?q="+code).Code == http.StatusSeeOther; got != tt.listed {
			t.Errorf("%s: found by its code: %v", tt.at, got)
		}
	}
}

func TestAnAdverseRecordMayNotBeArchived(t *testing.T) {
	w := newWorld(t)
	adverse := body(t, w.get("/records/"+string(w.records[atPlain].Number)))
	honour := body(t, w.get("/records/"+string(w.records[atHonour].Number)))
	noarchive := `<meta name="robots" content="noarchive">`
	if !strings.Contains(adverse, noarchive) || strings.Contains(honour, `name="robots"`) {
		t.Error("robots are told the wrong thing")
	}
}

func TestAnAnnotationIsShownWhereverTheRecordIs(t *testing.T) {
	w := newWorld(t)
	disputed := w.records[atDisputed]
	for _, address := range []string{
		"/", "/disclosures/adverse", "/disclosures/dual", "/records/" + string(disputed.Number),
		"/subjects/" + w.subjects[disputed.Subject].Code.String(),
	} {
		if !strings.Contains(body(t, w.get(address)), "异议处理中") {
			t.Errorf("%s hides the annotation", address)
		}
	}
}

func TestARecordSaysWhenAndWhyItChangedButNotWhatStoodThereBefore(t *testing.T) {
	w := newWorld(t)
	address := "/records/" + string(w.records[atDisputed].Number)
	for _, lang := range i18n.Langs() {
		events := w.parsed(t, i18n.LangPath(lang, address)).Find("#revisions-title").ParentsFiltered("section").Find("li")
		var days []string
		events.Each(func(_ int, e *goquery.Selection) {
			days = append(days, e.Find("time").AttrOr("datetime", ""))
			if e.Find(".c-timeline__title").Text() == "" || e.Find(".c-timeline__detail").Text() == "" {
				t.Errorf("%s: %q does not say what or why", lang, e.Text())
			}
		})
		if got := strings.Join(days, " "); got != "2026-11-20 2026-11-04 2026-11-03" {
			t.Errorf("%s: it changed on %s", lang, got)
		}
		first := events.Last().Text()
		for _, part := range []string{i18n.Default().Printer(lang).T("record.fact.document"), "违法事实"} {
			if !strings.Contains(first, part) {
				t.Errorf("%s: the correction %q does not name %s", lang, first, part)
			}
		}
	}
	for _, path := range []string{
		address, "/en" + address, address + "/print", address + route.RecordAs, "/en" + address + route.RecordAs,
	} {
		rec := w.get(path)
		text := body(t, rec)
		if rec.Code != http.StatusOK || strings.Contains(text, wrongDocument) || strings.Contains(text, wrongFact) {
			t.Errorf("%s answers %d or repeats what was withdrawn", path, rec.Code)
		}
	}
	if plain := w.parsed(t, "/records/"+string(w.records[atPlain].Number)); plain.Find("#revisions-title").Length() > 0 {
		t.Error("a record that never changed has changes")
	}
}

func TestNoAdverseRecordIsNoPraise(t *testing.T) {
	w := newWorld(t)
	text := body(t, w.get("/subjects/"+w.subjects[w.records[atHonour].Subject].Code.String()))
	if !strings.Contains(text, "暂无公示的失信信息（截至2026-11-23 08:00）。这不是信用评价。") {
		t.Error("no adverse record reads as praise")
	}
}
