package store_test

import (
	"testing"

	"creditportal/internal/storetest"
)

func TestSQLiteKeepsWhatTheSuiteAsks(t *testing.T) { storetest.Run(t, storetest.SQLite) }

// make check starts a server of its own and names it in PORTAL_TEST_MYSQL;
// without one there is nothing to ask.
func TestMariaDBKeepsWhatTheSuiteAsks(t *testing.T) {
	if open, ok := storetest.MySQL(); ok {
		storetest.Run(t, open)
	}
}
