// Package storetest is the conformance suite of the store: every database must
// pass all of it.
package storetest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql" // reads beside the store
	_ "modernc.org/sqlite"             // reads beside the store

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/intake"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/store"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

// Database is one empty database of a test's own.
type Database struct {
	URL     string // as store.Config takes it
	Dialect string // mysql or sqlite
}

// Opener makes an empty database that goes with the test.
type Opener func(t testing.TB) Database

// Run runs the whole suite against the databases that open makes.
func Run(t *testing.T, open Opener) {
	t.Helper()
	groups := []struct {
		name string
		run  func(*testing.T, Opener)
	}{
		{"schema", schema},
		{"trail", trails},
		{"looks", looks},
		{"ledgers", ledgers},
		{"write", write},
		{"intake", intaken},
		{"known", known},
		{"faults", faults},
		{"public", public},
		{"feed", feed},
		{"holds", holds},
		{"office", office},
		{"content", pieces},
		{"letters", letters},
		{"attachments", handedIn},
		{"secrets", secrets},
		{"rotation", rotation},
		{"lists", lists},
		{"objections", objections},
		{"repairs", repairs},
		{"repairs in course", repairsInCourse},
		{"repairs on paper", repairsOnPaper},
		{"deletions", deletions},
		{"corrections", corrections},
		{"docket", dockets},
		{"feedback", feedbacks},
		{"calendars", yearsOfRest},
		{"terms", terms},
		{"word", wordSent},
		{"shown wrong", shownWrong},
		{"walks", walks},
		{"archive", archived},
		{"endings", endings},
		{"edges", edges},
		{"erasures", erased},
		{"restores", restored},
		{"accounts", signIns},
		{"mandates", standIns},
		{"newcomers", newcomers},
		{"staff", administered},
		{"drafts", begun},
		{"presented", presentedPapers},
		{"reports", reported},
		{"authorisations", authorised},
		{"alerts", alarmed},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) { g.run(t, open) })
	}
}

// Today is the day of the suite.
var Today = civil.MustParse("2026-11-23")

var secret = []byte("a secret key for tests, of 32 bytes or more")

func ctx() context.Context { return context.Background() }

