package storetest

import (
	"crypto/rand"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/store"
)

// Guarded makes an account that has the grants of an installation's upon the
// database, and returns the address under which the portal then reaches it. On
// SQLite there are none.
func Guarded(t testing.TB, d Database) string {
	t.Helper()
	if d.Dialect == "sqlite" {
		return d.URL
	}
	name, password := "portal_"+strings.ToLower(rand.Text())[:20], rand.Text()
	s, err := store.OpenSchema(ctx(), store.Config{URL: d.URL})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // nothing is left to write
	given, err := s.Grants(ctx(), name)
	if err != nil {
		t.Fatal(err)
	}
	admin := mustAdminister(t, d.URL)
	mustExec(t, admin, "CREATE USER "+name+" IDENTIFIED BY '"+password+"';"+strings.Join(given, "\n"))
	t.Cleanup(func() { mustExec(t, admin, "DROP USER "+name) })
	u, err := url.Parse(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(name, password)
	return u.String()
}

func trails(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestWhatWasDoneAndLookedAtCanBeAddedToAndNotBeChanged":  tryWhatWasDoneCanOnlyBeAddedTo,
		"TestAnAccountThatCouldBendTheTrailIsNamedWithItsPowers": tryAnAccountThatCouldBendTheTrail,
		"TestGrantsAreWrittenForAnAccountAndNothingElse":         tryGrantsAreWrittenForAnAccount,
	})
}

// bends are ways to bend a trail.
func bends(table, column string) []string {
	return []string{
		"UPDATE " + table + " SET " + column + " = " + column, "DELETE FROM " + table, "TRUNCATE TABLE " + table,
		"DROP TABLE " + table, "ALTER TABLE " + table + " ADD COLUMN bent INT",
	}
}

// The whole suite runs under such an account; that it acts here is the point of
// comparison.
func tryWhatWasDoneCanOnlyBeAddedTo(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, _ := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	before := count(t, c.db, "events")
	if c.db.Dialect == "sqlite" {
		if may, err := c.store.Trespass(ctx()); err != nil || len(may) > 0 {
			t.Errorf("a file has no accounts, yet %v, %v", may, err)
		}
		return
	}
	raw := Raw(t, Database{URL: Guarded(t, c.db), Dialect: c.db.Dialect})
	for table, column := range map[string]string{
		"acts": "op", "events": "reason", "query_log": "object", "steps": "did", "record_versions": "reason",
		"notice_forms": "form", "piece_revisions": "wording", "clock_moves": "calendar",
		"log_values": "field", "reports": "number",
	} {
		for _, bend := range bends(table, column) {
			if table == "record_versions" && strings.HasPrefix(bend, "DELETE") {
				continue // what a deleted honour was before goes with it
			}
			if _, err := raw.Exec(bend); err == nil || !strings.Contains(err.Error(), "denied") {
				t.Errorf("%s: %v", bend, err)
			}
		}
	}
	if after := count(t, c.db, "events"); after != before || before == 0 {
		t.Errorf("%d events before, %d after", before, after)
	}
}

func tryAnAccountThatCouldBendTheTrail(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	if may, err := s.Trespass(ctx()); err != nil || len(may) > 0 {
		t.Errorf("the account of an installation may %v, %v", may, err)
	}
	want := []string{"ALTER", "DELETE", "DROP", "TRIGGER", "UPDATE"}
	if db.Dialect == "sqlite" {
		want = nil
	}
	may, err := mustBare(t, db).Trespass(ctx())
	if diff := cmp.Diff(want, may); diff != "" || err != nil {
		t.Errorf("what whoever administers the server may, %v (-want +got):\n%s", err, diff)
	}
}

func tryGrantsAreWrittenForAnAccount(t *testing.T, open Opener) {
	db := open(t)
	MustOpen(t, db, nil)
	s := mustSchema(t, store.Config{URL: db.URL})
	for _, bad := range []string{"", "a b", "a'b", "a@b'c", "a`", "a@", "示例"} {
		if _, err := s.Grants(ctx(), bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("grants for %q: %v", bad, err)
		}
	}
	given, err := s.Grants(ctx(), "portal@10.0.0.5")
	if db.Dialect == "sqlite" {
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("a file grants %v, %v", given, err)
		}
		return
	}
	name := db.URL[strings.LastIndex(db.URL, "/")+1:]
	for _, want := range []string{
		"GRANT SELECT, INSERT ON `" + name + "`.`query_log` TO 'portal'@'10.0.0.5';",
		"GRANT SELECT, INSERT, DELETE ON `" + name + "`.`record_versions` TO 'portal'@'10.0.0.5';",
		"GRANT SELECT, INSERT, UPDATE, DELETE ON `" + name + "`.`items` TO 'portal'@'10.0.0.5';",
		"GRANT SELECT ON `" + name + "`.`goose_db_version` TO 'portal'@'10.0.0.5';",
	} {
		if !slices.Contains(given, want) {
			t.Errorf("missing: %s", want)
		}
	}
	if err != nil {
		t.Error(err)
	}
}
