package portaltest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/search"
	"creditportal/web"
	"creditportal/web/route"
)

// BenchmarkAnyFilter measures lists that nobody has asked for since the last
// change: sixteen clients, each address asked for once, its filter drawn by
// chance from all that the form offers, with a range of days of its own.
func BenchmarkAnyFilter(b *testing.B) {
	records, err := strconv.Atoi(os.Getenv(benchRecords))
	if err != nil {
		records = 3000
	}
	dir := os.Getenv("PORTAL_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	p := mustOpenDemo(b, dir, records, firstDay+"T10:00:00+08:00")
	deps, err := p.Doors()
	if err != nil {
		b.Fatal(err)
	}
	deps.Limit = -1
	handler, err := web.New(deps)
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	draw := filters(b, deps)
	const clients, most = 16, 100_000
	addresses := make([]string, min(max(b.N, 1), most))
	for i := range addresses {
		addresses[i] = server.URL + draw(i)
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	crowd(b, clients, func(i int64) error { return fetch(client, addresses[i%most]) })
}

// filters draws addresses of lists with filters, no two of them the same.
func filters(b *testing.B, deps web.Deps) func(i int) string {
	b.Helper()
	lists := []search.List{search.AdverseList, search.FavourableList, search.DualList}
	today := civil.MustParse(firstDay)
	offered := map[search.List]search.Facets{}
	for _, list := range lists {
		found, err := deps.Register.List(context.Background(), search.Filter{List: list}, today, search.Cursor{}, 1)
		if err != nil {
			b.Fatal(err)
		}
		offered[list] = found.Facets
	}
	r := rand.New(rand.NewPCG(5, 6)) // the same each time
	return func(i int) string {
		list := lists[r.IntN(len(lists))]
		const days = 700
		to := today.AddDays(-r.IntN(days))
		query := url.Values{
			route.From: {to.AddDays(-r.IntN(days)).String()}, route.To: {to.String()}, "n": {strconv.Itoa(i)},
		}
		choices := [][]search.Facet{offered[list].Items, offered[list].Authorities, offered[list].Markings}
		for field, name := range []string{route.ItemCode, route.Authority, route.Status} {
			if some := choices[field]; len(some) > 0 && r.IntN(3) == 0 {
				query.Set(name, some[r.IntN(len(some))].Value)
			}
		}
		return fmt.Sprintf("%s?%s", route.List(list), query.Encode())
	}
}
