package web_test

import (
	"net/http"
	"strings"
	"testing"

	"creditportal/internal/i18n"
)

func TestEveryPageAnswers(t *testing.T) {
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

// everyPage lists an address of every page in every state that is found.
func (w *world) everyPage() []string {
	pages := []string{
		"/", "/search", "/search?q=示例", "/search?q=无此名称", "/search?q=示", "/disclosures/adverse",
		"/disclosures/favourable", "/disclosures/dual", "/disclosures/adverse?kind=organisation&q=无此名称",
		"/lists/abnormal_operations", "/catalog", "/catalog/" + w.edition.ID, "/rules", "/legal-basis",
		"/services/self-query", "/display",
	}
	for n := range int(atPast) {
		pages = append(pages, "/records/"+string(w.records[n].Number))
	}
	for _, n := range []int{atPlain, atHonour, atIndividual} {
		pages = append(pages, "/subjects/"+w.subjects[w.records[n].Subject].Code.String())
	}
	return pages
}
