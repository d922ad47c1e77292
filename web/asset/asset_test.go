package asset_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"

	"creditportal/static"
	"creditportal/web/asset"
)

func mustBuild(t *testing.T) *asset.Set {
	t.Helper()
	s, err := asset.Build(static.Files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(s http.Handler, address, coding string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Encoding", coding)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestAnAssetIsTheSameHoweverItTravels(t *testing.T) {
	s := mustBuild(t)
	for _, name := range s.Names() {
		plain := get(s, s.Href(name), "").Body.Bytes()
		if len(plain) == 0 {
			t.Fatalf("%s is empty", name)
		}
		zipped, err := gzip.NewReader(get(s, s.Href(name), "gzip").Body)
		if err != nil {
			t.Fatal(err)
		}
		for coding, body := range map[string]io.Reader{
			"gzip": zipped, "br": brotli.NewReader(get(s, s.Href(name), "gzip, br").Body),
		} {
			got, err := io.ReadAll(body)
			if err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%s: %s unpacks to something else (%v)", name, coding, err)
			}
		}
	}
}

func TestAnAssetMayBeKeptForEverAndItsAddressFollowsItsContent(t *testing.T) {
	s := mustBuild(t)
	w := get(s, s.Href(asset.SheetName), "br;q=0, gzip")
	for header, want := range map[string]string{
		"Cache-Control":    "public, max-age=31536000, immutable",
		"Content-Type":     "text/css; charset=utf-8",
		"Content-Encoding": "gzip",
		"Vary":             "Accept-Encoding",
	} {
		if got := w.Header().Get(header); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	for _, address := range []string{"/static/", "/static/old/portal.css", "/static/../go.mod"} {
		if w := get(s, address, ""); w.Code != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", address, w.Code)
		}
	}
	if s.Href("nowhere.js") != "" {
		t.Error("an asset that does not exist has an address")
	}
}

func TestTheStyleSheetAndTheModulesKeepTheirBudget(t *testing.T) {
	s := mustBuild(t)
	for _, name := range s.Names() {
		limit, own := map[string]int{
			asset.SheetName: 14 << 10,
			"card.png":      32 << 10, // no page shows it: it is fetched where an address is passed on
		}[name]
		if !own {
			limit = 2 << 10
		}
		if size := get(s, s.Href(name), "gzip").Body.Len(); size > limit {
			t.Errorf("%s: %d bytes compressed, at most %d", name, size, limit)
		}
	}
}

func TestAStyleSheetOutsideItsLayerIsRefused(t *testing.T) {
	tests := map[string]string{
		"css/00-reset/a.css":  "a { color: red; }",
		"css/10-tokens/a.css": "@layer reset {\na { color: red; }\n}",
		"css/20-base/a.css":   "@layer base {\na { color: red; \n}",
		"css/30-layout/a.css": "@layer layout {\n}\n@layer layout {\n}",
	}
	for name, text := range tests {
		if _, err := asset.Build(fstest.MapFS{name: {Data: []byte(text)}}); err == nil {
			t.Errorf("%s was taken", name)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the complaint does not name the file: %v", name, err)
		}
	}
	if _, err := asset.Build(fstest.MapFS{}); err == nil {
		t.Error("no style sheet at all was taken")
	}
}

func TestTheSheetIsJoinedInTheOrderOfItsLayersWithoutWrappers(t *testing.T) {
	s, err := asset.Build(fstest.MapFS{
		"css/20-base/a.css":   {Data: []byte("/* why */\n@layer base {\nh1, h2 { margin: 0 auto; }\n}\n")},
		"css/00-reset/a.css":  {Data: []byte("@layer reset {\n* > a:hover {\n  color: inherit;\n}\n}\n")},
		"css/30-layout/b.css": {Data: []byte("@layer layout {\n@media (min-width: 48em) {\n.l-a { inset: auto 0 0; } }\n}")},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := get(s, s.Href(asset.SheetName), "").Body.String()
	want := "*>a:hover{color:inherit}h1,h2{margin:0 auto}@media (min-width: 48em){.l-a{inset:auto 0 0}}"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAPictureThatASheetNamesIsFetchedByItsAddress(t *testing.T) {
	s, err := asset.Build(static.Files)
	if err != nil {
		t.Fatal(err)
	}
	sheet := get(s, s.Href(asset.SheetName), "").Body.String()
	for _, name := range []string{"pointer.svg", "hand.svg"} {
		if !strings.Contains(sheet, `url("`+s.Href(name)+`")`) && !strings.Contains(sheet, "url("+s.Href(name)+")") {
			t.Errorf("the sheet does not lead to %s", name)
		}
		if w := get(s, s.Href(name), ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}
