package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/store"
)

func looks(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestALookIsKeptWithWhoWhenWhatAndWhy":               tryALookIsKeptWithWhoWhenWhatAndWhy,
		"TestALookThatCannotBeEnteredIsNotAnswered":          tryALookThatCannotBeEnteredIsNotAnswered,
		"TestALookIsEnteredWhileEveryOtherConnectionIsTaken": tryALookIsEnteredWhileOthersTakeLong,
		"TestAnAnswerToTheCommitThatIsLostLeavesOneLook":     tryAnAnswerToTheCommitThatIsLost,
		"TestTheAuditorFindsActsByDayActObjectNumberAndSide": tryTheTrailIsReadByWhatWasDone,
		"TestTheTrailIsReadWithoutThePlainNameOfAnyPerson":   tryTheTrailNamesNobodyInFull,
		"TestAPageOfTheTrailIsReadByAnIndex":                 tryAPageOfTheTrailReadsLittle,
		"TestALineOfTheLogCommitsToEveryColumnThatTheLogHas": tryALineCommitsToEveryColumn,
	})
}

// look is a look of somebody at their own file, in their own words.
func look(id string) query.Entry {
	by := actor.Actor{
		Name: "示例金丝雀", Side: actor.Subject, Role: actor.Person, Account: 7, Subject: 5,
		From: actor.Origin{Address: "192.0.2.0/24", Session: "0123456789abcdef"},
	}
	return query.Entry{
		ID: id, By: by, At: Today.Start(), Channel: query.Report, Basis: query.Self, Ground: "ground", Purpose: query.Other,
		Words: "金丝雀自己的话", Subject: 5, Object: query.OfFile, Items: []string{"A06", "B01"}, Count: 3,
	}
}

