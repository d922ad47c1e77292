package portaltest

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/statute"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
	"creditportal/internal/vault"
	"creditportal/templates/letter"
)

// clerk is a case officer of the benchmarks.
var clerk = actor.Actor{Account: 3, Name: "示例经办员", Side: actor.Operator, Role: actor.CaseOfficer}

// BenchmarkFiling measures the receipt of objections, each with its number, its
// annotation, its clocks, its letter, its history and its trail, and beside it
// bare transactions of one row each: what the database itself allows.
func BenchmarkFiling(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { benchFiling(b, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		b.Run("MariaDB", func(b *testing.B) { benchFiling(b, open) })
	}
}

func benchFiling(b *testing.B, open storetest.Opener) {
	const records, clients = 1500, 8
	in := mustInstall(b, open)
	file := filepath.Join(b.TempDir(), "penalties.csv")
	mustWrite(b, file, csvOf(b, office.penalties(records, labels)))
	mustImport(b, 0, in, file)
	s := mustOpenStore(b, in)
	service := objection.NewService(deskOf(s))
	all := recordsIn(b, s)
	var next atomic.Int64
	raw := storetest.Raw(b, in.db)
	b.Run("filed", func(b *testing.B) {
		defer counted(b, in.db, raw)()
		crowd(b, clients, func(int64) error {
			n := next.Add(1)
			rec := all[int(n)%len(all)]
			grounds := objection.Grounds()
			_, err := service.File(context.Background(), filingOf(rec, grounds[int(n)/len(all)%2], n), agentOf(rec))
			return err
		})
	})
	b.Run("bare", func(b *testing.B) {
		raw.SetMaxIdleConns(clients)
		defer counted(b, in.db, raw)()
		crowd(b, clients, func(int64) error {
			n := next.Add(1)
			_, err := raw.Exec("INSERT INTO acts (id, op, at) VALUES (?, ?, ?)", n, fmt.Sprintf("bare %d", n),
				time.Now().UTC().Format(time.DateTime))
			return err
		})
	})
}

// counters are what a MariaDB server counts, and what it is called here.
var counters = map[string]string{
	"Questions": "statements/op", "Innodb_row_lock_waits": "lock-waits/op", "Innodb_row_lock_time": "lock-ms/op",
	"Binlog_group_commits": "binlog-fsyncs/op",
}

// counted says at the end what each act has cost the server; SQLite does not
// tell.
func counted(b *testing.B, db storetest.Database, raw *sql.DB) (done func()) {
	b.Helper()
	if db.Dialect == "sqlite" {
		return func() {}
	}
	ask := func() map[string]int64 {
		rows, err := raw.Query("SHOW GLOBAL STATUS")
		if err != nil {
			b.Fatal(err)
		}
		defer rows.Close() //nolint:errcheck // Err below says what matters
		all := map[string]int64{}
		for rows.Next() {
			var name, value string
			if err := rows.Scan(&name, &value); err != nil {
				b.Fatal(err)
			}
			if n, err := strconv.ParseInt(value, 10, 64); err == nil {
				all[name] = n
			}
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
		return all
	}
	before := ask()
	return func() {
		for name, n := range ask() {
			if unit, ok := counters[name]; ok {
				b.ReportMetric(float64(n-before[name])/float64(b.N), unit)
			}
		}
	}
}

// mustOpenStore opens the database of an installation as its portal does.
func mustOpenStore(b *testing.B, in installation) *store.Store {
	b.Helper()
	wrapper, err := vault.NewWrapper([]byte(strings.TrimPrefix(testKey, "PORTAL_SECRET_KEY=")))
	if err != nil {
		b.Fatal(err)
	}
	s, err := store.Open(context.Background(), store.Config{
		URL: in.db.URL, Wrapper: wrapper,
		Letters: notice.Press{Office: notice.Office{Issuer: "测试中心"}, Renderer: letter.New("https://example.test")},
		Owes: func(r flow.Request, changes []flow.Change) []notice.Owed {
			return objection.Owed(r, changes, flow.Names{
				Item: func(record.Record) string { return "行政处罚" }, Authority: "测试主管部门", Missing: "测试信息",
				Field: func(_ record.Record, code string) string { return code },
				Change: func(_ record.Record, v flow.Value) notice.Alteration {
					return notice.Alteration{Field: v.Field, Now: v.Text}
				},
				Provider: func(string) string { return office.name },
			})
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

func deskOf(s *store.Store) flow.Desk {
	books := statute.MustLoad()
	return flow.Desk{
		Store: s.Flows(), Now: time.Now, Knows: func(string) bool { return true },
		Law:   func() flow.Law { return flow.Law{Rules: books.Rules, Calendar: books.Calendar} },
		Last:  func(rec record.Record) civil.Date { return rec.DisclosedUntil },
		Amend: func(rec record.Record, _ []flow.Value) (record.Record, error) { return rec, nil },
	}
}

func recordsIn(b *testing.B, s *store.Store) []record.Record {
	b.Helper()
	var all []record.Record
	err := s.EachRecord(context.Background(), func(row search.RecordRow) error {
		rec, err := s.Flows().RecordOf(context.Background(), row.ID)
		if err == nil {
			all = append(all, *rec)
		}
		return err
	})
	if err != nil || len(all) == 0 {
		b.Fatalf("%d records, %v", len(all), err)
	}
	return all
}

func filingOf(rec record.Record, ground objection.Ground, n int64) objection.Filing {
	return objection.Filing{
		Op: fmt.Sprintf("filing %d", n), Channel: flow.Online, Subject: rec.Subject,
		Applicant: flow.Applicant{Account: 1, Name: "示例经办人", Contact: "15400000001"},
		Targets: []objection.Target{{
			Record: rec.ID, Number: rec.Number, Provider: rec.Provider, Ground: ground, Claim: "处罚金额与决定书不符",
		}},
	}
}

func agentOf(rec record.Record) actor.Actor {
	return actor.Actor{Account: 1, Name: "示例经办人", Side: actor.Subject, Role: actor.OrgAgent, Subject: rec.Subject}
}
