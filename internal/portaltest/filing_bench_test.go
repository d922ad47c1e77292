package portaltest

import (
	"context"
	"fmt"
	"path/filepath"
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
	b.Run("filed", func(b *testing.B) {
		crowd(b, clients, func(int64) error {
			n := next.Add(1)
			rec := all[int(n)%len(all)]
			grounds := objection.Grounds()
			_, err := service.File(context.Background(), filingOf(rec, grounds[int(n)/len(all)%2], n), agentOf(rec))
			return err
		})
	})
	b.Run("bare", func(b *testing.B) {
		raw := storetest.Raw(b, in.db)
		raw.SetMaxIdleConns(clients)
		crowd(b, clients, func(int64) error {
			n := next.Add(1)
			_, err := raw.Exec("INSERT INTO acts (id, op, at) VALUES (?, ?, ?)", n, fmt.Sprintf("bare %d", n),
				time.Now().UTC().Format(time.DateTime))
			return err
		})
	})
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
			return objection.Owed(r, changes, objection.Names{
				Item: func(record.Record) string { return "行政处罚" }, Authority: "测试主管部门", Missing: "测试信息",
				Field:    func(_ record.Record, code string) string { return code },
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
