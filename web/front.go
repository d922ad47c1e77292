package web

import (
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/civil"
	"creditportal/templates/layout"
)

// front answers with pages that are kept before the router wakes. They passed
// every check when they were drawn; what is left is to count the client, to
// give the request its number and to write it down.
type front struct {
	*Server
	router http.Handler
}

// ServeHTTP implements http.Handler.
func (f front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	page, ok := f.kept(r)
	// A client that has asked too much is told so by the router.
	if !ok || f.buckets.take(neighbourhood(f.client(r)), f.deps.Now()) > 0 {
		f.router.ServeHTTP(w, r)
		return
	}
	id := newID()
	status, size := page.send(w, r, id)
	f.note(r, answer{page.pattern, status, size, began, id})
}

// kept finds the page that the request asks for, if it is kept.
func (f front) kept(r *http.Request) (*drawn, bool) {
	if f.pages.kept == nil || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return nil, false
	}
	return f.pages.kept.Get(f.key(r, f.deps.Feed.DataVersion(), f.deps.Today(), readPrefs(r)))
}

// drawnKey is all that a public page depends on. It stays inside the process:
// what was asked for is part of it.
type drawnKey struct {
	version           int64
	today             civil.Date
	rules, catalog    string // digests
	prefs             layout.Prefs
	host, path, query string
}

// String implements fmt.Stringer: keys differ where their texts do.
func (k drawnKey) String() string {
	return strings.Join([]string{
		strconv.FormatInt(k.version, 10), k.today.String(), k.rules, k.catalog, k.prefs.Class(), k.host, k.path, k.query,
	}, "\x00")
}

func (s *Server) key(r *http.Request, version int64, today civil.Date, prefs layout.Prefs) drawnKey {
	rules := s.deps.Rules()
	prefs.Keys = "" // changes no public page
	return drawnKey{
		version, today, rules.Digest(), s.deps.Catalog().Digest, prefs, r.Host, r.URL.EscapedPath(), r.URL.RawQuery,
	}
}

// answer is what is written down of one.
type answer struct {
	pattern string
	status  int
	size    int64
	began   time.Time
	id      string
}

// note writes one line for a request: what was answered, never what was asked.
// The address is that of the door; text that a visitor typed is in none of the
// fields.
func (s *Server) note(r *http.Request, a answer) {
	s.deps.Log.LogAttrs(r.Context(), slog.LevelInfo, "answered",
		slog.String("method", knownMethod(r.Method)), slog.String("route", a.pattern),
		slog.Int("status", a.status), slog.Int64("bytes", a.size),
		slog.Duration("took", time.Since(a.began)), slog.String("request", a.id))
}
