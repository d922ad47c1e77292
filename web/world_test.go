package web_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/disclosure"
	"creditportal/internal/index"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/seed"
	"creditportal/internal/statute"
	"creditportal/internal/subject"
	"creditportal/web"
	"creditportal/web/route"
)

// now is the instant of every request in these tests, unless one moves it.
var now = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) // 08:00 in Zhangdian

// world is a portal with its data, at a day.
type world struct {
	*shelf
	deps    web.Deps
	handler http.Handler
	now     time.Time
	version int64
	log     journal
	down    error // what Ping says
	pieces  []content.Piece
}

// journal is a log that many write and one reads.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write implements io.Writer.
func (j *journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(line)
}

// String implements fmt.Stringer.
func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// Reset forgets what was written.
func (j *journal) Reset() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.text.Reset()
}

// DataVersion implements web.Feed.
func (w *world) DataVersion() int64 { return w.version }

// ChangedAt implements web.Feed.
func (w *world) ChangedAt() time.Time { return now }

// Ping implements web.Feed.
func (w *world) Ping(context.Context) error { return w.down }

// EachAddress implements web.Feed.
func (w *world) EachAddress(_ context.Context, today civil.Date, give func(string) error) error {
	for _, f := range w.found(func(r record.Record) bool { return r.SubjectKind != subject.Person }, today) {
		if err := give(route.Record(f.Record.Number)); err != nil {
			return err
		}
	}
	return nil
}

// newWorld opens a portal over the records of the plan and what else is added.
func newWorld(t *testing.T, more ...func(*world, *testing.T)) *world {
	t.Helper()
	w := &world{
		now: now, version: 1,
		shelf: &shelf{edition: edition.MustStarter(), rules: statute.MustLoad().Rules, subjects: map[int64]subject.Subject{}},
	}
	w.plan(t)
	w.write(t)
	for _, add := range more {
		add(w, t)
	}
	ix := index.New()
	if err := w.fill(ix); err != nil {
		t.Fatal(err)
	}
	items := func() catalog.Edition { return w.edition }
	rules := func() law.Rules { return w.rules }
	register := search.NewRegister(w.shelf, ix, search.Reference{
		Items: items, Rules: rules, Track: func(string) string { return "" },
	})
	deps := web.Deps{
		Register: register, Figures: register.Figures, Check: register.Check,
		Feed: w, Catalog: items, Editions: func() []catalog.Edition { return []catalog.Edition{w.edition} },
		Rules: rules, Providers: func() map[string]string { return map[string]string{providerCode: "示例区市场监管局"} },
		Pieces: w.heads, Piece: w.piece,
		Annulled: func(context.Context, civil.Date, int) ([]record.Explanation, error) { return nil, nil },
		Now:      func() time.Time { return w.now }, Today: func() civil.Date { return civil.Of(w.now) },
		Log:  slog.New(slog.NewTextHandler(&w.log, nil)),
		Site: web.Site{Operator: "示例区信用中心", Telephone: "0000-0000000", Hours: "示例时间"},
		Demo: true, Version: "test", BaseURL: "https://credit.example",
	}
	w.deps = deps
	w.open(t)
	return w
}

// open opens the door anew, with other settings.
func (w *world) open(t *testing.T, change ...func(*web.Deps)) {
	t.Helper()
	for _, c := range change {
		c(&w.deps)
	}
	handler, err := web.New(w.deps)
	if err != nil {
		t.Fatal(err)
	}
	w.handler = handler
}

const providerCode = "113703990000000000"

// ask sends a request as a browser on the site's own host does.
func (w *world) ask(method, address string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, address, nil)
	r.Host = "credit.example"
	for _, c := range change {
		c(r)
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return rec
}

func (w *world) get(address string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	return w.ask(http.MethodGet, address, change...)
}

func body(t *testing.T, rec *httptest.ResponseRecorder) string {
	t.Helper()
	text, err := io.ReadAll(rec.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// header sets a header of a request.
func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// firm returns the synthetic subject number i.
func (w *world) firm(t *testing.T, i int) (seed.Firm, int64) {
	t.Helper()
	f, err := seed.MakeFirm(i)
	if err != nil {
		t.Fatal(err)
	}
	id := int64(i + 1)
	w.subjects[id] = subject.Subject{ID: id, Kind: f.Kind, Name: f.Name, Code: f.Code, Standing: subject.Existing}
	return f, id
}

// add makes a record of the item about the firm as intake would, and lets the
// test change it before its end is computed.
func (w *world) add(t *testing.T, item string, n, firm int, change func(*record.Record)) record.Record {
	t.Helper()
	today := civil.Of(now)
	it, ok := w.edition.Item(item)
	if !ok {
		t.Fatalf("no item %s", item)
	}
	units, err := seed.Units()
	if err != nil {
		t.Fatal(err)
	}
	f, id := w.firm(t, firm)
	reading, faults := it.Read(seed.Row{Item: it, Unit: units[0], Today: today}.Make(n, f, nil), today)
	if len(faults) > 0 {
		t.Fatalf("%s %d: %v", item, n, faults)
	}
	spine := func(name string) civil.Date { day, _ := civil.Parse(reading.Spine.Get(name)); return day }
	r := record.Record{
		ID: int64(len(w.records) + 1), Number: record.NumberOf(sha256.Sum256(fmt.Append(nil, item, n)), 0),
		Subject: id, SubjectKind: f.Kind, SubjectName: f.Name, Provider: providerCode, Item: item, Edition: w.edition.ID,
		List: it.List, Class: it.Class, Honour: it.Honour, Dual: it.Dual, State: record.Active, Channel: catalog.Public,
		DocumentTitle: reading.Spine.Get("document_title"), DocumentNumber: reading.Spine.Get("document_number"),
		AuthorityName: reading.Spine.Get("authority_name"), DecidedOn: spine("decided_on"),
		ValidFrom: spine("valid_from"), ValidTo: spine("valid_to"), ReceivedOn: spine("decided_on"),
		DisclosedFrom: spine("decided_on"), Version: 1, Attributes: reading.Attributes,
	}
	if r.Class == record.Adverse {
		r.Severity, r.ConductEndedOn = record.General, r.DecidedOn
	}
	if r.DisclosedFrom.IsZero() {
		r.DisclosedFrom = today
	}
	if change != nil {
		change(&r)
	}
	if r.DisclosedUntil.IsZero() {
		r = disclosure.End(r, it, "", w.rules).Set(r)
	}
	w.records = append(w.records, r)
	return r
}
