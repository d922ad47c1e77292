package portaltest

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/intake"
	"creditportal/internal/portal"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

// ways are how an item's records go out: by the channels that the catalog gives it,
// or by one to which the provider has narrowed the row.
var ways = map[bool][]struct {
	item    string
	channel catalog.Channel
}{
	true: {{"A06", catalog.Authorised}, {"A06", catalog.Shared}, {"A03", catalog.Shared}},
	false: {
		{"A06", catalog.Public},
		{"A06", catalog.Authorised},
		{"A06", catalog.Shared},
		{"B06", catalog.Authorised},
		{"B06", catalog.Shared},
	},
}

// stands are the ways in which a record stands, as far as seeing goes.
var stands = []struct {
	name string
	set  func(*record.Record)
}{
	{"active", func(*record.Record) {}},
	{"annotated", func(r *record.Record) { r.Annotation = record.Annotation{Kind: record.Disputed, On: r.DisclosedFrom} }},
	{"held", func(r *record.Record) { r.Held = true }},
	{"repaired", func(r *record.Record) { r.State = record.Repaired }},
	{"removed", func(r *record.Record) { r.State = record.Removed }},
	{"annulled", func(r *record.Record) { r.State = record.Annulled }},
	{"deleted", func(r *record.Record) { r.State = record.Deleted }},
}

// spans are the days of display as seen from the day of the test: it is the day
// before the first, the first, the last, the day after the last.
var spans = []struct{ from, until int }{{1, 300}, {0, 300}, {-300, 0}, {-300, -1}}

// gallery is a portal with a record of every kind of subject, channel, state and
// span.
type gallery struct {
	*hall
	portal   *portal.Portal
	options  portal.DemoOptions
	today    civil.Date
	handler  http.Handler
	unit     string // code of the provider for which "checker" and "reviewer" act
	subjects []subject.Subject
	all      []piece
	kept     map[string]homeCopy // what browsers have kept, by address
	browsers map[string]*visitor // who has signed in
	ops      int                 // what was done once

	made       sight  // the report that its subject asked for last
	authorised string // address of a request by which the first subject is looked at; "" for none
}

// piece is one of its records.
type piece struct {
	record.Record
	subject subject.Subject
	row     string
	span    int
}

// isIn says whether the text names the record.
func (p piece) isIn(text string) bool {
	return strings.Contains(text, string(p.Number)) || strings.Contains(text, p.DocumentNumber)
}

