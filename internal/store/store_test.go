package store_test

import (
	"fmt"
	"io/fs"
	"os"
	"testing"

	"github.com/pingcap/tidb/pkg/parser"
	_ "github.com/pingcap/tidb/pkg/parser/test_driver" // values of literals

	"creditportal/internal/storetest"
	"creditportal/migrations"
)

// The suite starts this program again to kill it while it walks or archives.
func TestMain(m *testing.M) {
	if os.Getenv(storetest.Walking) == "" {
		os.Exit(m.Run())
	}
	do := storetest.Walk
	if os.Getenv(storetest.Archiving) != "" {
		do = storetest.Archive
	}
	fmt.Fprintln(os.Stderr, "the walk ended:", do(os.Stdout))
	os.Exit(1)
}

func TestSQLiteKeepsWhatTheSuiteAsks(t *testing.T) { storetest.Run(t, storetest.SQLite) }

// make check starts a server of its own and names it in PORTAL_TEST_MYSQL;
// without one there is nothing to ask. What was asked must also be read by
// TiDB, to which an installation may grow.
func TestMariaDBKeepsWhatTheSuiteAsks(t *testing.T) {
	open, ok := storetest.MySQL()
	if !ok {
		return
	}
	storetest.Run(t, open)
	p, asked := parser.New(), storetest.Statements("mysql")
	for _, s := range asked {
		if _, _, err := p.Parse(s, "", ""); err != nil {
			t.Errorf("TiDB does not read: %.200s\n%v", s, err)
		}
	}
	if len(asked) < 20 {
		t.Errorf("only %d statements were noted", len(asked))
	}
}

func TestEveryMySQLMigrationIsOneStatementThatTiDBReads(t *testing.T) {
	names, err := fs.Glob(migrations.Files, "mysql/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d migrations, %v", len(names), err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(migrations.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		nodes, _, err := parser.New().Parse(string(text), "", "")
		if err != nil || len(nodes) != 1 {
			t.Errorf("%s holds %d statements, %v", name, len(nodes), err)
		}
	}
}
