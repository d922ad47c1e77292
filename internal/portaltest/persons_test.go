package portaltest

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/seed"
)

// 条例 20: no natural person on any public surface. Two hundred stand in the
// demo as subjects, as controllers and inside held texts.
func TestNoPlantedPersonIsOnAnyPublicAddress(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 1500, firstDay+"T10:00:00+08:00")
	h := pages(t, p)
	addresses := []string{
		"/", "/search?q=%E7%A4%BA%E4%BE%8B", "/catalog", "/rules", "/legal-basis", "/services/self-query", "/sitemap/1",
		"/disclosures/adverse?rows=100", "/disclosures/favourable?rows=100", "/disclosures/dual?rows=100",
	}
	for _, person := range seed.Planted()[:40] {
		named := url.QueryEscape(person.Name)
		addresses = append(addresses, "/search?q="+named, "/disclosures/adverse?q="+named)
	}
	err := p.EachAddress(context.Background(), civil.MustParse(firstDay), func(path string) error {
		addresses = append(addresses, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(addresses) < 1000 {
		t.Fatalf("only %d addresses: the crawl sees too little", len(addresses))
	}
	for i, path := range addresses {
		for _, prefix := range []string{"", "/en"} {
			if prefix != "" && i%5 != 0 && !strings.Contains(path, "q=") {
				continue // every fifth record in English too: the words differ, the data do not
			}
			searchFor(t, h, cmp.Or(strings.TrimSuffix(prefix+path, "/"), "/"))
		}
	}
}

func searchFor(t *testing.T, h http.Handler, path string) {
	t.Helper()
	answer := get(h, path)
	if answer.Code != http.StatusOK && answer.Code != http.StatusSeeOther {
		t.Errorf("%s answers %d", path, answer.Code)
	}
	body := answer.Body.String()
	for _, person := range seed.Planted() {
		if strings.Contains(path, url.QueryEscape(person.Name)) {
			body = strings.ReplaceAll(body, person.Name, "") // the visitor's own words are shown again
		}
		for _, private := range []string{person.Name, person.Number, person.Phone, person.Address} {
			if strings.Contains(body, private) {
				t.Fatalf("%s shows %s", path, private)
			}
		}
	}
}
