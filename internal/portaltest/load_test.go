package portaltest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/portal"
	"creditportal/web"
	"creditportal/web/route"
)

// surfaces are the addresses that show a record, or might.
func surfaces(s disclosure.Shown) (showing, others []string) {
	record, subject := route.Record(s.Number), route.Subject(s.SubjectCode)
	own := "?" + url.Values{"q": {s.SubjectCode}, "rows": {"100"}}.Encode()
	list := route.Disclosures[:strings.Index(route.Disclosures, ":")] + "adverse"
	showing = []string{record, record + "/print", record + route.RecordAs, subject, subject + "/print", list + own}
	for _, form := range []string{route.AsCSV, route.AsXLSX, route.AsJSON, route.AsAtom} {
		showing = append(showing, list+form+own, subject+form)
	}
	others = []string{
		"/", list, list + route.AsCSV, route.Statistics, route.Services, "/services/objection?record=" + string(s.Number),
		"/search?q=" + url.QueryEscape(s.Document), "/search?q=" + s.SubjectCode,
	}
	for _, address := range append(showing[:len(showing):len(showing)], others...) {
		others = append(others, strings.TrimSuffix("/en"+address, "/"))
	}
	return append(showing, "/sitemap/1"), others
}

// asked asks as the n-th of many visitors and returns all the text of the
// answer.
func asked(t testing.TB, h http.Handler, n int64, address string) string {
	t.Helper()
	ask := httptest.NewRequest(http.MethodGet, address, nil)
	ask.RemoteAddr = fmt.Sprintf("10.%d.%d.1:1", n>>8&0xff, n&0xff)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, ask)
	if rec.Code >= http.StatusInternalServerError || rec.Code == http.StatusTooManyRequests {
		t.Errorf("%s answers %d", address, rec.Code)
	}
	if strings.Contains(address, route.AsXLSX) && rec.Code == http.StatusOK {
		return sheets(t, rec.Body.Bytes())
	}
	return rec.Body.String() + rec.Header().Get("Location")
}

func sheets(t testing.TB, book []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Error(err)
		return ""
	}
	var text strings.Builder
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Error(err)
			continue
		}
		_, err = io.Copy(&text, r)
		if err != nil {
			t.Error(err)
		}
	}
	return text.String()
}

// midnight is a clock that stands just before midnight until it is told to go
// on.
type midnight struct{ past atomic.Bool }

func (m *midnight) now() time.Time {
	last := civil.MustParse(firstDay).AddDays(1).Start()
	if m.past.Load() {
		return last
	}
	return last.Add(-time.Second)
}

func (m *midnight) handler(t *testing.T, p *portal.Portal) http.Handler {
	t.Helper()
	deps, err := p.Doors()
	if err != nil {
		t.Fatal(err)
	}
	deps.Limit, deps.Now, deps.Today = -1, m.now, func() civil.Date { return civil.Of(m.now()) }
	h, err := web.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Art. 35 ¶1: nothing has to run for a record to leave, and nothing that was
// kept, drawn or sent in part brings it back.
func TestWhenALastDayPassesUnderLoadNoSurfaceShowsTheRecordAfterwards(t *testing.T) {
	const asks, visitors = 10_000, 8
	p := mustOpenDemo(t, t.TempDir(), 1500, firstDay+"T10:00:00+08:00")
	ending := endingOn(t, p, civil.MustParse(firstDay))
	number := string(ending.Number)
	clock := &midnight{}
	h := clock.handler(t, p)
	showing, others := surfaces(ending)
	for _, address := range showing {
		if !strings.Contains(asked(t, h, 0, address), number) {
			t.Errorf("on its last day the record is not on %s", address)
		}
	}
	every := append(showing, others...)
	var done, after atomic.Int64
	var all sync.WaitGroup
	for visitor := range int64(visitors) {
		all.Go(func() {
			for after.Load() < asks {
				n := done.Add(1)
				if n == asks/10 {
					clock.past.Store(true)
				}
				begun := clock.past.Load()
				address := every[n%int64(len(every))]
				text := asked(t, h, visitor, address)
				if begun {
					after.Add(1)
				}
				// A form about the record may name what its visitor asked for.
				if begun && strings.Contains(text, number) && !strings.Contains(address, "record=") {
					t.Errorf("after midnight the record is on %s", address)
				}
			}
		})
	}
	all.Wait()
	if answered := after.Load(); answered < asks {
		t.Errorf("only %d requests were answered after midnight", answered)
	}
}
