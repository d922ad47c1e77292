//go:build browser

package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"creditportal/internal/i18n"
)

// The windows in which every page is looked at, in CSS pixels: a telephone, a
// tablet, a desk.
var widths = []int64{360, 768, 1440}

// tight are the windows where something could stick out sideways: 1280 px at
// 400 % (WCAG 1.4.10), and the narrowest in which tables are not yet blocks.
var tight = []int64{320, 1024}

// pictures is the environment variable that names the folder that the
// pictures of every page go to; none are kept when it is not set.
const pictures = "PORTAL_SCREENSHOTS"

func TestEveryPageIsAccessibleKeepsThePolicyAndFitsTheScreen(t *testing.T) {
	all := sights(t)
	for _, lang := range i18n.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			b := newTab(t)
			b.judges(t)
			for _, s := range all {
				s.path = i18n.LangPath(lang, s.path)
				s.name += "-" + string(lang)
				visit(t, b, s)
			}
		})
	}
}

// visit looks at one page in every window, by day and by night. It is held
// against every rule in the narrowest window and in the widest: what one between
// them shows stands in one of them. By night other colours are all that changes.
func visit(t *testing.T, b *tab, s sight) {
	t.Helper()
	if status := b.open(t, s.path); status != s.status {
		t.Errorf("%s: %d, want %d", s.path, status, s.status)
	}
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(t, scheme)
		rules := everyRule
		if scheme == "dark" {
			rules = ofColours
		}
		for _, width := range []int64{widths[0], widths[2]} {
			look(t, b, fmt.Sprintf("%s-%s-%d", s.name, scheme, width), width, rules)
		}
		if os.Getenv(pictures) != "" {
			look(t, b, fmt.Sprintf("%s-%s-%d", s.name, scheme, widths[1]), widths[1], rules)
		}
	}
	for _, width := range append([]int64{widths[1]}, tight...) {
		fits(t, b, s.path, width)
	}
	showsFocus(t, b, s.path)
	for _, ill := range b.complaints() {
		t.Errorf("%s: %s", s.path, ill)
	}
}

func TestEveryDisplaySettingIsAccessibleAndFitsTheScreen(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	b.judges(t)
	for _, s := range sights(t) {
		switch s.name {
		case "home", "adverse", "list-refused", "record", "subject", "search", "catalog":
		default:
			continue // the others are made of the same parts
		}
		for _, setting := range []string{"size=larger", "contrast=more", "mode=elder"} {
			name, value, _ := strings.Cut(setting, "=")
			b.open(t, s.path+joint(s.path)+setting)
			if got := ask[string](t, b, `document.documentElement.className`); got != name+"-"+value {
				t.Fatalf("the page is %q after %s", got, setting)
			}
			for scheme, rules := range map[string]rules{"light": everyRule, "dark": ofColours} {
				b.scheme(t, scheme)
				look(t, b, fmt.Sprintf("%s-%s-%s", s.name, value, scheme), widths[0], rules)
			}
			for _, width := range tight {
				fits(t, b, s.path+" with "+setting, width)
			}
			b.open(t, s.path+joint(s.path)+name+"=")
		}
	}
}

// joint is what stands before one more parameter of an address.
func joint(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

// rules are those that a page is held against.
type rules string

// All of them, and those that other colours can break on a page that keeps all of
// them in the usual ones.
const (
	everyRule rules = `resultTypes: ["violations"]`
	ofColours rules = `resultTypes: ["violations"], runOnly: {type: "rule", values: ["color-contrast"]}`
)

// judges puts the judge of accessibility into every page that the tab opens.
func (b *tab) judges(t *testing.T) {
	t.Helper()
	judge := page.AddScriptToEvaluateOnNewDocumentParams{Source: mustReadTool(t, "axe-core", "axe.min.js")}
	call(t, b, page.AddScriptToEvaluateOnNewDocument, judge)
}

// broken is what breaks the rules on the page that is looked at.
func broken(t *testing.T, b *tab, against rules) []violation {
	t.Helper()
	return ask[[]violation](t, b, `axe.run(document, {`+string(against)+`}).then(r => r.violations.flatMap(v =>
		v.nodes.map(n => ({Rule: v.id, Impact: v.impact, Where: n.html.slice(0, 200) + " " + (n.failureSummary ?? "")}))))`)
}

// look judges one page in one window and keeps its picture.
func look(t *testing.T, b *tab, name string, width int64, against rules) {
	t.Helper()
	fits(t, b, name, width)
	for _, v := range broken(t, b, against) {
		t.Errorf("%s: %s (%s): %s", name, v.Rule, v.Impact, v.Where)
	}
	if folder := os.Getenv(pictures); folder != "" {
		keep(t, b, filepath.Join(folder, name+".png"))
	}
}

// violation is what axe finds against a page.
type violation struct{ Rule, Impact, Where string }

// fits opens a window of the width and fails when the page can be moved
// sideways in it.
func fits(t *testing.T, b *tab, name string, width int64) {
	t.Helper()
	b.size(t, width)
	if over := ask[int64](t, b, wholeWidth); over > width {
		t.Errorf("%s is %d px wide in a window of %d", name, over, width)
	}
}

// wholeWidth lays out also what lies below the view, which is otherwise put off
// and then has no width that could be measured.
const wholeWidth = `(() => {
  const all = new CSSStyleSheet()
  all.replaceSync("* { content-visibility: visible !important }")
  document.adoptedStyleSheets = [all]
  return document.scrollingElement.scrollWidth
})()`

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
