package portaltest

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
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
	"creditportal/web/route"
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
	today    civil.Date
	handler  http.Handler
	subjects []subject.Subject
	all      []piece
}

// piece is one of its records.
type piece struct {
	record.Record
	subject subject.Subject
	row     string
	span    int
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
		g := mustHang(t, open)
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

// mustHang makes the gallery: people sign in first, so that their own subjects are
// known, then the records are entered and the portal starts anew.
func mustHang(t *testing.T, open storetest.Opener) *gallery {
	t.Helper()
	db := open(t)
	o := demoIn(t.TempDir(), 50, firstDay+"T10:00:00+08:00")
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
	g.mustEnter(t, o)
	p := mustOpenDemoAs(t, o)
	g.hall, g.handler = mustOpenHallOf(t, p), pages(t, p)
	return g
}

// mustEnter enters a record of each kind, way, state and span.
func (g *gallery) mustEnter(t *testing.T, o portal.DemoOptions) {
	t.Helper()
	s := mustOpenStoreOf(t, o)
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
		texts := g.textsOf(subj, mine[0].Subject)
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
	if viewer == disclosure.Anyone {
		texts = maps.Clone(texts)
		found := map[int]string{http.StatusOK: p.DocumentNumber}
		texts["page"] = found[get(g.handler, route.Record(p.Number)).Code]
		texts["page as data"] = found[get(g.handler, route.RecordTwin(p.Number)).Code]
		answer := asked(g, g.handler, int64(p.Row), "/search?q="+url.QueryEscape(p.DocumentNumber))
		texts["search"] = strings.ReplaceAll(answer, p.DocumentNumber, "") // what was typed stands in the field
	}
	for name, text := range texts {
		if is := strings.Contains(text, string(p.Number)) || strings.Contains(text, p.DocumentNumber); is != want {
			g.Errorf("%s, day %d, %s: the %s shows it: %t, want %t", p.row, p.span, viewer, name, is, want)
		}
	}
}

// textsOf is all that is shown about the subject, by viewer and surface.
func (g *gallery) textsOf(subj subject.Subject, id int64) map[disclosure.Viewer]map[string]string {
	g.Helper()
	return map[disclosure.Viewer]map[string]string{
		disclosure.Anyone: g.publicTexts(subj), disclosure.Self: g.ownTexts(subj, id),
		disclosure.ByLetter: {"report by consent": g.consented(id)}, disclosure.Oversight: {"window": g.atWindow(id)},
	}
}

func (g *gallery) publicTexts(subj subject.Subject) map[string]string {
	g.Helper()
	texts := map[string]string{"site map": get(g.handler, "/sitemap/1").Body.String()}
	if subj.Code.IsZero() {
		return texts
	}
	list, own := "/disclosures/adverse", "?"+url.Values{"q": {subj.Code.String()}, "rows": {"100"}}.Encode()
	for name, path := range map[string]string{
		"list": list + own, "list as text": list + route.AsCSV + own, "list as sheet": list + route.AsXLSX + own,
		"list as data": list + route.AsJSON + own, "list as feed": list + route.AsAtom + own,
		"credit file": route.Subject(subj.Code.String()), "credit file as sheet": route.Subject(subj.Code.String()) + route.AsXLSX,
		"credit file on paper": route.Subject(subj.Code.String()) + "/print",
	} {
		texts[name] = asked(g, g.handler, int64(len(name)), path)
	}
	var read struct {
		Total   struct{ Count int }
		Records []struct{ Number string }
	}
	if err := json.Unmarshal([]byte(texts["list as data"]), &read); err != nil {
		g.Fatal(err)
	}
	if read.Total.Count != len(read.Records) || read.Total.Count == 0 {
		g.Errorf("%s: %d are counted and %d shown", subj.Kind, read.Total.Count, len(read.Records))
	}
	return texts
}

func (g *gallery) ownTexts(subj subject.Subject, id int64) map[string]string {
	g.Helper()
	by := actor.Actor{Side: actor.Subject, Role: actor.OrgAgent, Account: 9, Subject: id, Name: "示例本人"}
	file, err := g.deps.Desk.OwnFile(context.Background(), by, query.Page)
	if err != nil {
		g.Fatal(err)
	}
	made, err := g.deps.Reports.Issue(context.Background(), by, "gallery "+string(subj.Kind))
	if err != nil {
		g.Fatal(err)
	}
	_, content, err := g.deps.Reports.Open(context.Background(), made, by)
	if err != nil {
		g.Fatal(err)
	}
	texts := map[string]string{"own file": fmt.Sprint(file.Lines), "own report": fmt.Sprint(content)}
	login, ok := map[subject.Kind]string{subject.LegalPerson: "agent", subject.Person: "person"}[subj.Kind]
	if !ok {
		return texts
	}
	v := g.signIn(login)
	texts["own page"] = main(v.get("/my"))
	page := v.asksAboutOneself()
	texts["own report as page"] = main(page)
	paper, _ := v.download(page.path + "/report.pdf")
	texts["own report on paper"] = printed(g.TB, paper)
	return texts
}

func (g *gallery) consented(id int64) string {
	g.Helper()
	enquirer := actor.Actor{Side: actor.Subject, Role: actor.OrgAgent, Account: 8, Subject: 8, Name: "示例供应商"}
	_, content, err := g.deps.Reports.Consented(context.Background(), enquirer, query.ByConsent{
		Ground: "gallery", Use: fmt.Sprint(id), Subject: id, Items: []string{"A03", "A06", "B06"},
		Purpose: query.Business, Through: query.Report,
	}, "示例供应商")
	if err != nil {
		g.Fatal(err)
	}
	return fmt.Sprint(content)
}

func (g *gallery) atWindow(id int64) string {
	g.Helper()
	file, err := g.deps.Desk.FileFor(context.Background(), clerk, id)
	if err != nil {
		g.Fatal(err)
	}
	return fmt.Sprint(file.Lines)
}
