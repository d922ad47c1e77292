//go:build browser

package browsertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// plainSights are the pages as most people see them, each kind once.
func plainSights(t *testing.T) []sight {
	t.Helper()
	kinds := []string{
		"home", "adverse", "list-refused", "list-empty", "record", "record-annotated", "subject", "search", "search-none",
		"check", "catalog", "rules", "statistics", "services", "service-objection", "column", "piece", "help", "display",
		"site-map", "not-found",
	}
	return slices.DeleteFunc(sights(t), func(s sight) bool { return !slices.Contains(kinds, s.name) })
}

// Everything that is pressed, and what stands in a sentence where the browser
// gives it a box of its own.
const small = `(() => {
  const whole = "button:not(.c-code__copy), input:not([type=hidden]):not(.c-choice__button), select, textarea, " +
    "summary:not(.l-strip__name), .c-button, .l-nav__link, .l-tools__link, .l-footer__link, .c-tabs__link, " +
    ".c-chips__chip, .c-choice__option, .c-export__link, .p-tasks__link";
  return [...document.querySelectorAll(whole + ", a[href], summary, button")].filter(e => {
    if (!e.checkVisibility()) return false;
    if (!e.matches(whole) && getComputedStyle(e).display === "inline") return false;
    const box = e.getBoundingClientRect();
    const least = e.matches(whole) ? 44 : 24;
    return box.height > 1 && (box.height < least - 0.5 || box.width < 24);
  }).map(e => Math.round(e.getBoundingClientRect().height) + " px: " + e.outerHTML.slice(0, 120));
})()`

func TestWhatIsPressedIsLargeEnoughForAThumb(t *testing.T) {
	b := newTab(t)
	for _, s := range plainSights(t) {
		for _, width := range []int64{widths[0], widths[2]} {
			b.size(t, width)
			b.open(t, s.path)
			for _, thing := range ask[[]string](t, b, small) {
				t.Errorf("%s at %d px: %s", s.path, width, thing)
			}
		}
	}
}

// wider sets text as WCAG 1.4.12 has readers set it.
const wider = `(() => {
  const set = new CSSStyleSheet();
  set.replaceSync("* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; " +
    "line-height: 1.5 !important; content-visibility: visible !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [set];
  return document.scrollingElement.scrollWidth;
})()`

// lost lists what no longer fits into its own box.
const lost = `[...document.querySelectorAll("body *")].filter(e => e.checkVisibility())
  .filter(e => !e.closest("svg, .c-unseen, .c-prose__scroll"))
  .filter(e => getComputedStyle(e).overflow !== "visible" || e.matches("button, .c-button, .c-slip"))
  .filter(e => e.clientWidth > 1 && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
  .filter(e => !e.matches("input, select, textarea, pre"))
  .map(e => e.outerHTML.slice(0, 120))`

func TestTextThatIsSetWiderLosesNothing(t *testing.T) {
	b := newTab(t)
	for _, s := range plainSights(t) {
		b.size(t, tight[0])
		b.open(t, s.path)
		if width := ask[int64](t, b, wider); width > tight[0] {
			t.Errorf("%s moves sideways: %d px", s.path, width)
		}
		for _, thing := range ask[[]string](t, b, lost) {
			t.Errorf("%s is cut off: %s", s.path, thing)
		}
	}
}

func TestARowOfAListIsABlockWithItsLabelsOnATelephone(t *testing.T) {
	b := newTab(t)
	b.withoutScripts(t)
	b.size(t, widths[0])
	for _, path := range []string{"/disclosures/adverse", "/en/disclosures/dual", "/rules", "/catalog"} {
		b.open(t, path)
		bare := ask[[]string](t, b, `[...document.querySelectorAll("main td[data-label]")]
			.filter(e => getComputedStyle(e, "::before").content !== JSON.stringify(e.dataset.label) || e.offsetLeft > 40)
			.map(e => e.outerHTML.slice(0, 80))`)
		if n := ask[int](t, b, `document.querySelectorAll("main td[data-label]").length`); n < 20 || len(bare) > 0 {
			t.Errorf("%s: of %d cells %d stand beside another or without their label: %.200q", path, n, len(bare), bare)
		}
	}
}

