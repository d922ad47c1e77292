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
	for _, page := range []struct {
		name string
		ask  flow.Filter
	}{
		{"first page", flow.Filter{Kind: flow.Objection, Size: 20}},
		{"of all procedures", flow.Filter{Size: 20}},
		{"a hundred rows", flow.Filter{Size: 100}},
		{"of one officer", flow.Filter{Size: 20, Owner: clerk.Account}},
		{"of one subject", flow.Filter{Size: 20, Subject: recordsIn(b, s)[0].Subject}},
	} {
		b.Run(page.name, func(b *testing.B) {
			crowd(b, clients, func(int64) error { return look(s, page.ask) })
		})
	}
	b.Run("as an officer sees it", func(b *testing.B) {
		crowd(b, clients, func(int64) error { return lookAround(s) })
	})
}

// theCalendar is read once.
var theCalendar = sync.OnceValue(func() workday.Calendar { return statute.MustLoad().Calendar })

// lookAround reads a page of the docket as an officer sees it, with how much
// each view holds.
func lookAround(s *store.Store) error {
	ctx, today := context.Background(), civil.MustParse(firstDay)
	desk := docket.NewDesk(theCalendar, s.Docket())
	found, _, err := desk.Page(ctx, docket.Filter{}, 50, today)
	if err == nil && len(found) == 0 {
		err = errors.New("the docket is empty")
	}
	for _, f := range []docket.Filter{
		{},
		{Due: docket.Overdue},
		{Due: docket.Today},
		{Due: docket.Soon},
		{Owner: clerk.Account},
		{State: objection.Received, Free: true},
		{State: objection.Answered},
		{State: flow.Signing},
	} {
		if err == nil {
			_, err = desk.Count(ctx, f, today)
		}
	}
	return err
}

func look(s *store.Store, ask flow.Filter) error {
	found, _, err := s.Flows().Items(context.Background(), ask)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("no case is found by %+v", ask)
	}
	return err
}

// mustCrowd adds closed cases, and a tenth as many open ones that are due after
// all that were filed.
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
	later := "DATE_ADD(x.due_on, INTERVAL 9 + n.i % 300 DAY)"
	text := "CONCAT('crowd', n.i)"
	if in.db.Dialect == "sqlite" {
		later, text = "date(x.due_on, '+' || (9 + n.i % 300) || ' days')", "'crowd' || n.i"
	}
	grow := func(from, to int, open bool) {
		due, none := later, "NULL"
		if !open {
			due = none
		}
		instead := map[string]map[string]string{
			"requests": {"id": "n.i", "public_id": text, "number": text, "sealed": "''"},
			"items": {
				"id": "n.i", "request_id": "n.i", "open_key": none, "open_due": due, "sealed": "''", "owner": "n.i % 50 + 1000",
				"state": map[bool]string{true: "x.state", false: "'closed'"}[open],
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
