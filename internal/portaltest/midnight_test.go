package portaltest

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/portal"
	"creditportal/internal/search"
)

const firstDay = "2026-11-23"

// Art. 35 ¶1 and 条例 38: shown to the end of the last day, by no job but by
// the date in the question.
func TestARecordLeavesEveryPageAtTheMidnightAfterItsLastDay(t *testing.T) {
	dir := t.TempDir()
	ending := endingOn(t, mustOpenDemo(t, dir, 1500, firstDay+"T10:00:00+08:00"), civil.MustParse(firstDay))

	before := mustOpenDemo(t, dir, 1500, firstDay+"T23:59:30+08:00")
	if got := get(pages(t, before), "/records/"+string(ending.Number)).Code; got != http.StatusOK {
		t.Errorf("on its last day the record answers %d, want 200", got)
	}
	if !shown(t, before, ending) {
		t.Error("on its last day the record is not on all pages")
	}
	inListBefore := count(t, before, civil.MustParse(firstDay))

	after := mustOpenDemo(t, dir, 1500, "2026-11-24T00:00:00+08:00")
	if got := get(pages(t, after), "/records/"+string(ending.Number)).Code; got != http.StatusGone {
		t.Errorf("after its last day the record answers %d, want 410", got)
	}
	if shown(t, after, ending) {
		t.Error("after its last day the record is still on a page")
	}
	gone := inListBefore - count(t, after, civil.MustParse("2026-11-24"))
	if want := leaving(t, before, civil.MustParse(firstDay)); gone != want {
		t.Errorf("the list counts %d fewer, want %d", gone, want)
	}
}

func everyAdverse(t testing.TB, p *portal.Portal, today civil.Date) []disclosure.Shown {
	t.Helper()
	deps, err := p.Doors()
	if err != nil {
		t.Fatal(err)
	}
	var all []disclosure.Shown
	for after := (search.Cursor{}); ; {
		page, err := deps.Register.List(context.Background(), search.Filter{List: search.AdverseList}, today, after, 100)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Rows...)
		if page.Next.IsZero() || page.Next.Depth >= search.MaxDepth {
			return all
		}
		after = page.Next
	}
}

func endingOn(t testing.TB, p *portal.Portal, day civil.Date) disclosure.Shown {
	t.Helper()
	for _, s := range everyAdverse(t, p, day) {
		if s.DisclosedUntil == day {
			return s
		}
	}
	t.Fatal("the demo has no record that ends on its first day")
	return disclosure.Shown{}
}

func leaving(t *testing.T, p *portal.Portal, day civil.Date) int {
	t.Helper()
	n := 0
	for _, s := range everyAdverse(t, p, day) {
		if s.DisclosedUntil == day {
			n++
		}
	}
	return n
}

func count(t *testing.T, p *portal.Portal, today civil.Date) int {
	t.Helper()
	deps, err := p.Doors()
	if err != nil {
		t.Fatal(err)
	}
	adverse := search.Filter{List: search.AdverseList}
	page, err := deps.Register.List(context.Background(), adverse, today, search.Cursor{}, 20)
	if err != nil {
		t.Fatal(err)
	}
	return page.Total.N
}

// shown says whether subject page, search by document number and site map all
// show the record; it fails when they disagree.
func shown(t *testing.T, p *portal.Portal, s disclosure.Shown) bool {
	t.Helper()
	h, number := pages(t, p), string(s.Number)
	places := map[string]bool{
		"subject page": strings.Contains(get(h, "/subjects/"+s.SubjectCode).Body.String(), number),
		"list":         strings.Contains(get(h, "/disclosures/adverse?q="+s.SubjectCode+"&rows=100").Body.String(), number),
		"site map":     strings.Contains(get(h, "/sitemap/1").Body.String(), number),
	}
	on := 0
	for _, is := range places {
		if is {
			on++
		}
	}
	if on != 0 && on != len(places) {
		t.Errorf("the pages disagree about %s: %v", strconv.Quote(number), places)
	}
	return on > 0
}
