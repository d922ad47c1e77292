package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/store"
)

// Rows is the environment variable that says how many records the benchmarks
// enter or read among; 10,000 when it is not set.
const Rows = "PORTAL_BENCH_ROWS"

func benchRows() int {
	if n, err := strconv.Atoi(os.Getenv(Rows)); err == nil {
		return n
	}
	return 10_000
}

// BenchmarkImport enters records in chunks of 500 and compares with
// bare batched INSERTs of every row that this wrote.
func BenchmarkImport(b *testing.B, open Opener) {
	rows := benchRows()
	for b.Loop() {
		db := open(b)
		s := mustBare(b, db)
		batches := make([][]*record.Change, 0, rows/500)
		for first := 0; first < rows; first += 500 {
			batches = append(batches, someChanges(b, first))
		}
		start := time.Now()
		for i, changes := range batches {
			mustEnter(b, s, fmt.Sprintf("bench %d", i), changes...)
		}
		imported := time.Since(start)
		bare := CopyBare(b, db, open(b))
		b.ReportMetric(float64(rows)/imported.Seconds(), "rows/s")
		b.ReportMetric(float64(rows)/bare.Seconds(), "bare-rows/s")
		b.ReportMetric(bare.Seconds()/imported.Seconds(), "ratio")
	}
}

// someChanges are 500 penalties about varied firms.
func someChanges(b testing.TB, first int) []*record.Change {
	changes := make([]*record.Change, 500)
	for i := range changes {
		k := first + i
		changes[i] = penalty(b, firm(b, k*7919%300_000), k, k*7%1000)
	}
	return changes
}

// mustBare opens the database without anything between it and the store.
func mustBare(b testing.TB, db Database) *store.Store {
	b.Helper()
	s, err := store.Open(ctx(), store.Config{URL: db.URL, Wrapper: mustWrapper(b), Item: itemOf, Migrate: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

// CopyBare inserts every row of one database into another of the same schema,
// 500 rows a transaction, and returns how long the inserts took.
func CopyBare(b *testing.B, from, to Database) time.Duration {
	b.Helper()
	mustBare(b, to)
	source, target := Raw(b, from), Raw(b, to)
	target.SetMaxIdleConns(1)
	target.SetMaxOpenConns(1)
	if to.Dialect == "sqlite" {
		for _, pragma := range []string{
			"journal_mode = WAL", "synchronous = FULL", "cache_size = -65536", "wal_autocheckpoint = 8000",
		} {
			mustExec(b, target, "PRAGMA "+pragma)
		}
	}
	var chunks [][]copied
	for _, table := range faultTables {
		chunks = append(chunks, mustRead(b, source, table))
	}
	start := time.Now()
	for at := 0; ; at++ {
		tx, err := target.Begin()
		if err != nil {
			b.Fatal(err)
		}
		wrote := false
		for _, c := range chunks {
			for _, part := range c[min(len(c), at*5):min(len(c), at*5+5)] {
				wrote = true
				if _, err := tx.ExecContext(context.Background(), part.text, part.args...); err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
		if !wrote {
			return time.Since(start)
		}
	}
}

// copied is one INSERT of up to 100 rows.
type copied struct {
	text string
	args []any
}

func mustRead(b *testing.B, db *sql.DB, table string) []copied {
	b.Helper()
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	columns, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	line := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	head := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " + line
	var parts []copied
	var args []any
	flush := func() {
		if n := len(args) / len(columns); n > 0 {
			parts = append(parts, copied{head + strings.Repeat(", "+line, n-1), args})
		}
		args = nil
	}
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			b.Fatal(err)
		}
		for _, v := range values {
			args = append(args, *v.(*any)) //nolint:forcetypeassert // made above
		}
		if len(args) == 100*len(columns) {
			flush()
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	flush()
	return parts
}

// BenchmarkPages asks what public pages ask.
func BenchmarkPages(b *testing.B, open Opener) {
	n := benchRows()
	s := mustBare(b, open(b))
	for first := 0; first < n; first += 500 {
		mustEnter(b, s, fmt.Sprintf("bench %d", first), someChanges(b, first)...)
	}
	deep := pageEnd(b, s, 500)
	ask := pageQuestions(b, s, deep)
	ask["index load"] = func() (int, error) { return 1, load(s) }
	for _, name := range slices.Sorted(maps.Keys(ask)) {
		b.Run(fmt.Sprintf("%s of %d", name, n), func(b *testing.B) {
			for b.Loop() {
				if _, err := ask[name](); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func load(s *store.Store) error {
	if err := s.EachSubject(ctx(), func(search.SubjectRow) error { return nil }); err != nil {
		return err
	}
	return s.EachRecord(ctx(), func(search.RecordRow) error { return nil })
}
