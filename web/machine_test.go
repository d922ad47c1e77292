package web_test

import (
	"encoding/xml"
	"errors"
	"net/http"
	"strings"
	"testing"

	"creditportal/web"
)

func TestCrawlersFindEveryPublicPage(t *testing.T) {
	w := newWorld(t)
	robots := body(t, w.get("/robots.txt"))
	for _, want := range []string{
		"Disallow: /search\n", "Disallow: /en/search\n", "Sitemap: https://credit.example/sitemap.xml\n",
	} {
		if !strings.Contains(robots, want) {
			t.Errorf("robots.txt lacks %q", want)
		}
	}
	type entries struct {
		Parts []string `xml:"sitemap>loc"`
		Pages []string `xml:"url>loc"`
	}
	read := func(address string) entries {
		var e entries
		rec := w.get(address)
		if err := xml.Unmarshal(rec.Body.Bytes(), &e); err != nil || rec.Code != http.StatusOK {
			t.Fatalf("%s: %d %v", address, rec.Code, err)
		}
		return e
	}
	parts := read("/sitemap.xml").Parts
	if len(parts) != 2 {
		t.Fatalf("parts: %v", parts)
	}
	pages := 0
	for _, part := range parts {
		for _, page := range read(strings.TrimPrefix(part, "https://credit.example")).Pages {
			path, ok := strings.CutPrefix(page, "https://credit.example")
			if rec := w.get(path); !ok || rec.Code != http.StatusOK {
				t.Errorf("%s: %d", page, rec.Code)
			}
			pages++
		}
	}
	if pages < 60 {
		t.Errorf("only %d pages", pages)
	}
}

func TestSecurityReportsHaveAnAddressForLessThanAYear(t *testing.T) {
	w := newWorld(t)
	text := body(t, w.get("/.well-known/security.txt"))
	for _, want := range []string{
		"Contact: tel:0000-0000000\n", "Expires: 2027-05-21T16:00:00Z\n",
		"Canonical: https://credit.example/.well-known/security.txt\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("security.txt lacks %q:\n%s", want, text)
		}
	}
	w.open(t, func(d *web.Deps) { d.Site.Telephone = "" })
	if rec := w.get("/.well-known/security.txt"); rec.Code != http.StatusNotFound {
		t.Errorf("with nobody to tell: %d", rec.Code)
	}
}

func TestAStoreThatDoesNotAnswerIsNotReadyButAlive(t *testing.T) {
	w := newWorld(t)
	if rec := w.get("/readyz"); rec.Code != http.StatusOK {
		t.Errorf("ready: %d", rec.Code)
	}
	w.down = errors.New("connection refused")
	rec := w.get("/readyz")
	if rec.Code != http.StatusServiceUnavailable || strings.Contains(body(t, rec), "refused") {
		t.Errorf("not ready: %d", rec.Code)
	}
	if !strings.Contains(w.log.String(), "connection refused") {
		t.Error("the log does not say why")
	}
	if rec := w.get("/livez"); rec.Code != http.StatusOK {
		t.Errorf("alive: %d", rec.Code)
	}
}

func TestAReportOfABrowserLeavesOnlyTheNameOfTheRule(t *testing.T) {
	w := newWorld(t)
	post := func(text string) int {
		return w.ask(http.MethodPost, "/csp-report", func(r *http.Request) {
			*r = *r.Clone(r.Context())
			r.Body = http.NoBody
			if text != "" {
				r.Body = readCloser{strings.NewReader(text)}
			}
		}).Code
	}
	for _, text := range []string{
		`{"csp-report":{"effective-directive":"style-src-elem","blocked-uri":"https://secret/"}}`,
		`[{"type":"csp-violation","body":{"effectiveDirective":"img-src","documentURL":"https://secret/"}}]`,
		`{"csp-report":{"effective-directive":"secret-src"}}`, `secret`, ``,
	} {
		if code := post(text); code != http.StatusNoContent {
			t.Errorf("%s: %d", text, code)
		}
	}
	log := w.log.String()
	for _, rule := range []string{"style-src", "img-src"} {
		if !strings.Contains(log, "directive="+rule) || strings.Contains(log, "secret") {
			t.Errorf("the log: %s", log)
		}
	}
	if code := post(strings.Repeat("a", 65<<10)); code != http.StatusRequestEntityTooLarge {
		t.Errorf("a report too large: %d", code)
	}
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }

func TestWhatBreaksShowsItsNumberAndTheLogSaysTheRest(t *testing.T) {
	w := newWorld(t)
	for name, breaks := range map[string]func() error{
		"an error": func() error { return errors.New("a secret address") },
		"a panic":  func() error { panic("a secret address") },
	} {
		w.breaks = breaks
		rec := w.get("/en")
		text, number := body(t, rec), rec.Header().Get("X-Request-Id")
		if rec.Code != http.StatusInternalServerError || !strings.Contains(text, number) || strings.Contains(text, "secret") {
			t.Errorf("%s: %d", name, rec.Code)
		}
		if !strings.Contains(w.log.String(), "a secret address") || !strings.Contains(w.log.String(), "request="+number) {
			t.Errorf("%s: the log does not find it", name)
		}
	}
}

func TestAnAssetIsServedAtTheAddressThatPagesName(t *testing.T) {
	w := newWorld(t)
	doc := w.parsed(t, "/")
	sheet, _ := doc.Find(`link[rel="stylesheet"]`).Attr("href")
	rec := w.get(sheet)
	if rec.Code != http.StatusOK || rec.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Errorf("%s: %d, kept as %q", sheet, rec.Code, rec.Header().Get("Cache-Control"))
	}
	if rec := w.get("/static/old/portal.css"); rec.Code != http.StatusNotFound {
		t.Errorf("an old address: %d", rec.Code)
	}
}
