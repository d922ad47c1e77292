//go:build browser

package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"creditportal/internal/i18n"
	"creditportal/internal/storetest"
)

// The demo that people act in begins on a Monday with a whole week before it.
const (
	opening = "2026-08-03T10:00:00+08:00"
	few     = "300"
	many    = "1200" // of which some are those of who signs in and can be repaired
)

// hall is a demo of one's own, in which people act in one language, with
// scripts or without.
type hall struct {
	*testing.T
	at      site
	lang    i18n.Lang
	scripts bool
	seats   map[string]*reader // who has signed in before, by name
	data    string             // the folder of the demo
}

// inEveryHall lets the journey happen in Chinese with scripts and in English
// without; in the long proofs (storetest.Often) in each language with both.
func inEveryHall(t *testing.T, journey func(*testing.T, *hall)) {
	t.Helper()
	inEveryHallOf(t, few, journey)
}

// inEveryHallOf lets it happen among so many records.
func inEveryHallOf(t *testing.T, size string, journey func(*testing.T, *hall)) {
	t.Helper()
	t.Parallel()
	for _, lang := range i18n.Langs() {
		for _, scripts := range []bool{true, false} {
			if os.Getenv(storetest.Often) == "" && scripts != (lang == i18n.Chinese) {
				continue
			}
			t.Run(fmt.Sprintf("%s scripts %t", lang, scripts), func(t *testing.T) {
				t.Parallel()
				journey(t, openHall(t, size, lang, scripts))
			})
		}
	}
}

// unused are folders with a demo in which nobody has acted yet, by its size. Each is
// made once: every hall begins with a copy of it.
var unused = map[string]func() (string, error){few: unusedOf(few), many: unusedOf(many)}

func unusedOf(size string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		dir := filepath.Join(workshop, "unused"+size)
		if err := os.Mkdir(dir, 0o700); err != nil {
			return "", err
		}
		at, err := start(program, dir, opening, size)
		if err != nil {
			return "", err
		}
		return dir, at.stop()
	})
}

func openHall(t *testing.T, size string, lang i18n.Lang, scripts bool) *hall {
	t.Helper()
	from, err := unused[size]()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	at, err := start(program, dir, opening, size)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := at.stop(); err != nil {
			t.Error(err)
		}
	})
	return &hall{t, at, lang, scripts, map[string]*reader{}, filepath.Join(dir, "demo")}
}

// reader is somebody at a browser of their own.
type reader struct {
	*hall
	tab *tab
}

func (h *hall) reader() *reader {
	h.Helper()
	r := &reader{h, newTabOf(h.T, h.at, chromedp.WithNewBrowserContext())}
	if !h.scripts {
		r.tab.withoutScripts(h.T)
	}
	r.tab.size(h.T, widths[0])
	return r
}

// demoWord opens every account of a demo.
const demoWord = "zhangdian demo"

// signIn signs in, with the one-time code that a demo shows: at the browser at
// which somebody of the name sat before, if there is one.
func (h *hall) signIn(name string) *reader {
	h.Helper()
	r := h.seats[name]
	if r == nil {
		r = h.reader()
		h.seats[name] = r
	}
	r.open("/signin")
	if r.path() != "/signin" {
		return r // in still
	}
	r.writes("login", name)
	r.writes("password", demoWord)
	r.send()
	if strings.HasSuffix(r.path(), "/signin/code") {
		r.writes("otp", r.ask(`document.querySelector("main .c-notice").textContent.match(/\d{6}/)[0]`))
		r.send()
	}
	if strings.Contains(r.path(), "/signin") {
		r.Fatalf("%s does not come in: %s", name, r.text())
	}
	return r
}

func (r *reader) open(path string) {
	r.Helper()
	if status := r.tab.open(r.T, i18n.LangPath(r.lang, path)); status != 200 {
		r.Fatalf("%s answers %d: %s", path, status, r.text())
	}
}

func (r *reader) ask(expression string) string {
	r.Helper()
	return ask[string](r.T, r.tab, expression)
}

// path is the address that is looked at, without its language.
func (r *reader) path() string {
	r.Helper()
	return strings.TrimPrefix(r.ask(`location.pathname`), strings.TrimSuffix(i18n.LangPath(r.lang, "/"), "/"))
}

// wholly has the browser lay out all of the page, as for somebody who reads it to its
// end: a row of a list far below the window has no innerText (content-visibility:
// auto), and how far that is depends on the frames that were drawn so far.
const wholly = `document.querySelectorAll("main *").forEach(e => {
	if (getComputedStyle(e).contentVisibility === "auto") e.style.contentVisibility = "visible"
});`

func (r *reader) text() string {
	r.Helper()
	return r.ask(wholly + `document.querySelector("main").innerText`)
}

// shows says whether the page has the phrase of the key.
func (r *reader) shows(key string) bool {
	r.Helper()
	return strings.Contains(r.text(), r.phrase(key))
}

func (r *reader) phrase(key string) string { return i18n.Default().Printer(r.lang).T(key) }

// writes fills in a field of the form.
func (r *reader) writes(name, text string) {
	r.Helper()
	r.tab.do(r.T, chromedp.SetValue(chromedp.CSS(fmt.Sprintf(`main [name=%q]`, name)), text))
}

// chooses picks one of several, by its value.
func (r *reader) chooses(name, value string) {
	r.Helper()
	if r.ask(fmt.Sprintf(`document.querySelector('main [name=%q]').localName`, name)) == "select" {
		r.tab.do(r.T, chromedp.SetValue(chromedp.CSS(fmt.Sprintf(`main [name=%q]`, name)), value))
		return
	}
	r.tab.do(r.T, chromedp.Click(chromedp.CSS(fmt.Sprintf(`main [name=%q][value=%q]`, name, value))))
}

// send presses the button of the form.
func (r *reader) send() {
	r.Helper()
	r.tab.press(r.T, "main form button[type=submit]")
}

// does does an act upon the only item of the request: reasons are written where
// they are asked for, what is chosen is given.
func (r *reader) does(request, act string, chosen map[string]string, written map[string]string) {
	r.Helper()
	r.begin(request, act)
	for name, value := range chosen {
		r.chooses(name, value)
	}
	for name, text := range written {
		r.writes(name, text)
	}
	r.send()
	if r.path() != request {
		r.Fatalf("%s ends at %s: %s", act, r.path(), r.text())
	}
}

// begin opens the form of an act upon the only item of the request.
func (r *reader) begin(request, act string) {
	r.Helper()
	r.open(request)
	link := fmt.Sprintf(`main a[href$="/%s"]`, act)
	if !ask[bool](r.T, r.tab, fmt.Sprintf(`document.querySelector(%q)?.checkVisibility() ?? false`, link)) {
		r.tab.do(r.T, chromedp.Click(chromedp.CSS(fmt.Sprintf(`main details:has(a[href$="/%s"]) > summary`, act))))
	}
	r.tab.press(r.T, link)
}

// letters are the names of the letters of the request.
func (r *reader) letters(request string) []string {
	r.Helper()
	r.open(request)
	const names = `[...document.querySelectorAll('main a[href*="/letters/"]')].map(a => a.textContent.trim())`
	return ask[[]string](r.T, r.tab, names)
}

// left fails when the browser has complained of what was seen.
func (r *reader) left() {
	r.Helper()
	r.tab.wellBehaved(r.T)
}

// later lets days pass in the demo.
func (h *hall) later(days int) {
	h.Helper()
	r := h.reader()
	r.open("/demo/clock")
	r.writes("days", fmt.Sprint(days))
	r.send()
	r.left()
}
