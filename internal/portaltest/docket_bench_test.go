package portaltest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/docket"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/statute"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
	"creditportal/internal/workday"
)

// benchClosed names how many closed cases the docket is measured among; a tenth
// as many are open.
const benchClosed = "PORTAL_BENCH_CLOSED"

// BenchmarkDocket measures pages of the docket. The cases on them are filed;
// all others are rows of the same tables that are due later or closed.
func BenchmarkDocket(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { benchDocket(b, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		b.Run("MariaDB", func(b *testing.B) { benchDocket(b, open) })
	}
}

func benchDocket(b *testing.B, open storetest.Opener) {
	const filed, clients = 400, 8
	closed, err := strconv.Atoi(os.Getenv(benchClosed))
	if err != nil {
		closed = 20_000
	}
	in := mustInstall(b, open)
	file := filepath.Join(b.TempDir(), "penalties.csv")
	mustWrite(b, file, csvOf(b, office.penalties(filed, labels)))
	mustImport(b, 0, in, file)
	s := mustOpenStore(b, in)
	service := objection.NewService(deskOf(s))
	for n, rec := range recordsIn(b, s) {
		f := filingOf(rec, objection.Wrong, int64(n))
		r, err := service.File(context.Background(), f, agentOf(rec))
		if err != nil {
			b.Fatal(err)
		}
		if n%20 == 0 {
			m := flow.Move{Do: objection.TakeUp, Op: f.Op + " taken"}
			if _, err := service.Do(context.Background(), r.PublicID, r.Items[0].ID, m, clerk); err != nil {
				b.Fatal(err)
			}
		}
	}
	mustCrowd(b, in, closed)
	desk := docket.NewDesk(theCalendar, s.Docket())
	for _, page := range questions(b, s, desk) {
		b.Run(page.name, func(b *testing.B) {
			crowd(b, clients, func(int64) error { return look(desk, page.ask, page.size) })
		})
	}
	b.Run("as an officer sees it", func(b *testing.B) {
		crowd(b, clients, func(int64) error { return lookAround(desk) })
	})
}

// question is a page of the docket that is asked for.
type question struct {
	name string
	ask  docket.Filter
	size int
}

// questions are a page by each condition, and one from the middle.
func questions(b *testing.B, s *store.Store, desk *docket.Desk) []question {
	b.Helper()
	some := recordsIn(b, s)[0]
	entries, _, err := desk.Page(context.Background(), docket.Filter{Record: some.ID}, 1, civil.MustParse(firstDay))
	if err != nil || len(entries) == 0 {
		b.Fatalf("no entry about a record that was objected to: %v", err)
	}
	return []question{
		{"first page", docket.Filter{}, 20},
		{"a hundred rows", docket.Filter{}, 100},
		{"from the middle", docket.Filter{After: docket.Place{Due: entries[0].Due.AddDays(150), ID: 1}}, 20},
		{"overdue", docket.Filter{Due: docket.Overdue}, 20},
		{"of one officer", docket.Filter{Owner: clerk.Account}, 20},
		{"of nobody", docket.Filter{Free: true}, 20},
		{"of nobody in one state", docket.Filter{Free: true, State: objection.Received}, 20},
		{"in one state", docket.Filter{State: objection.Verifying}, 20},
		{"in one state, on a rare ground", docket.Filter{State: objection.Received, Ground: string(objection.Rights)}, 20},
		{"of one provider", docket.Filter{Provider: "crowd7"}, 20},
		{"on one ground", docket.Filter{Ground: string(objection.Identity)}, 20},
		{"on a rare ground", docket.Filter{Ground: string(objection.Rights)}, 20},
		{"of one procedure", docket.Filter{Kind: flow.Objection}, 20},
		{"of a rare procedure", docket.Filter{Kind: flow.Feedback}, 20},
		{"by number", docket.Filter{Number: entries[0].Number}, 20},
		{"of one subject", docket.Filter{Subject: some.Subject}, 20},
		{"of one record", docket.Filter{Record: some.ID}, 20},
	}
}

// theCalendar is read once.
var theCalendar = sync.OnceValue(func() workday.Calendar { return statute.MustLoad().Calendar })

// lookAround reads a page of the docket as an officer sees it, with how much
// each view holds.
func lookAround(desk *docket.Desk) error {
	ctx, today := context.Background(), civil.MustParse(firstDay)
	found, _, err := desk.Page(ctx, docket.Filter{}, 50, today)
	if err == nil && len(found) == 0 {
		err = errors.New("the docket is empty")
	}
	if err != nil {
		return err
	}
	_, err = desk.Counts(ctx, []docket.Filter{
		{},
		{Due: docket.Overdue},
		{Due: docket.Today},
		{Due: docket.Soon},
		{Owner: clerk.Account},
		{State: objection.Received, Free: true},
		{State: objection.Answered},
		{State: flow.Signing},
	}, today)
	return err
}

func look(desk *docket.Desk, ask docket.Filter, size int) error {
	found, _, err := desk.Page(context.Background(), ask, size, civil.MustParse(firstDay).AddYears(1))
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("nothing is found by %+v", ask)
	}
	return err
}

