//go:build browser

package browsertest

import (
	"math"
	"testing"

	"creditportal/internal/i18n"
)

func TestNothingThatIsReadOnATelephoneMovesWhileAPageLoads(t *testing.T) {
	b := newTab(t)
	b.size(t, widths[0])
	for _, s := range sights(t) {
		for _, lang := range i18n.Langs() {
			path := i18n.LangPath(lang, s.path)
			if moved := movesBy(t, b, path); moved > 0 {
				t.Errorf("%s: parts of it move by %.3f after they are first seen", path, moved)
			}
		}
	}
}

// movesBy is by how much parts of the page move at the least. What the page
// itself does shows in every look; a machine that is busy in the midst of one
// lets a page be seen before it has come whole.
func movesBy(t *testing.T, b *tab, path string) float64 {
	t.Helper()
	const looks = 3
	least := math.Inf(1)
	for range looks {
		b.open(t, path)
		if least = min(least, ask[float64](t, b, shifts)); least == 0 {
			break
		}
	}
	return least
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