// mustWrapper returns the key wrapper of the suite.
func mustWrapper(t testing.TB) vault.KeyWrapper {
	t.Helper()
	w, err := vault.NewWrapper(secret)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// recorders note every statement that the suite sends, by dialect.
var recorders = map[string]*probe{"mysql": {}, "sqlite": {}}

// Statements returns every statement that the suite has sent to databases of
// the dialect so far.
func Statements(dialect string) []string { return recorders[dialect].noted() }

// MustOpen opens the database, which gets the program's schema when it is
// empty, as an installation does: on a server under an account that may do what
// it must, and no more. wrap may be nil.
func MustOpen(t testing.TB, db Database, wrap func(driver.Connector) driver.Connector) *store.Store {
	t.Helper()
	return mustOpenOwing(t, db, wrap, nil)
}

// mustOpenOwing opens a database whose acts owe letters.
func mustOpenOwing(
	t testing.TB, db Database, wrap func(driver.Connector) driver.Connector,
	owes func(flow.Request, []flow.Change) []notice.Owed,
) *store.Store {
	t.Helper()
	return mustOpenAs(t, db, wrap, store.Config{Owes: owes})
}

// mustOpenConsenting opens a database whose authorisations owe letters.
func mustOpenConsenting(t testing.TB, db Database) *store.Store {
	t.Helper()
	return mustOpenAs(t, db, nil, store.Config{Consents: namesOfConsents})
}

// mustOpenAs opens a database as the configuration says beside what is usual.
func mustOpenAs(
	t testing.TB, db Database, wrap func(driver.Connector) driver.Connector, conf store.Config,
) *store.Store {
	t.Helper()
	furnish(t, db)
	s, err := store.Open(ctx(), store.Config{
		URL: Guarded(t, db), Wrapper: mustWrapper(t), Item: itemOf, Letters: press, Owes: conf.Owes, Consents: conf.Consents,
		Erasures: cmp.Or(conf.Erasures, listOf(db.URL)),
		Connector: func(c driver.Connector) driver.Connector {
			if wrap != nil {
				c = wrap(c)
			}
			return recorders[db.Dialect].wrap(c)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Raw opens the database beside the store, to look at it as a thief would.
func Raw(t testing.TB, d Database) *sql.DB {
	t.Helper()
	name, dsn := "sqlite", strings.TrimPrefix(d.URL, "sqlite:")+"?_pragma=busy_timeout(5000)"
	if d.Dialect == "mysql" {
		name, dsn = "mysql", driverName(d.URL)
	}
	db, err := sql.Open(name, dsn)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxIdleConns(-1) // suites count often; a server's connections are few
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// item is the one catalog item of the suite.
var item = catalog.Item{
	Code: "A06", Name: "行政处罚", Class: catalog.Adverse, Dual: true, Title: []string{"CF_SY"},
	Key: []string{"document_number", "decided_on", "subject"},
	Channels: map[subject.Kind][]catalog.Channel{
		subject.LegalPerson: {catalog.Public}, subject.Organisation: {catalog.Public},
		subject.IndividualBusiness: {catalog.Public}, subject.Person: {catalog.Authorised},
	},
	Fields: []catalog.Field{
		{Code: "CF_SY", Label: "事由", Kind: catalog.Text, Public: true, Sensitivity: catalog.Open},
		{Code: "CF_ZJHM", Label: "证件号码", Kind: catalog.Text, Sensitivity: catalog.Sensitive},
		{Code: "CF_WSH", Label: "决定书文号", Kind: catalog.Text, Public: true, Spine: "document_number"},
		{Code: "CF_CFJG", Label: "处罚机关", Kind: catalog.Text, Public: true, Spine: "authority_name"},
	},
}

// registration is the item of the suite that names legal representatives.
var registration = catalog.Item{
	Code: "B01", Name: "登记注册信息", Class: catalog.Basic, Term: catalog.ByRegistration,
	Channels: map[subject.Kind][]catalog.Channel{subject.LegalPerson: {catalog.Public}},
	Fields: []catalog.Field{
		{Code: "XDR_FRDB", Label: "法定代表人", Kind: catalog.Text, Public: true, Sensitivity: catalog.Personal},
		{Code: "DJ_ZT", Label: "登记状态", Kind: catalog.Text, Public: true, Sensitivity: catalog.Open, Also: "standing"},
	},
}

func itemOf(_, code string) (catalog.Item, bool) {
	if code == registration.Code {
		return registration, true
	}
	return item, code == item.Code
}

// event is one act of the data admin under its own operation key.
func event(did audit.Act, op string) audit.Event {
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	return audit.Event{
		Did: did, On: "batch/1", By: actor.Officer("示例管理员", actor.DataAdmin), At: at, Op: op, Reason: "测试",
	}
}

// code returns a synthetic code of a legal person.
func code(t testing.TB, n int) subject.Code {
	t.Helper()
	c, err := subject.ComposeCode("91370399", fmt.Sprintf("MA%06d", n))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// firm is a synthetic legal person.
func firm(t testing.TB, n int) subject.Subject {
	return subject.Subject{
		Kind: subject.LegalPerson, Name: fmt.Sprintf("示例%06d建材有限公司", n), Code: code(t, n), Standing: subject.Existing,
	}
}

// person is a synthetic natural person.
func person(t testing.TB, number string) subject.Subject {
	t.Helper()
	d, err := subject.ParseDocument(subject.IdentityCard, "", number, Today)
	if err != nil {
		t.Fatal(err)
	}
	return subject.Subject{Kind: subject.Person, Name: "示例甲", Document: d, Standing: subject.Existing}
}

// penalty is the change that enters a record about the subject, decided
// some days before Today.
func penalty(t testing.TB, subj subject.Subject, n, daysAgo int) *record.Change {
	t.Helper()
	attributes, err := catalog.Restore(fmt.Appendf(nil,
		`{"CF_SY":"示例事由%d","CF_ZJHM":"370399189103150014"}`, n))
	if err != nil {
		t.Fatal(err)
	}
	on := Today.AddDays(-daysAgo)
	channel := catalog.Public
	if subj.Kind == subject.Person {
		channel = catalog.Authorised
	}
	return &record.Change{Subject: subj, After: record.Record{
		SubjectKind: subj.Kind, SubjectName: subj.Name, Provider: "11370399004999018A", Item: item.Code, Edition: "starter-1",
		Class: record.Adverse, Dual: true, Severity: record.General, Procedure: record.GeneralProcedure,
		DocumentTitle: "行政处罚决定书", DocumentNumber: fmt.Sprintf("示例罚〔2026〕%d号", n), AuthorityName: "示例区市场监督管理局",
		DecidedOn: on, DisclosedFrom: on, DisclosedUntil: on.AddYears(3), GovernedBy: "ndrc-36 第十九条",
		Channel: channel, State: record.Active, ReceivedOn: on, ReceivedAt: on.Start(), Row: n, Attributes: attributes,
		Key: sha256.Sum256(fmt.Appendf(nil, "key %d", n)), Content: sha256.Sum256(fmt.Appendf(nil, "content %d", n)),
	}}
}

// chunk is a batch of its own with the changes, finished at once.
func chunk(op string, changes ...*record.Change) intake.Change {
	c := intake.Change{
		Event: event(audit.BatchEntered, op), WasCursor: -1, Records: changes,
		Batch: intake.Batch{
			Key: sha256.Sum256([]byte(op)), Provider: "11370399004999018A", Item: item.Code, Edition: "starter-1",
			FileName: "01.csv", Review: intake.SecrecyReview{By: "示例审查员", On: Today, Outcome: "通过"},
			Reporter: "示例管理员", ReceivedAt: Today.Start(), DueOn: Today.AddDays(7),
			State: intake.Finished, Cursor: len(changes),
		},
	}
	for i := range changes {
		c.Rows = append(c.Rows, intake.Row{Number: i + 1, Outcome: intake.Entered})
		c.Batch.Counts.Add(intake.Entered)
	}
	return c
}

// mustEnter enters the changes as one batch and returns the batch.
func mustEnter(t testing.TB, s *store.Store, op string, changes ...*record.Change) intake.Batch {
	t.Helper()
	c := chunk(op, changes...)
	if err := s.Commit(ctx(), c); err != nil {
		t.Fatal(err)
	}
	b, err := s.BatchByKey(ctx(), c.Batch.Key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// mustKnow returns the record that stands under the key of the change.
func mustKnow(t testing.TB, s *store.Store, c *record.Change) record.Record {
	t.Helper()
	known, err := s.Known(ctx(), []record.Digest{c.After.Key})
	if err != nil {
		t.Fatal(err)
	}
	k, ok := known[c.After.Key]
	if !ok {
		t.Fatalf("no record under the key of %s", c.After.DocumentNumber)
	}
	return k.Record
}

// trial is one test of the suite; it makes its databases itself.
type trial func(t *testing.T, open Opener)

// run runs the trials under their names, which are sentences about the store.
func run(t *testing.T, open Opener, trials map[string]trial) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(trials)) {
		t.Run(name, func(t *testing.T) { trials[name](t, open) })
	}
}
