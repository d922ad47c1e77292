package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/store"
)

const (
	listRows = 20_000
	listPage = 20
	perRow   = 20 // rows a page may read for each row it shows
)

// lists asks the named questions of public pages over many rows and looks at
// what the database does for them: MariaDB by the rows it really read, since
// its EXPLAIN does not tell, SQLite by its plan.
func lists(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAPublicPageReadsNoMoreThanTwentyRowsForEachItShows": tryAPublicPageReadsNoMoreThanTwentyRowsForEachItShows,
	})
}

func tryAPublicPageReadsNoMoreThanTwentyRowsForEachItShows(t *testing.T, open Opener) {
	p, db := &probe{}, open(t)
	s := MustOpen(t, db, p.wrap)
	mustFill(t, s, listRows)
	deep := pageEnd(t, s, 500)
	for name, ask := range pageQuestions(t, s, deep) {
		var err error
		var shown int
		heard := p.listen(func() { shown, err = ask() })
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if shown == 0 || len(heard) == 0 {
			t.Fatalf("%s shows %d rows by %d queries", name, shown, len(heard))
		}
		judge(t, db, name, heard)
	}
}

// mustFill enters n penalties of a thousand firms, decided over three years.
func mustFill(t testing.TB, s *store.Store, n int) {
	t.Helper()
	for first := 0; first < n; first += 500 {
		changes := make([]*record.Change, 500)
		for i := range changes {
			k := first + i
			changes[i] = penalty(t, firm(t, k%1000), k, k*7%1000)
			rec := &changes[i].After
			if k%5 == 0 {
				rec.Class, rec.Honour, rec.Dual = record.Further, true, k%2 == 0
			}
			if k%7 == 0 {
				rec.List = "serious_default"
			}
			if k%3 == 0 {
				rec.Held = true
			}
		}
		mustEnter(t, s, fmt.Sprintf("fill %d", first), changes...)
	}
}

// pageEnd is the cursor after the first n rows of the list of all.
func pageEnd(t testing.TB, s *store.Store, n int) search.Cursor {
	t.Helper()
	found, err := s.Listed(ctx(), search.EveryRecord, Today, search.Cursor{}, n)
	if err != nil || len(found) != n {
		t.Fatalf("%d rows of the list, %v", len(found), err)
	}
	last := found[n-1].Record
	return search.Cursor{On: last.ListedOn(), ID: last.ID, Depth: n}
}

func pageQuestions(t testing.TB, s *store.Store, deep search.Cursor) map[string]func() (int, error) {
	t.Helper()
	one := mustPublic(t, s)
	all := map[string]func() (int, error){
		"record by number": func() (int, error) {
			_, err := s.RecordByNumber(ctx(), one.Record.Number, Today)
			return 1, err
		},
		"subject by code": func() (int, error) {
			_, err := s.SubjectByCode(ctx(), one.Subject.Code, Today)
			return 1, err
		},
		"records of a subject": func() (int, error) {
			found, _, err := s.OfSubject(ctx(), one.Subject.ID, Today, search.Cursor{}, listPage)
			return len(found), err
		},
	}
	for _, list := range []search.List{
		search.EveryRecord, search.AdverseList, search.FavourableList, search.DualList, "serious_default",
	} {
		for where, after := range map[string]search.Cursor{"first": {}, "deep": deep} {
			all[fmt.Sprintf("list %q, %s page", list, where)] = func() (int, error) {
				found, err := s.Listed(ctx(), list, Today, after, listPage)
				return len(found), err
			}
		}
	}
	return all
}

func judge(t *testing.T, db Database, name string, heard []question) {
	t.Helper()
	raw := Raw(t, db)
	if db.Dialect == "mysql" {
		if read := mustCountReads(t, raw, heard); read > perRow*listPage {
			t.Errorf("%s read %d rows, want %d at most", name, read, perRow*listPage)
		}
		return
	}
	for _, q := range heard { // the page itself, twenty rows, is walked from end to end
		if plan := mustPlan(t, raw, q); strings.Contains(strings.ReplaceAll(plan, "SCAN page", ""), "SCAN") {
			t.Errorf("%s scans:\n%s\n%s", name, q.text, plan)
		}
	}
}

// mustCountReads asks the questions again on one connection and returns how
// many rows the storage engine was asked for.
func mustCountReads(t *testing.T, raw *sql.DB, heard []question) int {
	t.Helper()
	conn, err := raw.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // only reads
	before := handlerReads(t, conn)
	for _, q := range heard {
		drain(t, conn, q.text, q.args...)
	}
	return handlerReads(t, conn) - before
}

func handlerReads(t *testing.T, conn *sql.Conn) int {
	t.Helper()
	total := 0
	rows, err := conn.QueryContext(ctx(), "SHOW SESSION STATUS LIKE 'Handler_read%'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			t.Fatal(err)
		}
		total += n
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return total
}

func drain(t *testing.T, conn *sql.Conn, query string, args ...any) {
	t.Helper()
	rows, err := conn.QueryContext(ctx(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	for rows.Next() {  //nolint:revive // the rows are read to be counted by the server
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

func mustPlan(t *testing.T, raw *sql.DB, q question) string {
	t.Helper()
	rows, err := raw.Query("EXPLAIN QUERY PLAN "+q.text, q.args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(detail + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}

// mustPublic returns a record that is on display.
func mustPublic(t testing.TB, s *store.Store) search.Found {
	t.Helper()
	found, err := s.Listed(ctx(), search.EveryRecord, Today, search.Cursor{}, 1)
	if err != nil || len(found) != 1 {
		t.Fatalf("nothing is on display: %v", err)
	}
	return found[0]
}
