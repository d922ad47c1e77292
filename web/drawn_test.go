package web_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"

	"creditportal/internal/record"
	"creditportal/web"
)

func TestAPageIsTheSameInEveryPackingDrawnOrKept(t *testing.T) {
	w := newWorld(t)
	for _, address := range w.everyPage() {
		want := body(t, w.get(address))
		for _, accepts := range []string{"br, gzip", "gzip", "", "br"} {
			rec := w.get(address, header("Accept-Encoding", accepts))
			if got := unpacked(t, rec); got != want {
				t.Errorf("%s accepting %q: %d bytes packed as %q, want %d",
					address, accepts, len(got), rec.Header().Get("Content-Encoding"), len(want))
			}
			if rec.Header().Get("Vary") != "Accept-Encoding" || rec.Header().Get("ETag") == "" {
				t.Errorf("%s accepting %q: headers %v", address, accepts, rec.Header())
			}
		}
	}
}

// unpacked reads an answer as a browser does.
func unpacked(t *testing.T, rec *httptest.ResponseRecorder) string {
	t.Helper()
	var text io.Reader = bytes.NewReader(rec.Body.Bytes())
	switch rec.Header().Get("Content-Encoding") {
	case "br":
		text = brotli.NewReader(text)
	case "gzip":
		var err error
		if text, err = gzip.NewReader(text); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := io.ReadAll(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(whole)
}

func TestAPageThatManyAskForAtOnceIsReadOnce(t *testing.T) {
	w := newWorld(t)
	var asked atomic.Int32
	hold := make(chan struct{})
	w.breaks = func() error {
		asked.Add(1)
		<-hold
		return nil
	}
	const visitors = 32
	var started, all sync.WaitGroup
	answers := make([]*httptest.ResponseRecorder, visitors)
	for i := range visitors {
		started.Add(1)
		all.Go(func() {
			started.Done()
			answers[i] = w.get("/disclosures/adverse")
		})
	}
	started.Wait()
	close(hold)
	all.Wait()
	once := asked.Load()
	w.get("/disclosures/adverse")
	for _, rec := range answers {
		if rec.Code != http.StatusOK || rec.Body.String() != answers[0].Body.String() {
			t.Errorf("a visitor is answered with %d, %d bytes", rec.Code, rec.Body.Len())
		}
	}
	if asked.Load() != once || once > 1 {
		t.Errorf("the store was read %d times, and %d more for a page that was kept", once, asked.Load()-once)
	}
}

func TestNoKeptPageOutlivesAChangeOfItsRecord(t *testing.T) {
	w := newWorld(t)
	address := "/records/" + string(w.records[atPlain].Number)
	if code := w.get(address).Code; code != http.StatusOK {
		t.Fatalf("the record answers %d", code)
	}
	w.records[atPlain].State = record.Removed
	w.version++
	if code := w.get(address).Code; code != http.StatusGone {
		t.Errorf("the withdrawn record answers %d", code)
	}
}

func TestAKeptPageIsCountedNumberedAndWrittenDownLikeAnyOther(t *testing.T) {
	w := newWorld(t)
	w.open(t, func(d *web.Deps) { d.Limit = 3 })
	address := "/records/" + string(w.records[atPlain].Number)
	first := w.get(address, header("Accept-Encoding", "gzip"))
	w.log.Reset()
	second := w.get(address, header("Accept-Encoding", "gzip"))
	written := w.log.String()
	for _, want := range []string{
		"route=/records/:no", "status=200", "method=GET", "request=" + second.Header().Get("X-Request-Id"),
		fmt.Sprintf("bytes=%d", second.Body.Len()),
	} {
		if !strings.Contains(written, want) {
			t.Errorf("the line lacks %q: %s", want, written)
		}
	}
	if first.Header().Get("X-Request-Id") == second.Header().Get("X-Request-Id") {
		t.Error("two requests have one number")
	}
	for name := range second.Header() {
		if name == "X-Request-Id" || name == "Content-Length" {
			continue
		}
		if diff := cmp.Diff(first.Header()[name], second.Header()[name]); diff != "" {
			t.Errorf("%s (-drawn +kept):\n%s", name, diff)
		}
	}
	if rec := w.ask(http.MethodHead, address); rec.Code != http.StatusOK {
		t.Errorf("HEAD answers %d", rec.Code)
	}
	if rec := w.get(address); rec.Code != http.StatusTooManyRequests {
		t.Errorf("the fourth look in a minute answers %d, want to be slowed", rec.Code)
	}
}

func TestAnotherHostLanguageOrSettingIsNotGivenAKeptPage(t *testing.T) {
	w := newWorld(t)
	w.open(t, func(d *web.Deps) { d.BaseURL = "" })
	page := body(t, w.get("/"))
	for what, rec := range map[string]*httptest.ResponseRecorder{
		"a language": w.get("/en"), "a setting": w.get("/", header("Cookie", "display=dark...")),
		"a query": w.get("/disclosures/adverse?rows=50"), "an address": w.get("/disclosures/adverse"),
	} {
		if got := body(t, rec); rec.Code != http.StatusOK || got == page {
			t.Errorf("%s: %d, the same page: %v", what, rec.Code, got == page)
		}
	}
	elsewhere := w.get("/", func(r *http.Request) { r.Host = "other.example" })
	if tag := elsewhere.Header().Get("ETag"); tag == w.get("/").Header().Get("ETag") {
		t.Error("another host is given the same page")
	}
}
