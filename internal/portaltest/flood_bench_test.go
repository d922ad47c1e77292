package portaltest

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/storetest"
)

// BenchmarkFlood has everybody's public pages asked for at a steady pace, first
// in peace, then while five hundred passwords a second are tried, each for
// another name from another address. Who asks and who is asked share the
// machine.
func BenchmarkFlood(b *testing.B) {
	in := mustInstall(b, storetest.SQLite)
	file := filepath.Join(b.TempDir(), "penalties.csv")
	mustWrite(b, file, csvOf(b, office.penalties(1000, labels)))
	mustImport(b, 0, in, file)
	mustStart(b, append(in.env, "PORTAL_REQUESTS_PER_MINUTE=2000000000", "PORTAL_TRUSTED_PROXIES=127.0.0.1/32"),
		mustBinary(b), "serve", "--listen", "127.0.0.1:18094")
	const base = "http://127.0.0.1:18094"
	list := packedPage(b, base+"/disclosures/adverse")
	record := regexp.MustCompile(`/records/[0-9A-Z]{4}-[0-9A-Z]{4}`).Find(mustUnpack(b, list))
	pages := []string{base + "/", base + "/disclosures/adverse", base + string(record)}
	const pace, tries = 300, 500
	for _, tried := range []int{0, tries} {
		b.Run(fmt.Sprintf("%d tries a second", tried), func(b *testing.B) {
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
			var answered atomic.Int64
			stop := flood(b, base, tried, &answered)
			var mu sync.Mutex
			var times []time.Duration
			b.ResetTimer()
			paced(pace, b.N, func(n int) {
				began := time.Now()
				if err := fetch(client, pages[n%len(pages)]); err != nil {
					b.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				times = append(times, time.Since(began))
			})
			b.StopTimer()
			stop()
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(len(times))/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(answered.Load())/b.Elapsed().Seconds(), "tries/s")
		})
	}
}

// paced does so many things, so many of them a second whatever each takes.
func paced(perSecond, n int, do func(n int)) {
	var all sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for i := range n {
		<-tick.C
		all.Go(func() { do(i) })
	}
	all.Wait()
}

// flood tries passwords until it is stopped.
func flood(b *testing.B, base string, perSecond int, answered *atomic.Int64) (stop func()) {
	b.Helper()
	if perSecond == 0 {
		return func() {}
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 512}}
	page, err := client.Get(base + "/signin")
	if err != nil {
		b.Fatal(err)
	}
	text, err := io.ReadAll(page.Body)
	if err != nil {
		b.Fatal(err)
	}
	_ = page.Body.Close()
	token := regexp.MustCompile(`name="form" value="([^"]*)"`).FindSubmatch(text)
	if token == nil {
		b.Fatal("the page to sign in at has no form")
	}
	ended := make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		tick := time.NewTicker(time.Second / time.Duration(perSecond))
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-tick.C:
				all.Go(func() { try(b, client, base, string(token[1]), n, answered) })
			case <-ended:
				return
			}
		}
	})
	return func() { close(ended); all.Wait() }
}

// try tries a password once, as somebody from anywhere.
func try(b *testing.B, client *http.Client, base, token string, n int, answered *atomic.Int64) {
	sent := url.Values{"form": {token}, "login": {fmt.Sprintf("nobody%d", n)}, "password": {"a long wrong password"}}
	body := strings.NewReader(sent.Encode())
	ask, err := http.NewRequest(http.MethodPost, base+"/signin", body) //nolint:noctx // the benchmark's own server
	if err != nil {
		b.Error(err)
		return
	}
	ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	ask.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", rand.IntN(256), rand.IntN(256), rand.IntN(256)))
	answer, err := client.Do(ask)
	if err != nil {
		b.Error(err)
		return
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	_ = answer.Body.Close()
	if answer.StatusCode == http.StatusOK || answer.StatusCode == http.StatusForbidden {
		b.Errorf("a wrong password answers %d", answer.StatusCode)
	}
	answered.Add(1)
}
