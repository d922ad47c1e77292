package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/fault"
	"creditportal/internal/store"
)

func pieces(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAPieceIsKeptAsItWasWrittenPublishedAndWithdrawn": tryAPieceIsKeptAsItWasWrittenPublishedAndWithdrawn,
		"TestVisitorsSeeOnlyWhatIsShownAndNobodysName":        tryVisitorsSeeOnlyWhatIsShownAndNobodysName,
		"TestOfTwoWhoWriteAtOnceOneIsToldSo":                  tryOfTwoWhoWriteAtOnceOneIsToldSo,
		"TestOnlyWhatIsShownRaisesTheVersionOfTheData":        tryOnlyWhatIsShownRaisesTheVersionOfTheData,
	})
}

// signed is the mandate of one of two officers under an operation key.
func signed(name, op string) content.Mandate {
	return content.Mandate{
		By: actor.Officer(name, actor.Editor), Reason: "测试", At: Today.Start().Add(9 * time.Hour), Op: op,
	}
}

const (
	oneEditor     = "示例编辑甲"
	anotherEditor = "示例编辑乙"
)

func said(body string) content.Wording {
	return content.Wording{
		Column: content.News, Source: "示例区信用中心", Chinese: content.Text{Title: "示例𠮷", Body: body},
		English: content.Text{Title: "An example", Body: "Body"},
	}
}

// mustShow publishes the piece and returns it as the store keeps it.
func mustShow(t *testing.T, s *store.Store, slug, op string, on civil.Date) content.Piece {
	t.Helper()
	after, err := content.NewDesk(s).Publish(ctx(), slug, on, signed(anotherEditor, op))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := s.Piece(ctx(), slug)
	if kept != after || err != nil {
		t.Fatalf("%v, published %+v, kept %+v", err, after, kept)
	}
	return kept
}

func tryAPieceIsKeptAsItWasWrittenPublishedAndWithdrawn(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	desk := content.NewDesk(s)
	mustCommit(t, desk.Add(ctx(), "credit-week", said("一"), signed(oneEditor, "add")))
	if err := desk.Add(ctx(), "credit-week", said("二"), signed(oneEditor, "add again")); !fault.Is(err, fault.Conflict) {
		t.Errorf("a slug was taken twice: %v", err)
	}
	first := mustShow(t, s, "credit-week", "publish", civil.Date{})
	mustCommit(t, desk.Edit(ctx(), "credit-week", first.Version, said("二"), signed(oneEditor, "edit")))
	draft, err := s.Piece(ctx(), "credit-week")
	if err != nil || draft.Shown != said("一") || draft.Draft != said("二") {
		t.Errorf("%v, edited: %+v", err, draft)
	}
	mustShow(t, s, "credit-week", "publish again", civil.Date{})
	mustCommit(t, desk.Withdraw(ctx(), "credit-week", signed(oneEditor, "withdraw")))
	list, err := s.Pieces(ctx())
	if err != nil || len(list) != 1 || !list[0].Withdrawn || list[0].Shown != said("二") || list[0].Version != 5 {
		t.Errorf("%v, withdrawn: %+v", err, list)
	}
	if n := count(t, db, "piece_revisions WHERE slug = 'credit-week'"); n != 2 {
		t.Errorf("%d wordings are kept, want the two that were published", n)
	}
	if n := count(t, db, "events WHERE did LIKE 'piece.%' AND object = 'piece/credit-week'"); n != 5 {
		t.Errorf("%d acts are in the trail, want 5", n)
	}
	if _, err := s.Piece(ctx(), "none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown slug: %v", err)
	}
}

func tryVisitorsSeeOnlyWhatIsShownAndNobodysName(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	desk := content.NewDesk(s)
	for _, slug := range []string{"draft", "shown", "later", "gone"} {
		mustCommit(t, desk.Add(ctx(), slug, said(slug), signed(oneEditor, "add "+slug)))
	}
	mustShow(t, s, "shown", "publish", civil.Date{})
	mustShow(t, s, "later", "publish later", Today.AddDays(2))
	mustShow(t, s, "gone", "publish gone", civil.Date{})
	mustCommit(t, desk.Withdraw(ctx(), "gone", signed(oneEditor, "withdraw")))
	for slug, want := range map[string]fault.Kind{
		"draft": fault.NotFound, "later": fault.NotFound, "gone": fault.Gone, "none": fault.NotFound,
	} {
		if p, err := s.PublicPiece(ctx(), slug, Today); !fault.Is(err, want) || p != (content.Piece{}) {
			t.Errorf("%s answers %v, %+v", slug, err, p)
		}
	}
	mustCommit(t, desk.Edit(ctx(), "shown", 2, said("in secret"), signed(oneEditor, "edit")))
	want := content.Piece{Slug: "shown", Shown: said("shown"), PublishedOn: Today, ChangedOn: Today, Version: 3}
	p, err := s.PublicPiece(ctx(), "shown", Today)
	if p != want || err != nil {
		t.Errorf("%v, shown %+v, want %+v", err, p, want)
	}
	if _, err := s.PublicPiece(ctx(), "later", Today.AddDays(2)); err != nil {
		t.Errorf("its day has come: %v", err)
	}
	list, err := s.PublicPieces(ctx())
	want.Shown.Chinese.Body, want.Shown.English.Body = "", ""
	if err != nil || len(list) != 3 || list[2] != want {
		t.Errorf("%v, listed %+v", err, list)
	}
}

func tryOfTwoWhoWriteAtOnceOneIsToldSo(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	desk := content.NewDesk(s)
	mustCommit(t, desk.Add(ctx(), "credit-week", said("一"), signed(oneEditor, "add")))
	const writers = 6
	errs := make([]error, writers)
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			errs[i] = desk.Edit(ctx(), "credit-week", 1, said(fmt.Sprint(i)), signed(oneEditor, fmt.Sprintf("edit %d", i)))
		})
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !fault.Is(err, fault.Stale) {
			t.Errorf("a loser was told %v, want stale", err)
		}
	}
	p, err := s.Piece(ctx(), "credit-week")
	if won != 1 || err != nil || p.Version != 2 {
		t.Errorf("%d of %d won; version %d, %v", won, writers, p.Version, err)
	}
	if n := count(t, db, "events WHERE did = 'piece.written'"); n != 2 {
		t.Errorf("%d writings are in the trail, want 2", n)
	}
}

func tryOnlyWhatIsShownRaisesTheVersionOfTheData(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	desk := content.NewDesk(s)
	steps := []struct {
		does   func() error
		raises bool
	}{
		{func() error { return desk.Add(ctx(), "abc", said("一"), signed(oneEditor, "add")) }, false},
		{func() error { mustShow(t, s, "abc", "publish", civil.Date{}); return nil }, true},
		{func() error { return desk.Edit(ctx(), "abc", 2, said("二"), signed(oneEditor, "edit")) }, false},
		{func() error { return desk.Withdraw(ctx(), "abc", signed(oneEditor, "withdraw")) }, true},
	}
	for i, step := range steps {
		before, err := s.DataVersion(ctx())
		if err != nil {
			t.Fatal(err)
		}
		mustCommit(t, step.does())
		if after, err := s.DataVersion(ctx()); err != nil || after > before != step.raises {
			t.Errorf("step %d: the version went from %d to %d, %v", i, before, after, err)
		}
	}
}
