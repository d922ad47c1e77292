package portaltest

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"creditportal/internal/storetest"
)

// benchImport names how many penalties the file has that is imported.
const benchImport = "PORTAL_BENCH_IMPORT"

// BenchmarkImportFile imports a provider's file by the program, from the first
// byte of the file to the last commit, and compares with bare batched INSERTs
// of everything that this wrote into an empty database of the same kind.
func BenchmarkImportFile(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv(benchImport))
	if err != nil {
		n = 10_000
	}
	dir := b.TempDir()
	rows := office.penalties(n, labels)
	text, book := filepath.Join(dir, "penalties.csv"), filepath.Join(dir, "penalties.xlsx")
	mustWrite(b, text, csvOf(b, rows))
	mustWriteBook(b, book, rows)
	b.Run("SQLite/csv", func(b *testing.B) { importWhole(b, storetest.SQLite, text, n) })
	b.Run("SQLite/xlsx", func(b *testing.B) { importWhole(b, storetest.SQLite, book, n) })
	if open, ok := storetest.MySQL(); ok {
		b.Run("MariaDB/csv", func(b *testing.B) { importWhole(b, open, text, n) })
		b.Run("MariaDB/xlsx", func(b *testing.B) { importWhole(b, open, book, n) })
	}
}

func importWhole(b *testing.B, open storetest.Opener, file string, n int) {
	for b.Loop() {
		in := mustInstall(b, open)
		began := time.Now()
		if c := mustImport(b, 0, in, file); c.Entered != n {
			b.Fatalf("%+v, want %d new records", c, n)
		}
		imported := time.Since(began)
		bare := storetest.CopyBare(b, in.db, open(b))
		b.ReportMetric(float64(n)/imported.Seconds(), "rows/s")
		b.ReportMetric(float64(n)/bare.Seconds(), "bare-rows/s")
		b.ReportMetric(bare.Seconds()/imported.Seconds(), "ratio")
	}
}
