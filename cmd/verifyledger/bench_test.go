package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/ledger"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
	"creditportal/internal/vault"
)

// looksKept is the environment variable that says how many looks the benchmark
// enters and verifies; 20,000 when it is not set.
const looksKept = "PORTAL_BENCH_LOOKS"

// BenchmarkVerify holds a log of looks in a database against its tree, and beside it
// reads the bare rows of the log; then it proves one look after the other, as a
// receipt does.
func BenchmarkVerify(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { benchVerify(b, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		b.Run("MariaDB", func(b *testing.B) { benchVerify(b, open) })
	}
}

func benchVerify(b *testing.B, open storetest.Opener) {
	looks := 20_000
	if n, err := strconv.Atoi(os.Getenv(looksKept)); err == nil {
		looks = n
	}
	in := mustFill(b, open(b), looks)
	raw := storetest.Raw(b, in.db)
	keys, err := ledger.ReadKeys(in.key)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("verified", func(b *testing.B) {
		for b.Loop() {
			began := time.Now()
			report, err := ledger.Verify(b.Context(), source{raw}, keys, [][]byte{in.kept}, time.Now().Add(2*time.Hour))
			if err != nil || len(report.Findings) != 0 || report.Rows < int64(looks) {
				b.Fatalf("%d rows: %v %v", report.Rows, report.Findings, err)
			}
			verified := time.Since(began)
			began = time.Now()
			err = source{raw}.Rows(b.Context(), ledger.Looks, func(ledger.Row) error { return nil })
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(looks)/verified.Seconds(), "looks/s")
			b.ReportMetric(verified.Seconds()*1e6/float64(looks), "s/million")
			b.ReportMetric(verified.Seconds()/time.Since(began).Seconds(), "times-bare-reading")
		}
	})
	b.Run("proved", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			if _, err := in.book.ReceiptOf(b.Context(), fmt.Sprintf("look%d", n*7919%looks)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// mustFill enters looks, as many at once as there are connections for, and signs for
// them.
func mustFill(b *testing.B, db storetest.Database, looks int) *installation {
	b.Helper()
	wrapper, err := vault.NewWrapper([]byte("a secret key for figures, of 32 bytes or more"))
	if err != nil {
		b.Fatal(err)
	}
	in := &installation{db: db}
	if in.s, err = store.Open(b.Context(), store.Config{URL: db.URL, Wrapper: wrapper, Migrate: true}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = in.s.Close() })
	if in.book, err = in.s.Ledger("credit.example.cn"); err != nil {
		b.Fatal(err)
	}
	in.key = in.book.Key()
	var next atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := int(next.Add(1) - 1); i < looks; i = int(next.Add(1) - 1) {
				if err := in.s.Note(context.Background(), lookOf(i)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	in.kept = in.mustSign(b)
	return in
}