func TestACodeIsCopiedWholeThoughItStandsInGroups(t *testing.T) {
	b := newTab(t)
	subject := firstLink(t, "/disclosures/adverse", "/subjects/")
	code := strings.TrimPrefix(subject, "/subjects/")
	b.open(t, subject)
	shown := ask[bool](t, b, `document.querySelector("main .c-code__copy").checkVisibility()`)
	carried := ask[string](t, b, `document.querySelector("main .c-code__copy").dataset.copy`)
	if !shown || carried != code {
		t.Errorf("the button is shown: %t, and copies %q, not %q", shown, carried, code)
	}
	b.withoutScripts(t)
	b.open(t, subject)
	b.do(t, chromedp.Click(chromedp.CSS("main .c-code__value")))
	if taken := ask[string](t, b, `getSelection().toString()`); taken != code {
		t.Errorf("one click takes %q, not %q", taken, code)
	}
	if n := ask[int](t, b, `document.querySelectorAll("main .c-code__group").length`); n != 4 {
		t.Errorf("the code stands in %d groups", n)
	}
}

func TestPaperShowsWhatIsFoldedOnTheScreen(t *testing.T) {
	b := newTab(t)
	record := firstLink(t, "/disclosures/adverse", "/records/")
	// what was not laid out because it is far below is, in the next frame of another medium
	const folded = `new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next))).then(() =>
		[...document.querySelectorAll(".c-ruler__steps td")].filter(e =>
			!e.checkVisibility({contentVisibilityAuto: true}) || e.getBoundingClientRect().height === 0).length)`
	b.open(t, record)
	if ask[int](t, b, folded) == 0 {
		t.Fatal("nothing is folded on the screen")
	}
	call(t, b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if n := ask[int](t, b, folded); n > 0 {
		t.Errorf("%d cells stay folded where the page itself is printed", n)
	}
	b.open(t, record+"/print")
	if n := ask[int](t, b, folded); n > 0 {
		t.Errorf("%d cells stay folded on the sheet", n)
	}
}

func TestLargePrintReadsAPageAloudWhereTheBrowserCanSpeak(t *testing.T) {
	b := newTab(t)
	const button = `document.querySelector('[data-m~="speak"]')`
	b.open(t, "/rules")
	if ask[bool](t, b, button+` !== null`) {
		t.Error("the usual page has the button too")
	}
	b.open(t, "/rules?mode=elder")
	defer b.open(t, "/rules?mode=") // all tabs share what a browser keeps
	if !ask[bool](t, b, `"speechSynthesis" in window`) {
		t.Fatal("this browser cannot speak at all")
	}
	height := ask[float64](t, b, fmt.Sprintf(`%s.checkVisibility() ? %s.offsetHeight : 0`, button, button))
	if height < 56 {
		t.Errorf("the button is %v px high", height)
	}
	b.withoutScripts(t)
	b.open(t, "/rules")
	if ask[bool](t, b, button+`.checkVisibility()`) {
		t.Error("a button that does nothing is shown")
	}
}

func TestASecondClickBeginsNoSecondDownload(t *testing.T) {
	b := newTab(t)
	b.open(t, "/disclosures/adverse")
	const pressed = `document.querySelector('.c-export__link[href*=".csv"]').dispatchEvent(
		new MouseEvent("click", {detail: %d, bubbles: true, cancelable: true}))`
	if ask[bool](t, b, fmt.Sprintf(pressed, 2)) {
		t.Error("the second click of a double click begins another download")
	}
	ask[int](t, b, `addEventListener("click", e => { window.let = !e.defaultPrevented; e.preventDefault() }), 1`)
	ask[bool](t, b, fmt.Sprintf(pressed, 1))
	if !ask[bool](t, b, "window.let") {
		t.Error("a single click begins none")
	}
}