// mustCrowd adds closed cases, and a tenth as many open ones that are due after
// all that were filed: in various states, with various providers, on various
// grounds, a third claimed by nobody, one in a hundred of what is rare.
func mustCrowd(b *testing.B, in installation, closed int) {
	b.Helper()
	raw := storetest.Raw(b, in.db)
	columns := func(table string) []string {
		rows, err := raw.Query("SELECT * FROM " + table + " WHERE 1 = 0")
		if err != nil {
			b.Fatal(err)
		}
		defer rows.Close() //nolint:errcheck // has no rows
		names, err := rows.Columns()
		if err != nil {
			b.Fatal(err)
		}
		return names
	}
	later, text := "DATE_ADD(x.due_on, INTERVAL 9 + n.i % 300 DAY)", "CONCAT('crowd', n.i)"
	if in.db.Dialect == "sqlite" {
		later = "date(x.due_on, '+' || (9 + n.i % 300) || ' days')"
	}
	one := func(of int, usual string, others ...string) string { // by chance, as far as a number has any
		cases := "CASE n.i * 7919 % " + strconv.Itoa(of)
		for i, other := range others {
			cases += fmt.Sprintf(" WHEN %d THEN '%s'", i, other)
		}
		return cases + " ELSE '" + usual + "' END"
	}
	grow := func(from, to int, open bool) {
		due, none := later, "NULL"
		if !open {
			due = none
		}
		instead := map[string]map[string]string{
			"requests": {"id": "n.i", "public_id": text, "number": text, "sealed": "''"},
			"items": {
				"id": "n.i", "request_id": "n.i", "record_id": "n.i", "open_key": none, "open_due": due, "due_on": later,
				"sealed": "''", "owner": "CASE WHEN n.i % 3 = 0 THEN 0 ELSE n.i % 50 + 1000 END",
				"kind":   one(1000, string(flow.Objection), string(flow.Feedback)),
				"ground": one(100, string(objection.Wrong), string(objection.Rights), string(objection.Identity)),
				"state": map[bool]string{true: one(4, string(objection.WithProvider), string(objection.Received),
					string(objection.Verifying)), false: "'closed'"}[open],
				"provider": "CONCAT('crowd', n.i % 60)",
			},
			"clocks": {"id": "n.i", "item_id": "n.i", "running_due": due},
			"steps":  {"id": "n.i", "item_id": "n.i", "sealed": "''"},
		}
		for _, table := range []string{"requests", "items", "clocks", "steps"} {
			var values []string
			for _, name := range columns(table) {
				value, ok := instead[table][name]
				if !ok {
					value = "x." + name
				}
				values = append(values, value)
			}
			mustRun(b, raw, fmt.Sprintf("INSERT INTO %[1]s SELECT %[2]s FROM "+
				"(WITH RECURSIVE k(i) AS (SELECT %[3]d UNION ALL SELECT i + 1 FROM k WHERE i < %[4]d) SELECT i FROM k) n, "+
				"(SELECT * FROM %[1]s ORDER BY id DESC LIMIT 1) x", table, strings.Join(values, ", "), from, to))
		}
	}
	const part = 50_000
	if in.db.Dialect == "mysql" {
		mustRun(b, raw, "SET GLOBAL max_recursive_iterations = 100000")
	}
	for at := 1; at <= closed; at += part {
		grow(at, min(at+part-1, closed), false)
	}
	grow(closed+1, closed+closed/10, true)
	analyse := "ANALYZE TABLE requests, items, clocks, steps" //nolint:misspell // the word of SQL
	if in.db.Dialect == "sqlite" {
		analyse = "ANALYZE" //nolint:misspell // as above
	}
	mustRun(b, raw, analyse)
}

func mustRun(b *testing.B, raw *sql.DB, statement string) {
	b.Helper()
	if _, err := raw.Exec(statement); err != nil {
		b.Fatalf("%.200s: %v", statement, err)
	}
}
