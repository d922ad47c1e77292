//go:build browser

package browsertest

import (
	"strings"
	"testing"
)

// asksAboutThemselves makes a report and returns where it is.
func (r *reader) asksAboutThemselves() string {
	r.Helper()
	r.open("/my")
	r.tab.press(r.T, `main a[href$="/my/report"]`)
	r.send()
	if !strings.HasPrefix(r.path(), "/my/reports/") {
		r.Fatalf("asked, and at %s: %s", r.path(), r.text())
	}
	return r.path()
}

func TestACitizenAndAnEnterpriseAskAboutThemselvesAndTheReportIsFoundGenuineOnAnotherDevice(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		for _, name := range []string{"person", "agent"} {
			asker := h.signIn(name)
			path := asker.asksAboutThemselves()
			for _, key := range []string{
				"report.title", "query.purpose.own", "report.chapter.advice", "report.close.objective",
			} {
				if !asker.shows(key) {
					t.Errorf("%s: the report does not say %s: %s", name, key, asker.text())
				}
			}
			if n := ask[int](t, asker.tab, `document.querySelectorAll('main .c-numeral').length`); n != 8 {
				t.Errorf("%s: %d counts", name, n)
			}
			kind := ask[string](t, asker.tab, `(() => {
				const answer = new XMLHttpRequest();
				answer.open("GET", document.querySelector("main a[download]").href, false);
				answer.send();
				return answer.status + " " + answer.getResponseHeader("Content-Type");
			})()`)
			if kind != "200 application/pdf" {
				t.Errorf("%s: taken home: %s", name, kind)
			}
			code := ask[string](t, asker.tab, `document.querySelector('main .c-code__value').textContent.trim()`)
			other := h.reader() // another device: nobody has signed in
			other.open("/verify")
			other.writes("code", strings.ToLower(code))
			other.send()
			if !other.shows("verify.report_same") || strings.Contains(other.text(), "agent") {
				t.Errorf("%s: on another device: %s", name, other.text())
			}
			other.left()
			asker.open(path)
			asker.left()
		}
	})
}
