package store_test

import (
	"testing"

	"creditportal/internal/storetest"
)

// The import ratio is that of the store's own work to bare batched INSERTs of
// everything it wrote, into the same database.
func BenchmarkImportSQLite(b *testing.B) { storetest.BenchmarkImport(b, storetest.SQLite) }

func BenchmarkImportMariaDB(b *testing.B) {
	if open, ok := storetest.MySQL(); ok {
		storetest.BenchmarkImport(b, open)
	}
}

func BenchmarkPagesSQLite(b *testing.B) { storetest.BenchmarkPages(b, storetest.SQLite) }

func BenchmarkPagesMariaDB(b *testing.B) {
	if open, ok := storetest.MySQL(); ok {
		storetest.BenchmarkPages(b, open)
	}
}
