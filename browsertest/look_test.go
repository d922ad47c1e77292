//go:build browser

package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"creditportal/internal/i18n"
)

// The windows in which every page is looked at, in CSS pixels: a telephone, a
// tablet, a desk.
var widths = []int64{360, 768, 1440}

// narrowest is where nothing may stick out sideways: 1280 px at 400 % (WCAG 1.4.10).
const narrowest = 320

// pictures is the environment variable that names the folder that the
// pictures of every page go to; none are kept when it is not set.
const pictures = "PORTAL_SCREENSHOTS"

func TestEveryPageIsAccessibleKeepsThePolicyAndFitsTheScreen(t *testing.T) {
	all := sights(t)
	for _, lang := range i18n.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			b := newTab(t)
			for _, s := range all {
				s.path = i18n.LangPath(lang, s.path)
				s.name += "-" + string(lang)
				visit(t, b, s)
			}
		})
	}
}

// visit looks at one page in every window, by day and by night.
func visit(t *testing.T, b *tab, s sight) {
	t.Helper()
	if status := b.open(t, s.path); status != s.status {
		t.Errorf("%s: %d, want %d", s.path, status, s.status)
	}
	ask[bool](t, b, mustReadTool(t, "axe-core", "axe.min.js")+";true")
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(t, scheme)
		for _, width := range widths {
			look(t, b, fmt.Sprintf("%s-%s-%d", s.name, scheme, width), width)
		}
	}
	fits(t, b, s.path)
	showsFocus(t, b, s.path)
	for _, ill := range b.complaints() {
		t.Errorf("%s: %s", s.path, ill)
	}
}

// look judges one page in one window and keeps its picture.
func look(t *testing.T, b *tab, name string, width int64) {
	t.Helper()
	b.size(t, width)
	for _, v := range ask[[]violation](t, b, axeRun) {
		t.Errorf("%s: %s (%s): %s", name, v.Rule, v.Impact, v.Where)
	}
	if folder := os.Getenv(pictures); folder != "" {
		keep(t, b, filepath.Join(folder, name+".png"))
	}
}

// violation is what axe finds against a page.
type violation struct{ Rule, Impact, Where string }

const axeRun = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(v =>
  v.nodes.map(n => ({Rule: v.id, Impact: v.impact, Where: n.html.slice(0, 200) + " " + (n.failureSummary ?? "")}))))`

// fits fails when a page can be moved sideways on the narrowest screens.
func fits(t *testing.T, b *tab, path string) {
	t.Helper()
	for _, width := range []int64{narrowest, widths[0]} {
		b.size(t, width)
		if over := ask[int64](t, b, `document.scrollingElement.scrollWidth`); over > width {
			t.Errorf("%s is %d px wide on a screen of %d", path, over, width)
		}
	}
}

// showsFocus walks through everything that the keyboard reaches and fails
// where it cannot be seen.
func showsFocus(t *testing.T, b *tab, path string) {
	t.Helper()
	b.size(t, widths[len(widths)-1])
	b.do(t, chromedp.KeyEvent(kb.Tab)) // from here on the browser shows where the keyboard is
	for _, where := range ask[[]string](t, b, unseenFocus) {
		t.Errorf("%s: the focus cannot be seen on %s", path, where)
	}
}

const unseenFocus = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter(e => e.checkVisibility() && !e.disabled && e.type !== "hidden")
  .filter(e => {
    e.focus();
    if (document.activeElement !== e) return false;
    const own = getComputedStyle(e);
    const near = e.nextElementSibling ? getComputedStyle(e.nextElementSibling) : own;
    const ring = s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== "none";
    return !ring(own) && !ring(near);
  })
  .map(e => e.outerHTML.slice(0, 160))`

// keep writes the picture of the whole page.
func keep(t *testing.T, b *tab, file string) {
	t.Helper()
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// mustReadTool reads a file of an npm package that package.json names.
func mustReadTool(t *testing.T, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(tool(parts...))
	if err != nil {
		t.Fatalf("%v: run npm ci", err)
	}
	return string(text)
}

func tool(parts ...string) string {
	return filepath.Join(append([]string{"..", "node_modules"}, parts...)...)
}
