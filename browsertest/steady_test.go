//go:build browser

package browsertest

import (
	"testing"

	"creditportal/internal/i18n"
)

func TestNothingThatIsReadOnATelephoneMovesWhileAPageLoads(t *testing.T) {
	b := newTab(t)
	b.size(t, widths[0])
	for _, s := range sights(t) {
		for _, lang := range i18n.Langs() {
			path := i18n.LangPath(lang, s.path)
			b.open(t, path)
			if moved := ask[float64](t, b, shifts); moved > 0 {
				t.Errorf("%s: parts of it move by %.3f after they are first seen", path, moved)
			}
		}
	}
}

// shifts adds up what has moved; the first paint, which every page has, is
// reported behind it.
const shifts = `new Promise(done => {
  let moved = 0;
  const seen = new PerformanceObserver(list => {
    for (const entry of list.getEntriesByType("layout-shift")) moved += entry.value;
    if (list.getEntriesByType("paint").length > 0) done(moved);
  });
  seen.observe({type: "layout-shift", buffered: true});
  seen.observe({type: "paint", buffered: true});
})`