// Art. 21, 22, 34, 35, 38: what the one function decides is what every surface
// shows: page, JSON, list, tables, search, count, one's own file and report, what is
// shown by consent, what the window sees.
func TestEverySurfaceShowsWhatTheMatrixSays(t *testing.T) {
	want, err := os.ReadFile(filepath.Join("testdata", "visibility.golden"))
	if err != nil && !*update {
		t.Fatal(err)
	}
	try := func(t *testing.T, open storetest.Opener) {
		g := mustHang(t, open, 50, (*gallery).everyKind)
		have := g.walk()
		if *update {
			if err := os.WriteFile(filepath.Join("testdata", "visibility.golden"), []byte(have), 0o600); err != nil {
				t.Fatal(err)
			}
			return
		}
		if diff := cmp.Diff(string(want), have); diff != "" {
			t.Errorf("what is shown where has changed; a lawyer reads this first (-update writes it anew):\n%s", diff)
		}
	}
	t.Run("SQLite", func(t *testing.T) { try(t, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		t.Run("MariaDB", func(t *testing.T) { try(t, open) })
	}
}

// mustHang makes a gallery of what fill puts in it, beside so many records of a demo:
// people sign in first, so that their own subjects are known, then the records are entered
// and the portal starts anew.
func mustHang(t *testing.T, open storetest.Opener, records int, fill func(*gallery)) *gallery {
	t.Helper()
	db := open(t)
	o := demoIn(t.TempDir(), records, firstDay+"T10:00:00+08:00")
	o.Database = db.URL
	before := mustOpenHallOf(t, mustOpenDemoAs(t, o))
	g := &gallery{today: civil.MustParse(firstDay)}
	for _, name := range []string{"agent", "person"} {
		before.signIn(name).get("/my")
		var by actor.Actor
		row := storetest.Raw(t, db).QueryRow("SELECT actor_account, subject_id FROM query_log ORDER BY id DESC LIMIT 1")
		if err := row.Scan(&by.Account, &by.Subject); err != nil {
			t.Fatal(err)
		}
		by.Side = actor.Subject
		file, err := before.deps.Desk.OwnFile(t.Context(), by, query.Page)
		if err != nil {
			t.Fatal(err)
		}
		g.subjects = append(g.subjects, file.Subject)
	}
	for i, kind := range []subject.Kind{subject.Organisation, subject.IndividualBusiness} {
		code, err := subject.ComposeCode("92370399", fmt.Sprintf("MA9990%d1", i))
		if err != nil {
			t.Fatal(err)
		}
		g.subjects = append(g.subjects, subject.Subject{Kind: kind, Name: "示例测试" + string(kind), Code: code})
	}
	unit := storetest.Raw(t, db).QueryRow("SELECT unit FROM accounts WHERE login = 'checker'")
	if err := unit.Scan(&g.unit); err != nil {
		t.Fatal(err)
	}
	fill(g)
	g.mustEnter(t, o)
	g.portal, g.options = mustOpenDemoAs(t, o), o
	g.hall, g.handler = mustOpenHallOf(t, g.portal), pages(t, g.portal)
	return g
}

// everyKind fills the gallery with a record of each kind, way, state and span.
func (g *gallery) everyKind() {
	for _, subj := range g.subjects {
		for _, way := range ways[subj.Kind == subject.Person] {
			for _, stand := range stands {
				for span := range spans {
					p := piece{
						subject: subj, row: fmt.Sprintf("%s, %s %s, %s", subj.Kind, way.item, way.channel, stand.name), span: span,
					}
					p.Record = g.recordOf(subj, way.item, way.channel, len(g.all), span)
					stand.set(&p.Record)
					g.all = append(g.all, p)
				}
			}
		}
	}
}

// mustEnter enters the records.
func (g *gallery) mustEnter(t *testing.T, o portal.DemoOptions) {
	t.Helper()
	s := mustOpenStoreOf(t, o)
	c := intake.Change{
		Event: audit.Event{
			Did: audit.BatchEntered, On: "batch", By: actor.System(), At: g.today.Start(), Op: "gallery",
		},
		WasCursor: -1,
		Batch: intake.Batch{
			Key: sha256.Sum256([]byte("gallery")), Provider: demoUnit.code, Item: "A06", Edition: "starter-1",
			FileName: "gallery.csv", Review: intake.SecrecyReview{By: "示例审查员", On: g.today, Outcome: "通过"},
			Reporter: "示例管理员", ReceivedAt: g.today.Start(), DueOn: g.today, State: intake.Finished, Cursor: len(g.all),
		},
	}
	keys := make([]record.Digest, len(g.all))
	for i, p := range g.all {
		keys[i] = p.Key
		c.Records = append(c.Records, &record.Change{Subject: p.subject, After: p.Record})
		c.Rows = append(c.Rows, intake.Row{Number: i + 1, Outcome: intake.Entered})
		c.Batch.Counts.Add(intake.Entered)
	}
	if err := s.Commit(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	known, err := s.Known(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	for i := range g.all {
		g.all[i].Record = known[keys[i]].Record
	}
}

// recordOf is a record about the subject that is shown for the span.
func (g *gallery) recordOf(
	subj subject.Subject, item string, channel catalog.Channel, n, span int,
) record.Record {
	from, until := g.today.AddDays(spans[span].from), g.today.AddDays(spans[span].until)
	class := record.Adverse
	if item == "B06" {
		class = record.Basic
	}
	name := subj.Name
	if subj.Kind == subject.Person {
		name = ""
	}
	return record.Record{
		SubjectKind: subj.Kind, SubjectName: name, Provider: demoUnit.code, Item: item, Edition: "starter-1",
		Class: class, DocumentTitle: "示例文书", DocumentNumber: fmt.Sprintf("示例陈列〔2026〕第%04d号", n),
		AuthorityName: demoUnit.name, DecidedOn: from, DisclosedFrom: from, DisclosedUntil: until,
		GovernedBy: "ndrc-36 第十九条", Channel: channel, State: record.Active, ReceivedOn: from, ReceivedAt: from.Start(),
		Row: n + 1, Key: sha256.Sum256(fmt.Appendf(nil, "gallery key %d", n)),
		Content: sha256.Sum256(fmt.Appendf(nil, "gallery content %d", n)),
	}
}

// mustOpenStoreOf opens the database of the demo beside it.
func mustOpenStoreOf(t testing.TB, o portal.DemoOptions) *store.Store {
	t.Helper()
	secret, err := os.ReadFile(filepath.Join(o.Dir, "secret.key"))
	if err != nil {
		t.Fatal(err)
	}
	wrapper, err := vault.NewWrapper(secret)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{URL: o.Database, Wrapper: wrapper})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// walk asks every surface, holds each against the one function, and writes what was
// seen by whom.
func (g *gallery) walk() string {
	g.Helper()
	items := edition.MustStarter()
	var out strings.Builder
	out.WriteString("What every surface shows, by kind of subject, item and channel of the record, and state.\n" +
		"Columns: the day before the first, the first, the last, the day after the last; x shown.\n")
	rows, order := map[string]map[string][]string{}, []string{}
	for _, subj := range g.subjects {
		mine := slices.DeleteFunc(slices.Clone(g.all), func(p piece) bool { return p.SubjectKind != subj.Kind })
		texts := g.textsOf(mine[0])
		for _, p := range mine {
			if rows[p.row] == nil {
				rows[p.row], order = map[string][]string{}, append(order, p.row)
			}
			item, _ := items.Item(p.Item)
			for _, by := range onlookers {
				want := disclosure.Show(p.Record, item, subj, by.viewer, g.today).Visible
				g.holds(texts[by.viewer], p, by.viewer, want)
				rows[p.row][by.name] = append(rows[p.row][by.name], map[bool]string{true: "x", false: "–"}[want])
			}
		}
	}
	for _, row := range order {
		fmt.Fprintf(&out, "\n%s\n", row)
		for _, by := range onlookers {
			fmt.Fprintf(&out, "  %-8s %s\n", by.name, strings.Join(rows[row][by.name], " "))
		}
	}
	return out.String()
}

// onlookers are those who have surfaces of their own.
var onlookers = []struct {
	name   string
	viewer disclosure.Viewer
}{
	{"anyone", disclosure.Anyone},
	{"self", disclosure.Self},
	{"consent", disclosure.ByLetter},
	{"window", disclosure.Oversight},
}

// holds says where a surface of the viewer's shows the record and may not, or does
// not and should.
func (g *gallery) holds(texts map[string]string, p piece, viewer disclosure.Viewer, want bool) {
	g.Helper()
	texts = maps.Clone(texts)
	for _, s := range surfacesOf {
		if s.viewer == viewer && s.one {
			s.add(g, &p, texts)
		}
	}
	for name, text := range texts {
		if is := p.isIn(text); is != want {
			g.Errorf("%s, day %d, %s: the %s shows it: %t, want %t", p.row, p.span, viewer, name, is, want)
		}
	}
}

// textsOf is all that is shown about the subject, by viewer and surface.
func (g *gallery) textsOf(p piece) map[disclosure.Viewer]map[string]string {
	g.Helper()
	texts := map[disclosure.Viewer]map[string]string{}
	for _, s := range surfacesOf {
		if texts[s.viewer] == nil {
			texts[s.viewer] = map[string]string{}
		}
		if !s.one {
			s.add(g, &p, texts[s.viewer])
		}
	}
	return texts
}
