package portaltest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/web"
	"creditportal/web/route"
)

// readCounter is a store that counts how often a request is read.
type readCounter struct {
	flow.Store
	reads *atomic.Int64
}

// Request implements flow.Store.
func (c readCounter) Request(ctx context.Context, publicID string, by actor.Actor) (flow.Request, error) {
	c.reads.Add(1)
	return c.Store.Request(ctx, publicID, by)
}

func TestAPageOfARequestReadsItAsOftenForTwoItemsAsForOne(t *testing.T) {
	deps, err := mustOpenDemo(t, t.TempDir(), 1000, firstDay+"T10:00:00+08:00").Doors()
	if err != nil {
		t.Fatal(err)
	}
	var reads atomic.Int64
	deps.Limit, deps.Objections.Desk.Store = -1, readCounter{deps.Objections.Desk.Store, &reads}
	handler, err := web.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	o := &hall{TB: t, base: server.URL, deps: deps}
	officer, took := o.signIn("officer"), map[int][]int64{}
	for n, name := range []string{"agent2", "agent"} {
		agent := o.signIn(name)
		var records []string
		agent.get(route.Own).doc.Find(`a[href*="record="]`).Each(func(_ int, link *goquery.Selection) {
			href, _ := link.Attr("href")
			records = append(records, href[strings.LastIndexByte(href, '=')+1:])
		})
		form := agent.get(route.NewFiling + "?record=" + records[0])
		filed := agent.followed(agent.submits(agent.fill(form, url.Values{
			"record": records[:n+1], "ground": {"wrong"}, "claim": {"示例"}, "contact": {"15400000001"},
		})))
		for _, v := range []*visitor{agent, officer} {
			before := reads.Load()
			if page := v.get(filed.path); page.status != http.StatusOK {
				t.Fatalf("%s: %d", filed.path, page.status)
			}
			took[n+1] = append(took[n+1], reads.Load()-before)
		}
	}
	if !slices.Equal(took[1], took[2]) {
		t.Errorf("the applicant and an officer read a request of one item %d times, of two %d", took[1], took[2])
	}
}
