package web_test

import (
	"net/http"
	"strings"
	"testing"

	"creditportal/web/route"
)

func TestWhatGoesToPaperSaysWhereItStandsAndOfWhenItIs(t *testing.T) {
	w := newWorld(t)
	record := "/records/" + string(w.records[atPlain].Number)
	file := "/subjects/" + w.subjects[w.records[atPlain].Subject].Code.String()
	for _, address := range []string{record, file, "/en" + record, "/en" + file} {
		sheet := w.parsed(t, route.Sheet(address), header("Cookie", "display=dark..."))
		if n := sheet.Find("nav,form,#status,.c-export").Length(); n != 0 {
			t.Errorf("%s: %d parts that only a screen needs", address, n)
		}
		foot := sheet.Find("footer")
		if !strings.Contains(foot.Text(), "https://credit.example"+address) || !strings.Contains(foot.Text(), "2026-11-23") {
			t.Errorf("%s: the foot says %q", address, foot.Text())
		}
		if path, _ := foot.Find("svg path").Attr("d"); len(path) < 500 {
			t.Errorf("%s: no code leads back", address)
		}
		if class, _ := sheet.Find("html").Attr("class"); class != "theme-light" {
			t.Errorf("%s: paper is %q", address, class)
		}
		if robots, _ := sheet.Find(`meta[name="robots"]`).Attr("content"); robots != "noindex,noarchive" {
			t.Errorf("%s: robots are told %q", address, robots)
		}
		screen := w.parsed(t, address)
		if got, want := sheet.Find("h1").Text(), screen.Find("h1").Text(); got != want || got == "" {
			t.Errorf("%s: headed %q, on screen %q", address, got, want)
		}
		if href, _ := screen.Find(`a[href$="/print"]`).Attr("href"); href != route.Sheet(address) {
			t.Errorf("%s: the way to paper is %q", address, href)
		}
	}
}

func TestWhatHasLeftDisplayGoesToNoPaper(t *testing.T) {
	w := newWorld(t)
	address := route.Sheet("/records/" + string(w.records[atPast].Number))
	if rec := w.get(address); rec.Code != http.StatusGone {
		t.Errorf("%s answers %d", address, rec.Code)
	}
}
