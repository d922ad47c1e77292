package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/ledger"
	"creditportal/internal/query"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
)

// seed makes the same alterations each time.
const seed = 20261130

// installation is a database with a log of looks and acts, its key, and the
// checkpoint that somebody keeps elsewhere.
type installation struct {
	db   storetest.Database
	key  string
	kept []byte
	old  []byte // an earlier checkpoint
	s    *store.Store
	book *store.Ledger
}

var began = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func mustInstall(t *testing.T, db storetest.Database, rows int) *installation {
	t.Helper()
	in := &installation{db: db, s: storetest.MustOpen(t, db, nil)}
	var err error
	if in.book, err = in.s.Ledger("credit.example.cn"); err != nil {
		t.Fatal(err)
	}
	in.key = in.book.Key()
	in.mustWrite(t, 0, rows/2)
	in.old = in.mustSign(t)
	in.mustWrite(t, rows/2, rows)
	in.kept = in.mustSign(t)
	return in
}

// mustWrite enters looks, every fourth in somebody's own words, and acts.
func (in *installation) mustWrite(t *testing.T, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		if err := in.s.Note(t.Context(), lookOf(i)); err != nil {
			t.Fatal(err)
		}
		act := audit.Event{
			Did: audit.StatuteLoaded, On: "books", By: actor.Officer("示例管理员", actor.DataAdmin), Op: fmt.Sprintf("op%d", i),
			At: began.Add(time.Duration(i) * time.Second), Reason: "测试",
		}
		if err := in.s.Set(t.Context(), map[store.Setting]string{store.Counted: "x"}, act); err != nil {
			t.Fatal(err)
		}
	}
}

// lookOf is the look of somebody at their own file.
func lookOf(i int) query.Entry {
	by := actor.Actor{Name: "示例查询人", Side: actor.Subject, Role: actor.Person, Account: int64(i), Subject: 5}
	e := query.Entry{
		ID: fmt.Sprintf("look%d", i), By: by, At: began.Add(time.Duration(i) * time.Second), Channel: query.Page,
		Basis: query.Self, Purpose: query.Own, Subject: 5, Object: query.OfFile, Items: []string{"A06"}, Count: i % 7,
	}
	if i%4 == 0 {
		e.Words = "自己看看"
	}
	return e
}

func (in *installation) mustSign(t testing.TB) []byte {
	t.Helper()
	if _, err := in.book.Sequence(t.Context(), time.Now().Add(time.Hour), true); err != nil {
		t.Fatal(err)
	}
	standing, err := in.book.Standing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return standing.Note
}

func (in *installation) found(ctx context.Context, t *testing.T, db asker, kept ...[]byte) []ledger.Finding {
	t.Helper()
	keys, err := ledger.ReadKeys(in.key)
	if err != nil {
		t.Fatal(err)
	}
	report, err := ledger.Verify(ctx, source{db}, keys, kept, time.Now().Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return report.Findings
}

// Art. 25 and 32: five hundred alterations behind the portal's back, each found
// from the last checkpoint by a program that knows nothing of the portal.
func TestFiveHundredAlterationsBehindThePortalsBackAreFiveHundredTimesFound(t *testing.T) {
	opens := map[string]storetest.Opener{"sqlite": storetest.SQLite}
	if open, ok := storetest.MySQL(); ok {
		opens["mysql"] = open
	}
	for name, open := range opens {
		t.Run(name, func(t *testing.T) {
			in := mustInstall(t, open(t), 40)
			raw := storetest.Raw(t, in.db)
			if got := in.found(t.Context(), t, raw, in.old, in.kept); len(got) != 0 {
				t.Fatalf("of what nobody touched: %v", got)
			}
			r, all := rand.New(rand.NewPCG(seed, 1)), alterations()
			foundIn := 0
			for i := range 500 {
				if in.isFound(t, raw, all[i%len(all)], r) {
					foundIn++
				}
			}
			if foundIn != 500 {
				t.Errorf("found %d of 500 (seed %d)", foundIn, seed)
			}
			if got := in.found(t.Context(), t, raw, in.kept); len(got) != 0 {
				t.Errorf("when all is put back: %v", got)
			}
		})
	}
}

// isFound alters something, verifies by the kept checkpoint, and puts it back.
func (in *installation) isFound(t *testing.T, raw *sql.DB, a alteration, r *rand.Rand) bool {
	t.Helper()
	tx, err := raw.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // puts everything back
	want := a.do(t, tx, r)
	got := in.found(t.Context(), t, tx, in.kept)
	if len(got) == 0 || want != "" && !slices.ContainsFunc(got, func(f ledger.Finding) bool { return f.Kind == want }) {
		t.Errorf("%s: found %v, want %s", a.name, got, want)
		return false
	}
	return true
}

// mustKeep writes a text where the program reads it.
func mustKeep(t *testing.T, text []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "kept")
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// mustEnd runs the program, which says something and ends so.
func mustEnd(t *testing.T, want int, said string, args ...string) {
	t.Helper()
	var out, problems bytes.Buffer
	got := run(t.Context(), args, &out, &problems)
	if got != want || !strings.Contains(out.String()+problems.String(), said) {
		t.Errorf("%v ends with %d, want %d: %s%s", args, got, want, &out, &problems)
	}
}

// Art. 25: whoever holds a receipt checks it without the portal and its database.
func TestAReceiptThatWasTakenHomeIsCheckedWithoutThePortal(t *testing.T) {
	in := mustInstall(t, storetest.SQLite(t), 8)
	receipt, err := in.book.ReceiptOf(t.Context(), "look3")
	if err != nil {
		t.Fatal(err)
	}
	kept := mustKeep(t, receipt.Text())
	bent := mustKeep(t, bytes.Replace(receipt.Text(), []byte("look3"), []byte("look2"), 1))
	mustEnd(t, exitClean, "look look3 is leaf", "receipt", "--key", in.key, kept)
	mustEnd(t, exitFindings, "not a receipt of this log", "receipt", "--key", in.key, kept, bent)
	mustEnd(t, exitFindings, "not a receipt", "receipt", "--key", in.key, mustKeep(t, []byte("x")))
	mustEnd(t, exitUsage, "reading a receipt", "receipt", "--key", in.key, kept+"s")
	mustEnd(t, exitUsage, "not a key", "receipt", "--key", "x", kept)
	mustEnd(t, exitUsage, "verifyledger receipt", "receipt", kept)
}

func TestTheProgramSaysWhatItFoundAndEndsAccordingly(t *testing.T) {
	in := mustInstall(t, storetest.SQLite(t), 4)
	kept := mustKeep(t, in.kept)
	ends := func(want int, said string, args ...string) {
		t.Helper()
		mustEnd(t, want, said, args...)
	}
	whole := []string{"--database", in.db.URL, "--key", in.key, "--checkpoint", kept}
	ends(exitClean, "everything is as it was signed", whole...)
	ends(exitUsage, "verifyledger checks")
	ends(exitUsage, "not a key", "--database", in.db.URL, "--key", "x")
	ends(exitUsage, "sqlite:PATH or mysql:", "--database", "postgres://x", "--key", in.key)
	ends(exitUsage, "reading a checkpoint", "--database", in.db.URL, "--key", in.key, "--checkpoint", kept+"s")
	if _, err := storetest.Raw(t, in.db).Exec("DELETE FROM query_log WHERE public_id = 'look1'"); err != nil {
		t.Fatal(err)
	}
	ends(exitFindings, "missing row Q/", whole...)
}
