package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/andybalholm/brotli"

	"creditportal/internal/record"
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
