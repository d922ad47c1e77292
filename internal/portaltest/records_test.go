package portaltest

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// recordsOf reads what matters of the records that were imported beside the
// demo's own: by number, what was decided and when it is shown.
func recordsOf(t *testing.T, demo string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(demo, "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // read only
	rows, err := db.Query("SELECT number, document_number || ' ' || disclosed_from || ' ' || disclosed_until || ' ' || " +
		"governed_by || ' ' || state || ' ' || version || ' ' || attributes FROM records WHERE document_number LIKE '示例罚%'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // read to the end
	found := map[string]string{}
	for rows.Next() {
		var number, text string
		if err := rows.Scan(&number, &text); err != nil {
			t.Fatal(err)
		}
		found[number] = text
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}
