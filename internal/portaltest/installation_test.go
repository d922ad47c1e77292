package portaltest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/storetest"
	"creditportal/internal/subject"
)

// installation is where the program runs: its database, and its settings as
// the environment gives them.
type installation struct {
	db   storetest.Database
	env  []string
	unit unit // that reports penalties to it
}

// unit is a provider of penalties.
type unit struct {
	code, name string
	firm       func(i int) (name, code string) // whom its penalty number i is about
}

var (
	// demoUnit is a provider of the demo; its firms are marked as synthetic.
	demoUnit = unit{"11370399004999018A", "示例区市场监督管理局", func(i int) (string, string) {
		codes := []string{
			"91370399MA3DEM019R", "91370399MA3DEM027L", "91370399MA3DEM035F", "91370399MA3DEM043A", "91370399MA3DEM0515",
		}
		return fmt.Sprintf("示例测试%d号有限公司", i%len(codes)), codes[i%len(codes)]
	}}
	// office is a provider of a portal that refuses what is marked. Nobody has
	// organisation codes that begin so.
	office = unit{mustCode("11370303", "XX000000"), "测试市场监督管理局", func(i int) (string, string) {
		const firms = 30_000
		k := i * 7919 % firms
		return fmt.Sprintf("测试第%d号有限公司", k), mustCode("91370303", fmt.Sprintf("XX%06d", k+1))
	}}
)

func mustCode(head, organisation string) string {
	code, err := subject.ComposeCode(head, organisation)
	if err != nil {
		panic(err) // the heads above are right
	}
	return code.String()
}

// inDemo is the installation that portal demo made in dir.
func inDemo(dir string) installation {
	return installation{
		db:  storetest.Database{URL: "sqlite:" + filepath.Join(dir, "portal.db"), Dialect: "sqlite"},
		env: []string{"PORTAL_DATA_DIR=" + dir}, unit: demoUnit,
	}
}

// mustInstall sets up an installation as an office does, by the commands: the
// schema, the starter catalog, the provider of the test penalties.
func mustInstall(t testing.TB, open storetest.Opener) installation {
	t.Helper()
	dir := t.TempDir()
	in := installation{db: open(t), unit: office}
	in.env = []string{testKey, "PORTAL_DATA_DIR=" + dir, "PORTAL_DATABASE_URL=" + in.db.URL}
	units := filepath.Join(dir, "units.csv")
	mustWrite(t, units, "code,name,kind\n"+office.code+","+office.name+",行政机关\n")
	for _, args := range [][]string{
		{"migrate", "up"},
		{"catalog", "load", "--as", "示例甲", "--reason", "首版目录"},
		{"provider", "import", units, "--as", "示例甲", "--reason", "首批单位"},
	} {
		if out, code := run(t, in.env, args...); code != 0 {
			t.Fatalf("portal %s ends with %d:\n%s", args[0], code, out)
		}
	}
	return in
}

// recordsOf reads what matters of the imported penalties: by document number,
// what was decided and when it is shown.
func recordsOf(t *testing.T, in installation) map[string]string {
	t.Helper()
	rows, err := storetest.Raw(t, in.db).Query(
		"SELECT document_number, disclosed_from, disclosed_until, governed_by, state, version, attributes " +
			"FROM records WHERE document_number LIKE '测试罚%'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // read to the end
	found := map[string]string{}
	for rows.Next() {
		var document string
		var rest [6]string
		if err := rows.Scan(&document, &rest[0], &rest[1], &rest[2], &rest[3], &rest[4], &rest[5]); err != nil {
			t.Fatal(err)
		}
		if twin, ok := found[document]; ok {
			t.Errorf("%s is there twice: %s", document, twin)
		}
		found[document] = strings.Join(rest[:], " ")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}
