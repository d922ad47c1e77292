package storetest

import (
	"crypto/rand"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Server is the environment variable that names a MySQL or MariaDB server on
// which tests may create databases: mysql://user:password@host:port/.
const Server = "PORTAL_TEST_MYSQL"

// Often is the environment variable that says how many times as long the proofs
// take that go on for as long as one has time: killing, and acting at once.
const Often = "PORTAL_TEST_TIMES"

// Times is the number that Often names; 1 when it names none.
func Times(t testing.TB) int {
	t.Helper()
	text := os.Getenv(Often)
	if text == "" {
		return 1
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is no number of times", Often)
	}
	return n
}

// SQLite makes an empty database in a file of the test's own.
func SQLite(t testing.TB) Database {
	t.Helper()
	return Database{URL: "sqlite:" + filepath.Join(t.TempDir(), "portal.db"), Dialect: "sqlite"}
}

// listOf is the file of the erasure list of the database: all processes that open it
// name the same.
func listOf(address string) string {
	if file, ok := strings.CutPrefix(address, "sqlite:"); ok {
		return file + ".erasures"
	}
	return filepath.Join(os.TempDir(), path.Base(address)+".erasures")
}

// MySQL returns the opener of the server that the environment names, and
// whether it names one.
func MySQL() (Opener, bool) {
	server := os.Getenv(Server)
	if server == "" {
		return nil, false
	}
	return func(t testing.TB) Database {
		t.Helper()
		admin := mustAdminister(t, server)
		name := newName()
		mustExec(t, admin, "CREATE DATABASE "+name)
		t.Cleanup(func() { mustExec(t, admin, "DROP DATABASE "+name) })
		t.Cleanup(func() { _ = os.Remove(listOf(onServer(server, name))) })
		return Database{URL: onServer(server, name), Dialect: "mysql"}
	}, true
}

// Copy makes a database that holds what db holds now, as a backup does.
func Copy(t testing.TB, db Database, open Opener) Database {
	t.Helper()
	other := open(t)
	if db.Dialect == "sqlite" {
		mustExec(t, Raw(t, db), "VACUUM INTO '"+strings.TrimPrefix(other.URL, "sqlite:")+"'")
		return other
	}
	from, to := mustAdminister(t, db.URL), mustAdminister(t, other.URL)
	tables, err := listed(from, "SHOW TABLES")
	if err != nil {
		t.Fatal(err)
	}
	name := path.Base(db.URL)
	for _, table := range tables {
		mustExec(t, to, "CREATE TABLE "+table+" LIKE "+name+"."+table+
			"; INSERT INTO "+table+" SELECT * FROM "+name+"."+table)
	}
	return other
}

// newName is the name of a database that no other test has.
func newName() string { return "portal_test_" + strings.ToLower(rand.Text()) }
