package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/audit"
	"creditportal/internal/record"
	"creditportal/internal/store"
	"creditportal/internal/vault"
	"creditportal/migrations"
)

func schema(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestBothFoldersHoldMigrationsOfTheSameNames":              tryBothFoldersHoldMigrationsOfTheSameNames,
		"TestMigrationsOfServersSayNothingThatMariaDBAloneKnows":   tryMigrationsSayNothingThatMariaDBAloneKnows,
		"TestAnEmptyDatabaseIsRefusedUntilItIsMigrated":            tryAnEmptyDatabaseIsRefusedUntilItIsMigrated,
		"TestANewerDatabaseIsRefused":                              tryANewerDatabaseIsRefused,
		"TestTheTimeOfTheLastChangeComesAlongFromAnOldDatabase":    tryTheTimeOfTheLastChangeComesAlong,
		"TestWhatWentWithItsBatchIsToldFromWhatADecisionRemoved":   tryWhatWentWithItsBatchIsToldApart,
		"TestAnotherSecretDoesNotOpenTheDatabase":                  tryAnotherSecretDoesNotOpenTheDatabase,
		"TestACopyOfTheSchemaIsWhatTheMigrationsMake":              tryACopyOfTheSchemaIsWhatTheMigrationsMake,
		"TestTheSchemaHasTheSameTablesColumnsAndIndexesEverywhere": tryTheSchemaHasTheSameTablesColumnsAndIndexesEverywhere,
	})
}

func tryBothFoldersHoldMigrationsOfTheSameNames(t *testing.T, open Opener) {
	if diff := cmp.Diff(migrationNames(t, "mysql"), migrationNames(t, "sqlite")); diff != "" {
		t.Errorf("mysql and sqlite differ (-mysql +sqlite):\n%s", diff)
	}
}

func tryMigrationsSayNothingThatMariaDBAloneKnows(t *testing.T, _ Opener) {
	for _, name := range migrationNames(t, "mysql") {
		text, err := fs.ReadFile(migrations.Files, "mysql/"+name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"INDEX IF ", "COLUMN IF ", "CONSTRAINT IF ", "RETURNING"} {
			if strings.Contains(strings.ToUpper(string(text)), word) {
				t.Errorf("%s says %s…", name, word)
			}
		}
	}
}

func tryAnEmptyDatabaseIsRefusedUntilItIsMigrated(t *testing.T, open Opener) {
	db := open(t)
	cfg := store.Config{URL: db.URL, Wrapper: mustWrapper(t)}
	if _, err := store.Open(ctx(), cfg); !errors.Is(err, store.ErrPending) {
		t.Fatalf("opened with %v, want ErrPending", err)
	}
	s := mustSchema(t, cfg)
	ran, err := s.Migrate(ctx())
	if err != nil || len(ran) != len(migrationNames(t, db.Dialect)) {
		t.Fatalf("ran %d migrations, %v", len(ran), err)
	}
	if again, err := s.Migrate(ctx()); err != nil || len(again) != 0 {
		t.Errorf("a second time ran %v, %v; want none", again, err)
	}
	status, err := s.Status(ctx())
	if err != nil || slices.ContainsFunc(status, func(m store.Migration) bool { return !m.Applied }) {
		t.Errorf("status %v, %v; want all applied", status, err)
	}
	MustOpen(t, db, nil)
}

func tryANewerDatabaseIsRefused(t *testing.T, open Opener) {
	db := open(t)
	MustOpen(t, db, nil)
	raw := Raw(t, db)
	mustExec(t, raw, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	cfg := store.Config{URL: db.URL, Wrapper: mustWrapper(t)}
	if _, err := store.Open(ctx(), cfg); !errors.Is(err, store.ErrNewer) {
		t.Errorf("opened with %v, want ErrNewer", err)
	}
	if _, err := mustSchema(t, cfg).Migrate(ctx()); !errors.Is(err, store.ErrNewer) {
		t.Errorf("migrated with %v, want ErrNewer", err)
	}
}

// Before migration 0110 the time was a setting, as time.RFC3339Nano.
func tryTheTimeOfTheLastChangeComesAlong(t *testing.T, open Opener) {
	for value, want := range map[string]string{
		"":                               "",
		"2026-11-23T02:03:04Z":           "2026-11-23T02:03:04.000Z",
		"2026-11-23T02:03:04.5Z":         "2026-11-23T02:03:04.500Z",
		"2026-11-23T02:03:04.123456789Z": "2026-11-23T02:03:04.123Z",
		"2026-11-23T02:03:04.123456Z":    "2026-11-23T02:03:04.123Z",
	} {
		db := open(t)
		raw, before := Raw(t, db), true
		for _, name := range migrationNames(t, db.Dialect) {
			if before && name > "0110" {
				before = false
				if value != "" {
					mustExec(t, raw, "INSERT INTO settings (name, value) VALUES ('data.changed', ?)", value)
				}
			}
			if strings.HasPrefix(name, "0113") {
				break // what follows is no matter of the time
			}
			text, err := fs.ReadFile(migrations.Files, path.Join(db.Dialect, name))
			if err != nil {
				t.Fatal(err)
			}
			mustExec(t, raw, string(text))
		}
		var at sql.NullString
		if err := raw.QueryRow("SELECT changed_at FROM data_version WHERE id = 1").Scan(&at); err != nil {
			t.Fatal(err)
		}
		got := ""
		if at.Valid {
			day, clock, _ := strings.Cut(at.String, " ")
			got = day + "T" + clock[:len("02:03:04.123")] + "Z"
		}
		if got != want || count(t, db, "settings WHERE name = 'data.changed'") != 0 {
			t.Errorf("the setting %q becomes %q, want %q", value, got, want)
		}
	}
}

// Before migration 0320 both were called removed.
func tryWhatWentWithItsBatchIsToldApart(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	want := map[audit.Act]record.State{audit.BatchWithdrawn: record.Withdrawn, audit.BatchEntered: record.Removed}
	of := map[audit.Act]*record.Change{}
	for did := range want {
		c := entered(t, s, len(of)+1)
		after := mustKnow(t, s, c)
		after.State = record.Removed
		removal := chunk(string(did), &record.Change{WasVersion: after.Version, After: after, Reason: "示例"})
		removal.Event.Did, of[did] = did, c
		mustCommit(t, s.Commit(ctx(), removal))
	}
	text, err := fs.ReadFile(migrations.Files, path.Join(db.Dialect, "0320_records_withdrawn.sql"))
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, Raw(t, db), string(text))
	for did, state := range want {
		if rec := mustKnow(t, s, of[did]); rec.State != state {
			t.Errorf("what was removed by %s is %s, want %s", did, rec.State, state)
		}
	}
}

