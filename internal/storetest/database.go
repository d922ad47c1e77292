package storetest

import (
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
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

// MySQL returns the opener of the server that the environment names, and
// whether it names one.
func MySQL() (Opener, bool) {
	server := os.Getenv(Server)
	if server == "" {
		return nil, false
	}
	return func(t testing.TB) Database {
		t.Helper()
		u, err := url.Parse(server)
		if err != nil {
			t.Fatalf("%s is not an address", Server)
		}
		password, _ := u.User.Password()
		admin, err := sql.Open("mysql", fmt.Sprintf("%s:%s@tcp(%s)/", u.User.Username(), password, u.Host))
		if err != nil {
			t.Fatal(err)
		}
		name := "portal_test_" + strings.ToLower(rand.Text())
		mustExec(t, admin, "CREATE DATABASE "+name)
		t.Cleanup(func() {
			mustExec(t, admin, "DROP DATABASE "+name)
			_ = admin.Close()
		})
		u.Path = "/" + name
		return Database{URL: u.String(), Dialect: "mysql"}
	}, true
}
