package portaltest

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/storetest"
	"creditportal/web"
	"creditportal/web/route"
)

// BenchmarkMidnight has public pages asked for at a steady pace, first in peace, then
// from the midnight on at which ten thousand of twenty thousand records are over, until
// the portal has moved the last of them to the archive. Of four pages one is a list that
// nobody has asked for; the others are kept. Who asks and who is asked share the machine.
func BenchmarkMidnight(b *testing.B) {
	const over, records, pace, usually, allowed = 10_000, 20_000, 200, 4000, 1.5
	dir, today := mustMakeDemo(b, records, firstDay+"T23:00:00+08:00"), civil.MustParse(firstDay)
	raw := storetest.Raw(b, storetest.Database{URL: "sqlite:" + filepath.Join(dir, "portal.db"), Dialect: "sqlite"})
	_, err := raw.Exec("UPDATE records SET disclosed_until = ? WHERE id IN (SELECT id FROM records "+
		"WHERE state = 'active' AND disclosed_until > ? ORDER BY id LIMIT ?)", firstDay, firstDay, over)
	if err != nil {
		b.Fatal(err)
	}
	p := mustOpenDemoAs(b, demoIn(dir, records, firstDay+"T23:00:00+08:00"))
	b.Cleanup(p.Following(b.Context()))
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
	b.Cleanup(server.Close)
	stays := everyAdverse(b, p, today.AddDays(1))[0]
	draw := filters(b, deps)
	pages := []string{"/", "/disclosures/adverse", route.Record(stays.Number)}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	asked := 0
	ask := func(more func(n int) bool) time.Duration {
		return steadily(b, pace, more, func() func() error {
			asked++
			path := draw(asked)
			if n := asked % (len(pages) + 1); n < len(pages) {
				path = pages[n]
			}
			return func() error { return fetch(client, server.URL+path) }
		})
	}
	archived := func() (n int) {
		err := raw.QueryRow("SELECT COUNT(*) FROM records WHERE archived_on = ?", today.AddDays(1).String()).Scan(&n)
		if err != nil {
			b.Error(err)
		}
		return n
	}
	ask(func(n int) bool { return n < pace })
	peace := ask(func(n int) bool { return n < usually })
	if err := deps.MoveClock(b.Context(), 2*time.Hour); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	busy := ask(func(n int) bool { return n%pace != 0 || archived() < over && n < 100*usually })
	b.ReportMetric(float64(archived())/time.Since(began).Seconds(), "archived/s")
	b.ReportMetric(float64(peace.Microseconds())/1000, "p99-ms-usually")
	b.ReportMetric(float64(busy.Microseconds())/1000, "p99-ms-at-midnight")
	ratio := float64(busy) / float64(peace)
	b.ReportMetric(ratio, "times")
	if n := archived(); n < over || ratio > allowed {
		b.Errorf("%d of %d records are in the archive, and pages take %.2f times as long as usually", n, over, ratio)
	}
}

// steadily asks so often a second while there is more to ask, and returns the time in
// which 99 of 100 were answered.
func steadily(b *testing.B, perSecond int, more func(n int) bool, next func() func() error) time.Duration {
	b.Helper()
	var mu sync.Mutex
	var times []time.Duration
	var all sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for n := 0; more(n); n++ {
		<-tick.C
		ask := next()
		all.Go(func() {
			began := time.Now()
			if err := ask(); err != nil {
				b.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			times = append(times, time.Since(began))
		})
	}
	all.Wait()
	slices.Sort(times)
	return times[len(times)*99/100]
}