func tryALookIsKeptWithWhoWhenWhatAndWhy(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	mustCommit(t, s.Note(ctx(), look("one")))
	got := map[string]string{}
	columns := append([]string{"at"}, ledger.Columns(ledger.Looks)...)
	cells := make([]any, len(columns))
	for i := range cells {
		cells[i] = new(sql.RawBytes)
	}
	rows, err := Raw(t, db).Query("SELECT " + strings.Join(columns, ", ") + " FROM query_log")
	if err != nil || !rows.Next() {
		t.Fatalf("no row: %v", err)
	}
	defer rows.Close() //nolint:errcheck // one row was read
	if err := rows.Scan(cells...); err != nil {
		t.Fatal(err)
	}
	for i, column := range columns {
		got[column] = string(*cells[i].(*sql.RawBytes)) //nolint:forcetypeassert // made above
	}
	want := map[string]string{
		"at": "2026-11-22 16:00:00.000000", "public_id": "one", "actor_account": "7", "actor_name": "",
		"actor_side": "subject", "actor_role": "person", "actor_unit": "", "channel": "report", "basis": "self",
		"ground": "ground", "purpose": "stated", "subject_id": "5", "object": "file", "items": "A06,B01", "shown": "3",
		"refused": "0", "address": "192.0.2.0/24", "session": "0123456789abcdef",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := count(t, db, "log_values"); n != 2 {
		t.Errorf("%d things are said in words, want who and why", n)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	MustSeeClosed(t, db, []string{"金丝雀"})
}

// fail makes the log fail in the way that is named, and returns what mends it.
func fail(t *testing.T, db Database, way string) func() {
	t.Helper()
	raw := Raw(t, db)
	if way == "gone" {
		mustExec(t, raw, "ALTER TABLE query_log RENAME TO query_log_gone")
		return func() { mustExec(t, raw, "ALTER TABLE query_log_gone RENAME TO query_log") }
	}
	hand, err := raw.Conn(ctx())
	if err != nil {
		t.Fatal(err)
	}
	locks, frees := "BEGIN IMMEDIATE", "ROLLBACK"
	if db.Dialect == "mysql" {
		locks, frees = "LOCK TABLES query_log WRITE", "UNLOCK TABLES"
	}
	if _, err := hand.ExecContext(ctx(), locks); err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := hand.ExecContext(ctx(), frees); err != nil {
			t.Error(err)
		}
		_ = hand.Close()
	}
}

func tryALookThatCannotBeEnteredIsNotAnswered(t *testing.T, open Opener) {
	for _, way := range []string{"gone", "locked"} {
		c := mustConvene(t, open)
		_, rec := c.filed(1, objection.Wrong)
		desk := query.NewDesk(c.store, itemOf, func() time.Time { return c.now })
		mend := fail(t, c.db, way)
		file, err := desk.OwnFile(ctx(), agent(rec), query.Page)
		if !fault.Is(err, fault.Unavailable) || len(file.Lines) != 0 || file.Subject.Name != "" {
			t.Errorf("%s: %+v, %v", way, file, err)
		}
		if _, err := c.store.Providers(ctx()); err != nil {
			t.Errorf("%s: what anyone may read: %v", way, err)
		}
		mend()
		before := count(t, c.db, "query_log")
		file, err = desk.OwnFile(ctx(), agent(rec), query.Page)
		if err != nil || len(file.Lines) == 0 || file.Entry == "" || count(t, c.db, "query_log") != before+1 {
			t.Errorf("%s, mended: %+v, %v", way, file, err)
		}
	}
}

// Imports and acts may hold their connections as long as they like.
func tryALookIsEnteredWhileOthersTakeLong(t *testing.T, open Opener) {
	db := open(t)
	if db.Dialect == "sqlite" { // of a file there is one writer; it is given back at once
		return
	}
	p := &probe{}
	s := MustOpen(t, db, p.wrap)
	hand, err := Raw(t, db).Conn(ctx())
	if err != nil {
		t.Fatal(err)
	}
	defer hand.Close() //nolint:errcheck // its lock goes with it
	if _, err := hand.ExecContext(ctx(), "LOCK TABLES acts WRITE"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	waiting, stop := context.WithCancel(ctx())
	for i := range 12 { // more than there are connections for acts
		all.Go(func() {
			act := event(audit.StatuteLoaded, "set "+string(rune('a'+i)))
			_ = s.Set(waiting, map[store.Setting]string{store.Counted: "x"}, act)
		})
	}
	if err := s.Note(ctx(), look("one")); err != nil {
		t.Errorf("while every act waits: %v", err)
	}
	stop()
	all.Wait()
}

func tryAnAnswerToTheCommitThatIsLost(t *testing.T, open Opener) {
	p := &probe{}
	db := open(t)
	s := MustOpen(t, db, p.wrap)
	for _, after := range []bool{false, true} {
		for n := 1; ; n++ {
			before := count(t, db, "query_log")
			p.arm(n, after)
			err := s.Note(ctx(), look(fmt.Sprintf("%v %d", after, n)))
			hit := p.wasHit()
			p.arm(0, false)
			if rows := count(t, db, "query_log") - before; rows > 1 || err == nil && rows != 1 {
				t.Errorf("step %d cut (the answer: %v): told %v, and there are %d rows", n, after, err, rows)
			}
			if !hit {
				break
			}
		}
	}
}

// A column that no leaf commits to could be changed behind the portal's back.
func tryALineCommitsToEveryColumn(t *testing.T, open Opener) {
	db := open(t)
	MustOpen(t, db, nil)
	for log, table := range map[ledger.Log]string{ledger.Looks: "query_log", ledger.Deeds: "events"} {
		rows, err := Raw(t, db).Query("SELECT * FROM " + table + " WHERE 1 = 0")
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err := rows.Close(); err != nil { //nolint:sqlclosecheck // each table in its turn
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		known := append(ledger.Columns(log), "id", "at", "salt", "mark")
		for _, column := range columns {
			if !slices.Contains(known, column) {
				t.Errorf("%s.%s is committed to by no leaf", table, column)
			}
		}
	}
}
