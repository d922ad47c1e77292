//go:build browser

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"creditportal/internal/i18n"
)

// heading is the main heading of the page.
const heading = `document.querySelector("h1").textContent.trim()`

func TestAVisitorFindsAFirmAndItsRecordsWithoutAnyScript(t *testing.T) {
	for _, lang := range i18n.Langs() {
		b := newTab(t)
		b.withoutScripts(t)
		b.size(t, widths[0])
		b.open(t, i18n.LangPath(lang, "/"))
		b.do(t, chromedp.SetValue(chromedp.CSS("#search"), "示例"))
		b.press(t, ".c-search button[type=submit]")
		b.at(t, lang, "/search?q=")

		b.press(t, `main a[href*="/subjects/"]`)
		b.at(t, lang, "/subjects/")
		name := ask[string](t, b, heading)

		b.press(t, `main a[href*="/records/"]`)
		b.at(t, lang, "/records/")
		if !ask[bool](t, b, `document.querySelector(".c-ruler") !== null`) {
			t.Errorf("%s: a record without its ruler", lang)
		}
		b.press(t, `main a[href*="/subjects/"]`)
		if again := ask[string](t, b, heading); again != name {
			t.Errorf("%s: the record of %s leads to %s", lang, name, again)
		}
		b.wellBehaved(t)
	}
}

func TestAVisitorFiltersAListAndTurnsItsPagesWithoutAnyScript(t *testing.T) {
	for _, lang := range i18n.Langs() {
		b := newTab(t)
		b.withoutScripts(t)
		b.size(t, widths[2])
		b.open(t, i18n.LangPath(lang, "/"))
		b.press(t, `.l-nav__row a[href$="/disclosures/adverse"]`)
		b.do(t, chromedp.SetValue(chromedp.CSS("#filter-kind"), "individual_business"))
		b.press(t, ".c-filter button[type=submit]")
		b.at(t, lang, "/disclosures/adverse?")

		first := ask[[]string](t, b, recordsHere)
		b.press(t, `main a[href*="after="]`)
		for _, record := range ask[[]string](t, b, recordsHere) {
			for _, seen := range first {
				if record == seen {
					t.Errorf("%s: %s stands on two pages of the list", lang, record)
				}
			}
		}
		if kind := ask[string](t, b, `document.querySelector("#filter-kind").value`); kind != "individual_business" {
			t.Errorf("%s: the next page has forgotten the filter: %q", lang, kind)
		}
		b.press(t, `.l-nav__row a[href$="/catalog"]`)
		b.at(t, lang, "/catalog")
		b.wellBehaved(t)
	}
}

func TestAFilterIsFoldedOnANarrowScreenUntilItIsAskedForOrApplied(t *testing.T) {
	b := newTab(t)
	b.withoutScripts(t)
	const list, shown = "/disclosures/adverse", `document.querySelector("#filter-q").checkVisibility()`
	for _, view := range []struct {
		path  string
		width int64
		shown bool
	}{
		{list, widths[0], false},
		{list, widths[1], true},
		{list + "?kind=individual_business", widths[0], true},
		{list + "?from=2026-13-03", widths[0], true},
		{list + "?rows=50", widths[0], false},
	} {
		b.size(t, view.width)
		b.open(t, view.path)
		if got := ask[bool](t, b, shown); got != view.shown {
			t.Errorf("%s at %d px: the form is shown: %t", view.path, view.width, got)
		}
	}
	b.size(t, widths[0])
	b.open(t, list)
	b.tabTo(t, ".c-filter__title")
	b.do(t, chromedp.KeyEvent(kb.Enter))
	if !ask[bool](t, b, shown) {
		t.Error("the keyboard cannot unfold the form")
	}
	b.do(t, chromedp.KeyEvent(kb.Tab))
	if !ask[bool](t, b, `document.activeElement.matches("#filter-q")`) {
		t.Error("the keyboard does not go on from the fold to the form")
	}
	b.wellBehaved(t)
}

const recordsHere = `[...document.querySelectorAll('main a[href*="/records/"]')].map(a => a.pathname)`

func TestAFilterAnswersInPlaceWhereScriptsRun(t *testing.T) {
	b := newTab(t)
	b.open(t, "/disclosures/adverse")
	b.do(t, chromedp.SetValue(chromedp.CSS("#filter-kind"), "individual_business"))
	before := ask[[]string](t, b, recordsHere)
	ask[bool](t, b, `window.kept = true`)
	b.do(t, chromedp.Click(chromedp.CSS(".c-filter button[type=submit]")))
	if !ask[bool](t, b, swapped) {
		t.Error("the whole page was loaded anew")
	}
	if after := ask[[]string](t, b, recordsHere); strings.Join(after, " ") == strings.Join(before, " ") {
		t.Error("the list is the same as before")
	}
	if said := ask[string](t, b, `document.getElementById("status").textContent`); said == "" {
		t.Error("a reader of the screen is not told what came of it")
	}
	b.wellBehaved(t)
}

// swapped waits until the address has the filter and says whether the page is
// the one that was there before.
const swapped = `new Promise(done => {
  const look = () => location.search.includes("kind=") ? done(window.kept === true) : requestAnimationFrame(look);
  look();
})`

func TestTheFirstThingTheKeyboardReachesLeadsToTheContent(t *testing.T) {
	b := newTab(t)
	b.open(t, "/rules")
	b.do(t, chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	if at := ask[string](t, b, `location.hash`); at != "#main" {
		t.Errorf("it leads to %q", at)
	}
}

func TestADisplaySettingStaysUntilItIsTakenBack(t *testing.T) {
	b := newTab(t)
	b.withoutScripts(t)
	b.open(t, "/display")
	b.press(t, `main a[href*="theme=dark"]`)
	b.open(t, "/rules")
	const setting = `document.documentElement.className`
	if got := ask[string](t, b, setting); got != "theme-dark" {
		t.Errorf("another page is %q", got)
	}
	b.open(t, "/display")
	b.press(t, `main a[href$="theme="]`)
	if got := ask[string](t, b, setting); got != "" {
		t.Errorf("the page is still %q", got)
	}
}

func (b *tab) withoutScripts(t *testing.T) {
	t.Helper()
	call(t, b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// press clicks on what leads to another page.
func (b *tab) press(t *testing.T, selector string) {
	t.Helper()
	// rows that are laid out only now would move what is pressed from under the pointer
	ask[int](t, b, wholly+"0")
	b.follow(t, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// at fails unless the address begins as it should, in its language.
func (b *tab) at(t *testing.T, lang i18n.Lang, path string) {
	t.Helper()
	want := i18n.LangPath(lang, path)
	if got := ask[string](t, b, `location.pathname + location.search`); !strings.HasPrefix(got, want) {
		t.Fatalf("%s was reached, not %s", got, want)
	}
}

// wellBehaved fails when the browser has complained.
func (b *tab) wellBehaved(t *testing.T) {
	t.Helper()
	for _, ill := range b.complaints() {
		t.Error(ill)
	}
}
