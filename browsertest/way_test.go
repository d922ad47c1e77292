//go:build browser

package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	downloads "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"creditportal/internal/i18n"
)

// way is how a visitor comes to things and sets them off.
type way struct {
	name  string
	begin func(*tab, *testing.T)
	reach func(*tab, *testing.T, string) // the thing that the selector names
	enter chromedp.Action[chromedp.Void] // then leads to another page
}

// ways are that of a mouse where no script runs, and that of the keyboard alone.
func ways() []way {
	return []way{
		{"without scripts", (*tab).withoutScripts, (*tab).pointAt, nil},
		{"with the keyboard alone", func(*tab, *testing.T) {}, (*tab).tabTo, chromedp.KeyEvent(kb.Enter)},
	}
}

// From the home page to a record, its subject, its sheet and its table.
func TestAVisitorTakesARecordsSubjectHomeOnPaperAndAsATable(t *testing.T) {
	for _, w := range ways() {
		for _, lang := range i18n.Langs() {
			t.Run(w.name+" "+string(lang), func(t *testing.T) {
				b := newTab(t)
				w.begin(b, t)
				b.size(t, widths[2])
				b.open(t, i18n.LangPath(lang, "/"))
				w.follow(b, t, `main a[href*="/records/"]`)
				b.at(t, lang, "/records/")
				record := ask[string](t, b, `location.pathname.split("/").pop()`)
				w.follow(b, t, `main a[href*="/subjects/"]`)
				b.at(t, lang, "/subjects/")
				name := ask[string](t, b, heading)
				w.follow(b, t, `main a[href$="/print"]`)
				if on := ask[string](t, b, heading); on != name {
					t.Errorf("the sheet is headed %q, not %q", on, name)
				}
				w.follow(b, t, `a[href*="/subjects/"]:not([href$="/print"])`)
				table := w.download(b, t, `main a[href$="/records.csv"]`)
				if !strings.HasPrefix(table, "\ufeff") || !strings.Contains(table, record) || !strings.Contains(table, name) {
					t.Errorf("the table of %s with %s begins %.200q", name, record, table)
				}
				b.wellBehaved(t)
			})
		}
	}
}

func (w way) follow(b *tab, t *testing.T, selector string) {
	t.Helper()
	if w.enter == nil {
		b.press(t, selector)
		return
	}
	w.reach(b, t, selector)
	b.follow(t, w.enter)
}

// download sets off what the selector names and returns the file that came.
func (w way) download(b *tab, t *testing.T, selector string) string {
	t.Helper()
	dir := t.TempDir()
	call(t, b, downloads.SetDownloadBehavior, downloads.SetDownloadBehaviorParams{
		Behavior: downloads.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir, //nolint:misspell // the protocol's own word
	})
	w.reach(b, t, selector)
	if w.enter != nil {
		b.do(t, w.enter)
	} else {
		b.do(t, chromedp.Click(chromedp.CSS(selector)))
	}
	deadline, tick := time.After(patience), time.NewTicker(50*time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-deadline:
			t.Fatal("no file came")
		case <-tick.C:
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 1 {
			text, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
	}
}

// pointAt fails unless the thing can be seen.
func (b *tab) pointAt(t *testing.T, selector string) {
	t.Helper()
	b.do(t, chromedp.WaitVisible(chromedp.CSS(selector)))
}

// tabTo presses Tab until the keyboard stands on the thing, and fails unless it
// comes there and can be seen there.
func (b *tab) tabTo(t *testing.T, selector string) {
	t.Helper()
	const most = 300
	for range most {
		b.do(t, chromedp.KeyEvent(kb.Tab))
		if ask[bool](t, b, `document.activeElement.matches('`+selector+`')`) {
			if !ask[bool](t, b, `(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== "none")(
				getComputedStyle(document.activeElement))`) {
				t.Errorf("the keyboard cannot be seen on %s", selector)
			}
			return
		}
	}
	t.Fatalf("the keyboard does not come to %s", selector)
}
