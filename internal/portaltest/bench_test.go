package portaltest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/seed"
	"creditportal/internal/subject"
	"creditportal/web"
)

// benchRecords names the size of the demo whose pages are measured.
const benchRecords = "PORTAL_BENCH_RECORDS"

// BenchmarkPages measures whole pages over the loopback at sixteen clients,
// from the store and, in the same run, the same pages whose answers a register
// remembers: what the store and the index cost beside the page itself.
func BenchmarkPages(b *testing.B) {
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
	deps.Limit, deps.Keep = -1, -1
	keeping := deps
	keeping.Keep = 0
	remembering := deps
	remembering.Register = &remembered{Register: deps.Register, answers: &sync.Map{}}
	firm, err := seed.MakeFirm(3)
	if err != nil {
		b.Fatal(err)
	}
	for _, page := range []struct{ name, path string }{
		{"list", "/disclosures/adverse"},
		{"filtered", "/disclosures/adverse?item=A06&status=annotated"},
		{"record", "/records/" + string(endingOn(b, p, civil.MustParse(firstDay)).Number)},
		{"subject", "/subjects/" + endingOn(b, p, civil.MustParse(firstDay)).SubjectCode},
		{"search-two-characters", "/search?q=%E5%BB%BA%E6%9D%90"},
		{"search-name", "/search?q=" + url.QueryEscape(firm.Name)},
	} {
		for _, from := range []struct {
			name string
			deps web.Deps
		}{{"store", deps}, {"memory", remembering}, {"kept", keeping}} {
			b.Run(page.name+"/"+from.name, func(b *testing.B) { load(b, from.deps, page.path) })
		}
	}
}

// load asks for one page from sixteen clients, b.N times in all.
func load(b *testing.B, deps web.Deps, path string) {
	b.Helper()
	handler, err := web.New(deps)
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	const clients = 16
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	crowd(b, clients, func(int64) error { return fetch(client, server.URL+path) })
}

// crowd lets so many clients ask one after the other, b.N times in all.
func crowd(b *testing.B, clients int, ask func(i int64) error) {
	b.Helper()
	times := make([]time.Duration, b.N)
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for range clients {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
				began := time.Now()
				if err := ask(i); err != nil {
					b.Error(err)
					return
				}
				times[i] = time.Since(began)
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(times)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "asked/s")
	b.ReportMetric(float64(times[b.N/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[b.N*99/100].Microseconds())/1000, "p99-ms")
}

func fetch(client *http.Client, address string) error {
	ask, err := http.NewRequest(http.MethodGet, address, nil) //nolint:noctx // the benchmark's own server
	if err != nil {
		return err
	}
	ask.Header.Set("Accept-Encoding", "gzip") // set by hand, it is not unpacked: the client's work is not measured
	answer, err := client.Do(ask)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // read to the end
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d", address, answer.StatusCode)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// remembered answers the same question a second time from memory.
type remembered struct {
	web.Register
	answers *sync.Map
}

func remember[T any](r *remembered, question string, ask func() (T, error)) (T, error) {
	if known, ok := r.answers.Load(question); ok {
		return known.(T), nil
	}
	answer, err := ask()
	if err == nil {
		r.answers.Store(question, answer)
	}
	return answer, err
}

// List remembers pages of lists.
func (r *remembered) List(
	ctx context.Context, f search.Filter, today civil.Date, after search.Cursor, size int,
) (search.Listing, error) {
	return remember(r, fmt.Sprint("list", f, today, after, size), func() (search.Listing, error) {
		return r.Register.List(ctx, f, today, after, size)
	})
}

// Record remembers records.
func (r *remembered) Record(ctx context.Context, n record.Number, today civil.Date) (search.Page, error) {
	return remember(r, fmt.Sprint("record", n, today), func() (search.Page, error) {
		return r.Register.Record(ctx, n, today)
	})
}

// File remembers credit files.
func (r *remembered) File(
	ctx context.Context, code subject.Code, today civil.Date, after search.Cursor, limit int,
) (search.File, error) {
	return remember(r, fmt.Sprint("file", code, today, after, limit), func() (search.File, error) {
		return r.Register.File(ctx, code, today, after, limit)
	})
}

// Search remembers searches.
func (r *remembered) Search(
	ctx context.Context, q search.Query, today civil.Date, offset, limit int,
) (search.Results, error) {
	return remember(r, fmt.Sprint("search", q, today, offset, limit), func() (search.Results, error) {
		return r.Register.Search(ctx, q, today, offset, limit)
	})
}
