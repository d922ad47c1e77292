package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"creditportal/internal/store"
)

// furnish gives an empty database what all migrations make. They run once in a
// process, upon a database that only serves as the pattern: they take longer
// than most trials, of which each has an empty database of its own. What the
// migrations themselves do is the matter of the schema trials.
func furnish(t testing.TB, d Database) {
	t.Helper()
	if d.Dialect == "sqlite" {
		furnishFile(t, strings.TrimPrefix(d.URL, "sqlite:"))
		return
	}
	db := mustAdminister(t, d.URL)
	const made = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
	var tables int
	if err := db.QueryRow(made).Scan(&tables); err != nil {
		t.Fatal(err)
	}
	if tables > 0 {
		return
	}
	script, err := theScript()
	if err != nil {
		t.Fatalf("reading what migrations make: %v", err)
	}
	mustExec(t, db, script)
}

func furnishFile(t testing.TB, name string) {
	t.Helper()
	if _, err := os.Stat(name); err == nil {
		return
	}
	pattern, err := theFile()
	if err != nil {
		t.Fatalf("reading what migrations make: %v", err)
	}
	if err := os.WriteFile(name, pattern, 0o600); err != nil {
		t.Fatal(err)
	}
}

// theFile is the file of an SQLite database that was migrated and is empty.
var theFile = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "pattern")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	name := filepath.Join(dir, "portal.db")
	if err := migrated("sqlite:" + name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
})

// theScript is what makes an empty database of the server one that was
// migrated, as statements for one batch.
var theScript = sync.OnceValues(func() (script string, err error) {
	admin, err := sql.Open("mysql", batchName(os.Getenv(Server)))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, admin.Close()) }()
	name := newName()
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		return "", err
	}
	defer func() {
		_, dropped := admin.Exec("DROP DATABASE " + name)
		err = errors.Join(err, dropped)
	}()
	own := onServer(os.Getenv(Server), name)
	if err := migrated(own); err != nil {
		return "", err
	}
	db, err := sql.Open("mysql", batchName(own))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return written(db)
})

// migrated runs all migrations upon an empty database.
func migrated(address string) error {
	s, err := store.OpenSchema(ctx(), store.Config{URL: address})
	if err != nil {
		return err
	}
	_, err = s.Migrate(ctx())
	return errors.Join(err, s.Close())
}

// written is a database as statements that make its like: its tables, and the
// few rows that migrations put there.
func written(db *sql.DB) (string, error) {
	tables, err := listed(db, "SHOW TABLES")
	if err != nil {
		return "", err
	}
	var script strings.Builder
	for _, table := range tables {
		var name, statement string
		if err := db.QueryRow("SHOW CREATE TABLE "+table).Scan(&name, &statement); err != nil {
			return "", err
		}
		columns, err := listed(db, "SELECT column_name FROM information_schema.columns "+
			"WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position", table)
		if err != nil {
			return "", err
		}
		quoted := "CONCAT_WS(', ', QUOTE(" + strings.Join(columns, "), QUOTE(") + "))"
		rows, err := listed(db, "SELECT "+quoted+" FROM "+table)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&script, "%s;\n", statement)
		if len(rows) > 0 {
			fmt.Fprintf(&script, "INSERT INTO %s VALUES (%s);\n", table, strings.Join(rows, "), ("))
		}
	}
	return script.String(), nil
}

// listed returns the one column that a question asks for.
func listed(db *sql.DB, question string, args ...any) ([]string, error) {
	rows, err := db.Query(question, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	var all []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// mustAdminister opens a database beside the store; it takes many statements at once.
func mustAdminister(t testing.TB, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("mysql", batchName(address))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxIdleConns(-1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Disconnect ends every connection to the database of a server, as a restart of it
// does.
func Disconnect(t testing.TB, d Database) {
	t.Helper()
	admin := mustAdminister(t, d.URL)
	rows, err := admin.Query(
		"SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		_, _ = admin.Exec(fmt.Sprintf("KILL %d", id)) // it may have ended by itself
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// batchName is the address as the driver takes it, for many statements at once.
func batchName(address string) string { return driverName(address) + "?multiStatements=true" }

// driverName is the address as the driver takes it; one that is none names
// nothing that could be reached.
func driverName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	password, _ := u.User.Password()
	return fmt.Sprintf("%s:%s@tcp(%s)/%s", u.User.Username(), password, u.Host, strings.TrimPrefix(u.Path, "/"))
}

// onServer is the address of the database of the name.
func onServer(server, name string) string {
	return strings.TrimSuffix(server, "/") + "/" + name
}
