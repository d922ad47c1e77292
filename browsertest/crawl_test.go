//go:build browser

package browsertest

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"creditportal/internal/i18n"
	"creditportal/internal/seed"
)

// askers is how many ask at once.
const askers = 4

// crawl is a walk over every public address: those of the site map in both
// languages, what they link to, and what those link to in turn, except that of
// a page with parameters only the links to pages without are followed.
type crawl struct {
	t       *testing.T
	persons finder
	mu      sync.Mutex
	seen    map[string]bool
	left    sync.WaitGroup
	queue   chan string
}

func TestNoPublicPageNamesAPersonAndNoLinkIsDead(t *testing.T) {
	c := &crawl{t: t, persons: newFinder(), seen: map[string]bool{}, queue: make(chan string, 1<<20)}
	for _, path := range mustMap(t) {
		for _, lang := range i18n.Langs() {
			c.add(i18n.LangPath(lang, path))
		}
	}
	for range askers {
		go func() {
			for path := range c.queue {
				c.visit(path)
				c.left.Done()
			}
		}()
	}
	c.left.Wait()
	close(c.queue)
	if len(c.seen) < 2*3000 {
		t.Errorf("only %d addresses were found", len(c.seen))
	}
	t.Logf("%d addresses", len(c.seen))
}

func (c *crawl) add(path string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.seen[path] {
		c.seen[path] = true
		c.left.Add(1)
		c.queue <- path
	}
}

func (c *crawl) visit(path string) {
	got, err := portal.get(path)
	if err != nil {
		c.t.Error(err)
		return
	}
	switch got.status {
	case http.StatusOK:
	case http.StatusSeeOther: // a display setting leads back to its page
		c.add(got.to)
	default:
		c.t.Errorf("%s: %d", path, got.status)
	}
	if who := c.persons.find(got.text); who != "" {
		c.t.Errorf("%s shows %s, which is a planted person's", path, who)
	}
	if got.kind != "text/html" {
		return
	}
	for _, href := range links(c.t, got.text) {
		if !strings.Contains(path, "?") || !strings.Contains(href, "?") {
			c.add(href)
		}
	}
}

// finder finds any of many texts in one pass, by their first bytes.
type finder map[string][]string

// firstBytes is how many bytes the finder compares first; no text is shorter.
const firstBytes = 9

// newFinder returns the finder of all that is known of the planted persons.
func newFinder() finder {
	f := finder{}
	for _, p := range seed.Planted() {
		for _, text := range []string{p.Name, p.Number, p.Phone, p.Address} {
			f[text[:firstBytes]] = append(f[text[:firstBytes]], text)
		}
	}
	return f
}

func (f finder) find(text string) string {
	for i := range len(text) - firstBytes {
		for _, whole := range f[text[i:i+firstBytes]] {
			if strings.HasPrefix(text[i:], whole) {
				return whole
			}
		}
	}
	return ""
}

func TestAPlantedPersonWouldBeFound(t *testing.T) {
	f := newFinder()
	for _, p := range seed.Planted() {
		if f.find("<td>"+p.Name+"</td>") == "" || f.find("电话："+p.Phone+"，住址："+p.Address+"。") == "" {
			t.Errorf("%s would not be found", p.Name)
		}
	}
	if at := f.find("<td>示例宏达建材有限公司</td>"); at != "" {
		t.Errorf("a firm is taken for %s", at)
	}
}
