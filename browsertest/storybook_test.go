//go:build browser

package browsertest

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
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
	next := make(chan string, len(pages))
	for _, path := range pages {
		if dressed(path) == "" {
			next <- path
		}
	}
	close(next)
	for n := range lookers {
		t.Run(fmt.Sprint("tab ", n), func(t *testing.T) {
			t.Parallel()
			b := newTabOf(t, book)
			b.judges(t)
			for path := range next {
				b.open(t, path)
				look(t, b, pictured(path), widths[0], everyRule)
				for _, width := range append([]int64{widths[2]}, tight...) {
					fits(t, b, path, width)
				}
				for _, mode := range outfits {
					if worn := path + "-" + mode.name; slices.Contains(pages, worn) && dressed(worn) != "" {
						dress(t, b, path, mode)
					}
				}
				for _, ill := range b.complaints() {
					t.Errorf("%s: %s", path, ill)
				}
			}
		})
	}
}

// pictured is the name of the picture of a page of the storybook.
func pictured(path string) string {
	return strings.ReplaceAll(strings.Trim("storybook"+path, "/"), "/", "-")
}

// outfit is a display setting that gives a page other colours or another size,
// and leaves what it says and how it is built as it is.
type outfit struct {
	name, class string
	against     rules // "": other sizes break no rule
}

var outfits = []outfit{
	{"dark", "theme-dark", ofColours}, {"contrast", "contrast-more", ofColours}, {"larger", "size-larger", ""},
}

// dressed is the outfit in which the page of the storybook is shown; "" for the
// usual one, and for settings that make another page of it, as they do of the
// page on which they are chosen.
func dressed(path string) string {
	for _, o := range outfits {
		if strings.HasSuffix(path, "-"+o.name) && !strings.HasPrefix(path, "/pages/display-") {
			return o.name
		}
	}
	return ""
}

// dress puts the outfit upon the page that is looked at: that the page of that
// setting differs by no more is asked by another test.
func dress(t *testing.T, b *tab, path string, o outfit) {
	t.Helper()
	usual := ask[string](t, b, `(c => { const usual = document.documentElement.className
		document.documentElement.className = c; return usual })(`+strconv.Quote(o.class)+`)`)
	switch {
	case o.against != "":
		look(t, b, pictured(path+"-"+o.name), widths[0], o.against)
	default:
		for _, width := range append(tight, widths[0], widths[2]) {
			fits(t, b, path+"-"+o.name, width)
		}
	}
	ask[string](t, b, `document.documentElement.className = `+strconv.Quote(usual))
}

// What is looked at above in one page with three outfits are four pages.
func TestAPageInOtherColoursOrSizesDiffersByThatAlone(t *testing.T) {
	t.Parallel()
	book, pages := openStorybook(t)
	compared := 0
	for _, path := range pages {
		for _, o := range outfits {
			usual, ok := strings.CutSuffix(path, "-"+o.name)
			if !ok || !slices.Contains(pages, usual) || dressed(path) == "" {
				continue
			}
			compared++
			want, class := undressed(t, book, usual)
			got, worn := undressed(t, book, path)
			if got != want || class != "" || worn != o.class {
				t.Errorf("%s is of the class %q and differs from %s by more than that", path, worn, usual)
			}
		}
	}
	if compared < 60 {
		t.Errorf("only %d pages were compared", compared)
	}
}

// undressed is a page without the class that its display settings give it, and
// that class; also without the menu in which the chosen one is marked, and what
// tells the browser of it before the style sheet does.
func undressed(t *testing.T, book site, path string) (string, string) {
	t.Helper()
	got, err := book.get(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(got.text))
	if err != nil {
		t.Fatal(err)
	}
	root := doc.Find("html")
	class, _ := root.Attr("class")
	root.RemoveAttr("class")
	doc.Find(`.l-display, meta[name="color-scheme"]`).Remove()
	text, err := root.Html()
	if err != nil {
		t.Fatal(err)
	}
	return text, class
}

func TestEveryPartOfTheStorybookIsAccessibleAndFitsTheScreen(t *testing.T) {
	book, _ := openStorybook(t)
	b := newTabOf(t, book)
	b.judges(t)
	b.open(t, "/")
	for _, width := range []int64{widths[0], widths[2]} {
		fits(t, b, "the storybook", width)
	}
	for _, v := range broken(t, b, everyRule) {
		if v.Rule != "landmark-unique" { // a part that is a landmark stands here in all its states
			t.Errorf("%s (%s): %s", v.Rule, v.Impact, v.Where)
		}
	}
	for _, ill := range b.complaints() {
		t.Error(ill)
	}
}
