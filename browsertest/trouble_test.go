//go:build browser

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestNothingTypedIsLostWhenASessionEndsAndWhoClicksTwiceFilesOnce(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		person := h.signIn("person")
		person.begins("not_public", "写到一半的异议内容")
		h.later(1) // so long that the session has ended
		person.send()
		if !person.shows("account.session_over") {
			t.Errorf("who was away too long reads: %s", person.text())
		}
		person.writes("login", "person")
		person.writes("password", demoWord)
		person.send()
		if !person.shows("account.resume_lead") {
			t.Errorf("who has signed in again reads: %s", person.text())
		}
		person.send() // to the page that shows what it would become
		person.tab.follow(t, chromedp.DoubleClick(chromedp.CSS("main form button[type=submit]"), chromedp.NodeVisible))
		person.open("/my")
		const filed = `[...new Set([...document.querySelectorAll('main a[href*="/requests/"]')].map(a => a.pathname))]`
		requests := ask[[]string](t, person.tab, filed)
		if len(requests) != 1 {
			t.Fatalf("filed are %v: %s", requests, person.text())
		}
		person.tab.press(t, `main a[href*="/requests/"]`)
		if text := person.text(); !strings.Contains(text, "写到一半的异议内容") {
			t.Errorf("what was typed is not in the request: %s", text)
		}
		person.left()
	})
}
