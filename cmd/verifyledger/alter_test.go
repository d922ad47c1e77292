package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"creditportal/internal/ledger"
)

// alteration is what somebody who administers the database does in it, and what
// must be found.
type alteration struct {
	name string
	do   func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind
}

func mustDo(t *testing.T, tx *sql.Tx, statement string, args ...any) {
	t.Helper()
	done, err := tx.Exec(statement, args...)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%s altered %d rows, %v", statement, n, err)
	}
}

// oneOf returns the id of a row of the table.
func oneOf(t *testing.T, tx *sql.Tx, r *rand.Rand, table string) int64 {
	t.Helper()
	var n, id int64
	if err := tx.QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	column := map[bool]string{true: "row_id", false: "id"}[table == "log_values" || table == "log_leaves"]
	text := fmt.Sprintf("SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d", column, table, column, r.Int64N(n))
	if err := tx.QueryRow(text).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

func tableOf(r *rand.Rand) (ledger.Log, string) {
	log := []ledger.Log{ledger.Looks, ledger.Deeds}[r.IntN(2)]
	return log, tables[log]
}

func alterations() []alteration {
	return []alteration{
		{"edit", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			log, table := tableOf(r)
			columns := slices.DeleteFunc(ledger.Columns(log), func(c string) bool { return c == "public_id" })
			column, id := columns[r.IntN(len(columns))], oneOf(t, tx, r, table)
			value := any("改了")
			if strings.Contains("actor_account subject_id shown refused act_id", column) {
				value = 99
			}
			mustDo(t, tx, "UPDATE "+table+" SET "+column+" = ? WHERE id = ?", value, id)
			return ledger.Altered
		}},
		{"back-date", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			_, table := tableOf(r)
			mustDo(t, tx, "UPDATE "+table+" SET at = '2026-01-01 00:00:00.000000' WHERE id = ?", oneOf(t, tx, r, table))
			return ledger.Altered
		}},
		{"edit words", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			mustDo(t, tx, "UPDATE log_values SET value = 'x' WHERE row_id = ?", oneOf(t, tx, r, "log_values"))
			return ledger.Altered
		}},
		{"delete words", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			mustDo(t, tx, "DELETE FROM log_values WHERE row_id = ?", oneOf(t, tx, r, "log_values"))
			return ledger.Altered
		}},
		{"delete", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			_, table := tableOf(r)
			mustDo(t, tx, "DELETE FROM "+table+" WHERE id = ?", oneOf(t, tx, r, table))
			return ledger.Missing
		}},
		{"insert", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			log, table := tableOf(r)
			columns := slices.DeleteFunc(ledger.Columns(log), func(c string) bool { return c == "public_id" })
			list := strings.Join(append(columns, "at", "salt", "mark"), ", ")
			mustDo(t, tx, "INSERT INTO "+table+" (id, "+list+") SELECT ?, "+list+" FROM "+table+" WHERE id = ?",
				r.Int64N(1<<40), oneOf(t, tx, r, table))
			return ledger.Added
		}},
		{"swap", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			_, table := tableOf(r)
			a, b := oneOf(t, tx, r, table), oneOf(t, tx, r, table)
			for a == b {
				b = oneOf(t, tx, r, table)
			}
			mustDo(t, tx, "UPDATE "+table+" SET id = -1 WHERE id = ?", a)
			mustDo(t, tx, "UPDATE "+table+" SET id = ? WHERE id = ?", a, b)
			mustDo(t, tx, "UPDATE "+table+" SET id = ? WHERE id = -1", b)
			return map[string]ledger.Kind{"events": ledger.Swapped, "query_log": ledger.Altered}[table] // words stay behind
		}},
		{"edit with its leaf", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			id := oneOf(t, tx, r, "events")
			mustDo(t, tx, "UPDATE events SET reason = '改了' WHERE id = ?", id)
			mustDo(t, tx, "UPDATE log_leaves SET hash = ? WHERE kind = 'O' AND row_id = ?", leafOf(t, tx, id), id)
			return ledger.Altered
		}},
		{"delete with its leaf", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			id := oneOf(t, tx, r, "events")
			mustDo(t, tx, "DELETE FROM events WHERE id = ?", id)
			mustDo(t, tx, "DELETE FROM log_leaves WHERE kind = 'O' AND row_id = ?", id)
			return "" // named by its leaf, or by the size of the tree
		}},
		{"roll back", func(t *testing.T, tx *sql.Tx, r *rand.Rand) ledger.Kind {
			var size int64
			if err := tx.QueryRow("SELECT size FROM log_heads").Scan(&size); err != nil {
				t.Fatal(err)
			}
			to := 1 + r.Int64N(size-1)
			for _, table := range []string{"query_log", "events"} {
				log := map[string]string{"query_log": "Q", "events": "O"}[table]
				gone := " WHERE id IN (SELECT row_id FROM log_leaves WHERE kind = ? AND idx >= ?)"
				if _, err := tx.Exec("DELETE FROM "+table+gone, log, to); err != nil {
					t.Fatal(err)
				}
			}
			mustDo(t, tx, "DELETE FROM log_leaves WHERE idx >= ?", to)
			mustDo(t, tx, "DELETE FROM log_hashes WHERE idx >= ?", ledger.Places(to))
			mustDo(t, tx, "UPDATE log_heads SET size = ?, signed = ?, note = ''", to, to)
			return ledger.RolledBack
		}},
	}
}

// leafOf is the hash that the row makes now.
func leafOf(t *testing.T, tx *sql.Tx, id int64) []byte {
	t.Helper()
	var hash ledger.Hash
	err := source{tx}.Rows(t.Context(), ledger.Deeds, func(row ledger.Row) error {
		if row.ID == id {
			hash = ledger.HashOf(row.Leaf())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return hash[:]
}
