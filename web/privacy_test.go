package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"creditportal/internal/seed"
)

func TestAPersonsNumberLeadsToTheSelfQueryPageAndIsRepeatedNowhere(t *testing.T) {
	w := newWorld(t)
	person := seed.MakePerson(1) // who has a file
	stranger := seed.MakePerson(5000)
	answers := map[string]bool{}
	for _, number := range []string{
		person.Number, stranger.Number, person.Number[:17] + "0", strings.ToLower(person.Number),
	} {
		spaced := number[:6] + " " + number[6:14] + "-" + number[14:]
		for _, typed := range []string{number, spaced, "示例" + number} {
			for _, address := range []string{
				"/search?q=", "/disclosures/adverse?q=", "/disclosures/dual?authority=", "/disclosures/adverse?after=",
				"/disclosures/adverse?from=", "/lists/abnormal_operations?item=", "/?nothing=", "/services/self-query?q=",
				"/search?theme=dark&q=", "/search/?q=", "/verify?letter=", "/status?number=",
			} {
				rec := w.get(address + url.QueryEscape(typed))
				if rec.Code != http.StatusSeeOther && rec.Code != http.StatusMovedPermanently {
					t.Errorf("%s: %d", address, rec.Code)
				}
				if where := rec.Header().Get("Location"); where != "/services/self-query" && where != "/search" {
					t.Errorf("%s leads to %q", address, where)
				}
				answers[body(t, rec)] = true
				w.leaks(t, address, body(t, rec), number)
			}
		}
		for _, address := range []string{"/records/" + number, "/subjects/" + number, "/" + number, "/en/" + number} {
			rec := w.get(address)
			if rec.Code != http.StatusNotFound {
				t.Errorf("%s: %d", address, rec.Code)
			}
			w.leaks(t, address, body(t, rec), number)
		}
	}
	if len(answers) != 1 {
		t.Errorf("%d different answers", len(answers))
	}
	if strings.Contains(w.log.String(), "示例") || strings.Contains(w.log.String(), "q=") {
		t.Error("what was asked stands in the log")
	}
}

// leaks looks for the number in an answer and in the log.
func (w *world) leaks(t *testing.T, address, text, number string) {
	t.Helper()
	if strings.Contains(text, number) || strings.Contains(text, url.QueryEscape(number)) {
		t.Errorf("%s repeats the number", address)
	}
	if strings.Contains(strings.ToUpper(w.log.String()), strings.ToUpper(number)) {
		t.Errorf("%s: the number is in the log", address)
	}
}

func TestAPersonStandsOnNoPublicPage(t *testing.T) {
	w := newWorld(t)
	name := w.subjects[w.records[atPerson].Subject].Name
	number := string(w.records[atPerson].Number)
	pages := append(w.everyPage(), "/disclosures/adverse?rows=100", "/disclosures/dual?rows=100", "/sitemap/1")
	for _, address := range pages {
		if text := body(t, w.get(address)); strings.Contains(text, name) || strings.Contains(text, number) {
			t.Errorf("%s shows a natural person", address)
		}
	}
	rec := w.get("/search?q=" + url.QueryEscape(name))
	if !strings.Contains(body(t, rec), "没有找到") {
		t.Error("a natural person can be searched by name")
	}
	if rec := w.get("/disclosures/adverse?kind=person"); rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("a list of persons: %d", rec.Code)
	}
}

func TestTheLogSaysWhatWasAnsweredNeverWhatWasAsked(t *testing.T) {
	w := newWorld(t)
	rec := w.get("/search?q=secret-words", header("User-Agent", "secret-agent"), header("Referer", "https://secret/"))
	line := w.log.String()
	for _, want := range []string{
		"method=GET", "route=/search", "status=200", "bytes=", "took=", rec.Header().Get("X-Request-Id"),
	} {
		if !strings.Contains(line, want) {
			t.Errorf("the log lacks %q: %s", want, line)
		}
	}
	w.get("/secret-path")
	w.ask("SECRET", "/")
	if strings.Contains(strings.ToLower(w.log.String()), "secret") {
		t.Errorf("the log repeats what came from outside: %s", w.log.String())
	}
}
