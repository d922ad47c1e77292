package storetest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/authorisation"
	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// secrets reads every cell of every table, as whoever steals the database
// would, and looks for what only the key should open.
func secrets(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestNothingOfAPersonStandsInTheDatabaseInClear":       tryNothingOfAPersonStandsInTheDatabaseInClear,
		"TestAPersonsCellMovedToAnotherRowDoesNotOpen":         tryAPersonsCellMovedToAnotherRowDoesNotOpen,
		"TestADamagedAccountHindersNobodyElseFromSigningIn":    tryADamagedAccountHindersNobodyElseFromSigningIn,
		"TestADamagedFileHindersNobodyElseFromBeingAskedAbout": tryADamagedFileHindersNobodyElseFromBeingAskedAbout,
	})
}

func tryNothingOfAPersonStandsInTheDatabaseInClear(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	who := person(t, "370399189103150014")
	who.Name, who.Former = "示例金丝雀", []subject.Former{{Name: "示例旧金丝雀", Until: Today}}
	c := penalty(t, who, 1, 3)
	c.After.SubjectName, c.After.DocumentTitle, c.After.DocumentNumber = who.Name, "金丝雀标题", "金丝雀罚〔2026〕1号"
	attributes, err := catalog.Restore([]byte(`{"CF_SY":"金丝雀事由","CF_ZJHM":"370399189103150014","PHONE":"15400000001"}`))
	if err != nil {
		t.Fatal(err)
	}
	c.After.Attributes = attributes
	company := penalty(t, firm(t, 1), 2, 3)
	batch := chunk("canary", c, company, nil)
	batch.Rows[2] = intake.Row{Number: 3, Outcome: intake.Held, Draft: c}
	mustCommit(t, s.Commit(ctx(), batch))
	rec := mustKnow(t, s, c)
	mustCommit(t, s.Commit(ctx(), chunk("again", &record.Change{WasVersion: 1, After: rec, Reason: "更正"})))
	MustSeeClosed(t, db, []string{"金丝雀", "370399189103150014", "15400000001"})
	kept := mustKnow(t, s, company)
	if kept.Attributes.Get("CF_ZJHM") != "370399189103150014" || rec.SubjectName != who.Name {
		t.Error("what was encrypted does not come back")
	}
}

func tryAPersonsCellMovedToAnotherRowDoesNotOpen(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	one, two := penalty(t, person(t, "370399189103150014"), 1, 3), penalty(t, person(t, "370399189103150022"), 2, 3)
	mustEnter(t, s, "two", one, two)
	a, b := mustKnow(t, s, one), mustKnow(t, s, two)
	raw := Raw(t, db)
	var sealed []byte
	if err := raw.QueryRow("SELECT sealed FROM records WHERE id = ?", a.ID).Scan(&sealed); err != nil {
		t.Fatal(err)
	}
	mustExec(t, raw, "UPDATE records SET sealed = ? WHERE id = ?", sealed, b.ID)
	if known, err := s.Known(ctx(), []record.Digest{two.After.Key}); err == nil {
		t.Errorf("the cell of another row opened: %v", known)
	}
}

func tryADamagedAccountHindersNobodyElseFromSigningIn(t *testing.T, open Opener) {
	h, db := mustEnterHall(t, open)
	damaged := h.account("mmm", actor.Person)
	h.account("zzz", actor.Person)
	mustExec(t, Raw(t, db), "UPDATE accounts SET sealed = ? WHERE id = ?", []byte("damaged"), damaged.ID)
	if a, err := h.store.AccountByLogin(ctx(), "zzz"); err != nil || a.Login != "zzz" {
		t.Errorf("an account that is whole: %q, %v", a.Login, err)
	}
	if _, err := h.store.AccountByLogin(ctx(), "aaa"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a name that nobody has, before the damaged account: %v", err)
	}
	_, err := h.store.AccountByLogin(ctx(), "mmm")
	if err == nil || fault.Is(err, fault.NotFound) || !strings.Contains(err.Error(), fmt.Sprint(damaged.ID)) {
		t.Errorf("the damaged account itself: %v", err)
	}
}

func tryADamagedFileHindersNobodyElseFromBeingAskedAbout(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	one, two := penalty(t, person(t, "370399189103150014"), 1, 3), penalty(t, person(t, "370399189103150022"), 2, 3)
	mustEnter(t, s, "two", one, two)
	damaged, whole := mustKnow(t, s, one).Subject, mustKnow(t, s, two).Subject
	mustExec(t, Raw(t, db), "UPDATE subjects SET name_sealed = ? WHERE id = ?", []byte("damaged"), damaged)
	asked := func(number string) (int64, error) {
		return s.SubjectNamed(ctx(), authorisation.Named{Name: one.Subject.Name, Number: number}, Today)
	}
	if id, err := asked("370399189103150022"); err != nil || id != whole {
		t.Errorf("a file that is whole: %d, %v", id, err)
	}
	if id, err := asked("370399189103150030"); err != nil || id != 0 {
		t.Errorf("a number that nobody has, with the damaged file read in its stead: %d, %v", id, err)
	}
	if id, err := asked("370399189103150014"); err == nil || !strings.Contains(err.Error(), fmt.Sprint(damaged)) {
		t.Errorf("the damaged file itself: %d, %v", id, err)
	}
}

// MustSeeClosed fails where a cell holds one of the words.
func MustSeeClosed(t *testing.T, db Database, words []string) {
	t.Helper()
	raw := Raw(t, db)
	cells := 0
	for _, table := range tablesOf(t, db) {
		rows, err := raw.Query("SELECT * FROM " + table) //nolint:sqlclosecheck // read to its end, which closes it
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new([]byte)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			for i, v := range values {
				cells++
				for _, word := range words {
					if bytes.Contains(*v.(*[]byte), []byte(word)) { //nolint:forcetypeassert // made above
						t.Errorf("%s.%s holds %s in clear", table, columns[i], word)
					}
				}
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	if cells < 100 {
		t.Fatalf("only %d cells were read", cells)
	}
}

func tablesOf(t *testing.T, db Database) []string {
	t.Helper()
	seen := map[string]bool{}
	var tables []string
	for _, line := range mustDescribe(t, db) {
		var table string
		if _, err := fmt.Sscan(line, &table); err != nil {
			t.Fatal(err)
		}
		if !seen[table] {
			seen[table] = true
			tables = append(tables, table)
		}
	}
	return tables
}