func tryAnotherSecretDoesNotOpenTheDatabase(t *testing.T, open Opener) {
	db := open(t)
	MustOpen(t, db, nil)
	other, err := vault.NewWrapper([]byte("another secret key of 32 bytes or more"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx(), store.Config{URL: db.URL, Wrapper: other}); !errors.Is(err, vault.ErrSecret) {
		t.Errorf("opened with %v, want ErrSecret", err)
	}
}

func tryACopyOfTheSchemaIsWhatTheMigrationsMake(t *testing.T, open Opener) {
	made, copied := open(t), open(t)
	mustMigrate(t, made)
	MustOpen(t, copied, nil)
	if diff := cmp.Diff(mustDescribe(t, made), mustDescribe(t, copied)); diff != "" {
		t.Errorf("what the suite works on differs from what migrations make (-want +got):\n%s", diff)
	}
	for _, table := range []string{"data_version", "settings", "goose_db_version"} {
		if want, got := count(t, made, table), count(t, copied, table); want != got {
			t.Errorf("%s of the copy has %d rows, want %d", table, got, want)
		}
	}
}

func tryTheSchemaHasTheSameTablesColumnsAndIndexesEverywhere(t *testing.T, open Opener) {
	db := open(t)
	mustMigrate(t, db)
	if diff := cmp.Diff(describedSchema(t), mustDescribe(t, db)); diff != "" {
		t.Errorf("the database differs from the migrations of SQLite (-want +got):\n%s", diff)
	}
}

func mustSchema(t *testing.T, cfg store.Config) *store.Schema {
	t.Helper()
	s, err := store.OpenSchema(ctx(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func migrationNames(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := fs.ReadDir(migrations.Files, folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func mustExec(t testing.TB, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// describedSchema is what the SQLite migrations say, read in a database of
// their own: the reference that every other must equal.
func describedSchema(t *testing.T) []string {
	t.Helper()
	db := Database{URL: "sqlite:" + path.Join(t.TempDir(), "reference.db"), Dialect: "sqlite"}
	mustMigrate(t, db)
	return mustDescribe(t, db)
}

func mustMigrate(t *testing.T, d Database) {
	t.Helper()
	if err := migrated(d.URL); err != nil {
		t.Fatal(err)
	}
}

// mustDescribe lists tables with columns, whether they may be NULL, primary
// keys and indexes, as "table.column" and "table(index: columns)".
func mustDescribe(t *testing.T, d Database) []string {
	t.Helper()
	query := sqliteSchema
	if d.Dialect == "mysql" {
		query = mysqlSchema
	}
	rows, err := Raw(t, d).Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	var lines []string
	for rows.Next() {
		var table, what string
		var unique bool
		if err := rows.Scan(&table, &what, &unique); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(table, "goose_") && !strings.HasPrefix(table, "sqlite_") {
			lines = append(lines, fmt.Sprintf("%s %s %t", table, what, unique))
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}

const mysqlSchema = `SELECT table_name, CONCAT('column ', column_name), is_nullable = 'YES'
FROM information_schema.columns WHERE table_schema = DATABASE()
UNION ALL
SELECT table_name, CONCAT('index ', CASE index_name WHEN 'PRIMARY' THEN 'primary' ELSE index_name END, ' ',
  GROUP_CONCAT(column_name ORDER BY seq_in_index)), MIN(non_unique) = 0
FROM information_schema.statistics WHERE table_schema = DATABASE() GROUP BY table_name, index_name`

const sqliteSchema = `SELECT m.name, 'column ' || c.name, c."notnull" = 0
FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
UNION ALL
SELECT m.name, 'index ' || i.name || ' ' ||
  (SELECT group_concat(x.name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) x), i."unique"
FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin = 'c'
UNION ALL
SELECT m.name, 'index primary ' ||
  (SELECT group_concat(x.name) FROM (SELECT name FROM pragma_table_info(m.name) WHERE pk > 0 ORDER BY pk) x), 1
FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
