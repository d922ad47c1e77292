package portaltest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/portal"
	"creditportal/internal/query"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
	"creditportal/web"
)

// unlogged is a store that keeps no look: the baseline alone has it.
type unlogged struct{ *store.Store }

// Note does nothing.
func (unlogged) Note(context.Context, query.Entry) error { return nil }

var starterEdition = sync.OnceValue(edition.MustStarter)

func starter(_, code string) (catalog.Item, bool) { return starterEdition().Item(code) }

// BenchmarkLogged has people open their own file, eight at once, each answer with its
// entry committed before it, and beside it the same answers without the log.
func BenchmarkLogged(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { benchLogged(b, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		b.Run("MariaDB", func(b *testing.B) { benchLogged(b, open) })
	}
}

func benchLogged(b *testing.B, open storetest.Opener) {
	o := demoIn(b.TempDir(), 3000, firstDay+"T10:00:00+08:00")
	o.Database = open(b).URL
	p := mustOpenDemoAs(b, o)
	beside := mustOpenStoreOf(b, o)
	for _, kind := range []string{"logged", "unlogged"} {
		b.Run(kind, func(b *testing.B) {
			base := mustAnswer(b, p, func(deps *web.Deps) {
				if kind == "unlogged" {
					deps.Desk = query.NewDesk(unlogged{beside}, starter, deps.Now)
				}
			})
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
			agent := cookies(b, (&hall{TB: b, base: base}).signIn("agent"))
			crowd(b, 8, func(int64) error { return fetchAs(client, base+"/my", agent) })
		})
	}
}

// mustAnswer serves the portal with other doors, and returns where.
func mustAnswer(b *testing.B, p *portal.Portal, bend func(*web.Deps)) string {
	b.Helper()
	deps, err := p.Doors()
	if err != nil {
		b.Fatal(err)
	}
	deps.Limit = -1
	bend(&deps)
	handler, err := web.New(deps)
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(handler)
	b.Cleanup(server.Close)
	return server.URL
}

// fetchAs is fetch for whoever has the cookies.
func fetchAs(client *http.Client, address, cookies string) error {
	ask, err := http.NewRequest(http.MethodGet, address, nil) //nolint:noctx // the benchmark's own server
	if err != nil {
		return err
	}
	ask.Header.Set("Accept-Encoding", "gzip")
	ask.Header.Set("Cookie", cookies)
	answer, err := client.Do(ask)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // read to the end
	if answer.StatusCode != http.StatusOK || answer.Request.URL.Path != "/my" {
		return fmt.Errorf("%s answers %d", answer.Request.URL.Path, answer.StatusCode)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}
