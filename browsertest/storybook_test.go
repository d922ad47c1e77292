//go:build browser

package browsertest

import (
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/web"
)

// lookers is how many tabs look at the storybook at once.
const lookers = 2

// openStorybook opens the storybook and returns the addresses of its pages.
func openStorybook(t *testing.T) (site, []string) {
	t.Helper()
	handler, err := web.NewStorybook()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	book := site{base: server.URL}
	all, err := book.get("/")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(all.text))
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	doc.Find(`main a[href^="/pages/"]`).Each(func(_ int, a *goquery.Selection) {
		pages = append(pages, a.AttrOr("href", ""))
	})
	if len(pages) < 80 {
		t.Fatalf("the storybook tells of %d pages", len(pages))
	}
	return book, pages
}

func TestEveryPageOfTheStorybookIsAccessibleKeepsThePolicyAndFitsTheScreen(t *testing.T) {
	book, pages := openStorybook(t)
	axe := mustReadTool(t, "axe-core", "axe.min.js") + ";true"
	next := make(chan string, len(pages))
	for _, path := range pages {
		next <- path
	}
	close(next)
	var left sync.WaitGroup
	for range lookers {
		b := newTabOf(t, book)
		left.Go(func() {
			for path := range next {
				b.open(t, path)
				ask[bool](t, b, axe)
				look(t, b, strings.ReplaceAll(strings.Trim("storybook"+path, "/"), "/", "-"), widths[0])
				for _, width := range append([]int64{widths[2]}, tight...) {
					fits(t, b, path, width)
				}
				for _, ill := range b.complaints() {
					t.Errorf("%s: %s", path, ill)
				}
			}
		})
	}
	left.Wait()
}

func TestEveryPartOfTheStorybookIsAccessibleAndFitsTheScreen(t *testing.T) {
	book, _ := openStorybook(t)
	b := newTabOf(t, book)
	b.open(t, "/")
	ask[bool](t, b, mustReadTool(t, "axe-core", "axe.min.js")+";true")
	for _, width := range []int64{widths[0], widths[2]} {
		fits(t, b, "the storybook", width)
	}
	for _, v := range ask[[]violation](t, b, axeRun) {
		if v.Rule != "landmark-unique" { // a part that is a landmark stands here in all its states
			t.Errorf("%s (%s): %s", v.Rule, v.Impact, v.Where)
		}
	}
	for _, ill := range b.complaints() {
		t.Error(ill)
	}
}
