package storetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/store"
	"creditportal/internal/workday"
)

// plainly draws a letter as a few words; one about a blot cannot be drawn.
type plainly struct{}

func (plainly) Render(n notice.Notice) (notice.Rendering, error) {
	if n.Facts.Request == "blot" {
		return notice.Rendering{}, fmt.Errorf("a blot")
	}
	text := notice.Text{Title: "金丝雀标题", Sections: []notice.Section{{Points: []string{n.To.Name}}}}
	return notice.Rendering{Template: "v1", Text: text, HTML: fmt.Appendf(nil, "<p>%s %s</p>", n.Number, n.To.Name)}, nil
}

// press is the office whose letters the suite issues.
var press = notice.Press{Office: notice.Office{Issuer: "示例中心"}, Renderer: plainly{}}

// letters asks what is kept of letters and of the errands for them.
func letters(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestALetterIsKeptAsItWasDrawnAndNothingOfItStandsInClear":          tryALetterIsKeptAsItWasDrawn,
		"TestALetterIsFoundByWhomItIsForAndByNobodyElse":                    tryALetterIsFoundByWhomItIsFor,
		"TestNumbersOfLettersRiseWithoutGapsAlsoWhenManyAreIssuedAtOnce":    tryNumbersOfLettersRiseWithoutGaps,
		"TestAnActWhoseLetterCannotBeMadeDoesNotHappen":                     tryAnActWhoseLetterCannotBeMadeDoesNotHappen,
		"TestOnlyTheRecipientsFirstReadingIsNoted":                          tryOnlyTheRecipientsFirstReadingIsNoted,
		"TestALetterOnPaperIsServedOnceWhenItIsHandedOver":                  tryALetterOnPaperIsServedOnce,
		"TestAProofCodeCertifiesItsLetterAndAnUnknownOneNothing":            tryAProofCodeCertifiesItsLetter,
		"TestAnErrandIsTakenByOneHandAndByAnotherWhenThatOneIsGone":         tryAnErrandIsTakenByOneHand,
		"TestAnErrandThatWaitsForMorningLosesNoTryAndOneThatFailedLosesOne": tryAnErrandWaits,
		"TestTheFormForPaperIsKeptOnceAndStays":                             tryTheFormForPaperIsKeptOnce,
	})
}

// owed is a letter of the kind to a person, about request n.
func owed(k notice.Kind, request string) notice.Owed {
	running := law.Run(law.Limit{
		Clock: law.ObjectionWholeOwn, Days: 3, Unit: law.WorkingDay,
		Basis: law.Basis{Book: law.Book{ID: "shandong-2020", From: Today}, Article: "第三十九条"},
	}, Today, workday.New())
	return notice.Owed{
		Kind: k, Request: 41, Item: 42,
		To: notice.Recipient{Side: actor.Subject, Account: 7, Subject: 9, Name: "金丝雀收件人", Document: "3703**********0014"},
		Facts: notice.Facts{
			Matter: notice.Objection, Request: request, ReceivedOn: Today, Limits: []law.Running{running},
			Items: []notice.Item{{Label: "行政处罚", Document: "金丝雀罚〔2026〕1号", Fields: []string{"金丝雀字段"}}},
			Basis: []law.Basis{running.Limit.Basis}, Next: []notice.Next{notice.Follow},
		},
	}
}

var recipient = actor.Actor{Name: "示例甲", Side: actor.Subject, Role: actor.Person, Account: 7, Subject: 9}

// mustIssue issues the letters and returns all that the request has.
func mustIssue(t *testing.T, s *store.Store, op string, list ...notice.Owed) []notice.Notice {
	t.Helper()
	mustCommit(t, s.Issue(ctx(), list, event(audit.NoticeIssued, op)))
	all, err := s.NoticesOf(ctx(), 41, actor.Officer("示例", actor.CaseOfficer))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func tryALetterIsKeptAsItWasDrawn(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	mustEnter(t, s, "beside", penalty(t, firm(t, 1), 1, 3))
	o := owed(notice.Receipt, "金丝雀-000001")
	n := mustIssue(t, s, "issue", o)[0]
	o.Facts.Issuer = "示例中心"
	if diff := cmp.Diff(o, n.Owed, cmpopts.EquateEmpty(), cmpopts.EquateComparable(civil.Date{})); diff != "" {
		t.Errorf("what comes back (-issued +kept):\n%s", diff)
	}
	body, err := s.Letter(ctx(), n)
	if want := "<p>" + n.Number + " 金丝雀收件人</p>"; err != nil || string(body) != want {
		t.Errorf("kept as %q, %v; want %q", body, err, want)
	}
	if n.Text.Title != "金丝雀标题" || n.Text.Sections[0].Points[0] != o.To.Name {
		t.Errorf("its words come back as %+v", n.Text)
	}
	if n.Template != "v1" || n.Hash == (notice.Hash{}) || n.IssuedAt != event("", "").At || n.ServedAt != n.IssuedAt {
		t.Errorf("template %s, issued %s, served %s", n.Template, n.IssuedAt, n.ServedAt)
	}
	MustSeeClosed(t, db, []string{"金丝雀", "3703**********0014", string(n.Proof)})
	mustCommit(t, s.Issue(ctx(), []notice.Owed{o}, event(audit.NoticeIssued, "issue")))
	if got := count(t, db, "notices"); got != 1 {
		t.Errorf("one operation, done twice, issued %d letters", got)
	}
}

func tryALetterIsFoundByWhomItIsFor(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	unit := owed(notice.Receipt, "2026-000001")
	unit.To = notice.Recipient{Side: actor.Provider, Provider: "11370399004999018A", Name: "示例局"}
	all := mustIssue(t, s, "issue", owed(notice.Receipt, "2026-000001"), unit)
	of := actor.Actor{Side: actor.Provider, Role: actor.ProviderChecker, Unit: unit.To.Provider, Account: 8}
	for _, c := range []struct {
		who  string
		by   actor.Actor
		want []string // numbers in the inbox
	}{
		{"the recipient", recipient, []string{all[0].Number}},
		{"the unit", of, []string{all[1].Number}},
		{"another person", actor.Actor{Side: actor.Subject, Subject: 10, Account: 7}, nil},
		{"another unit", actor.Actor{Side: actor.Provider, Unit: "11370399004999019X", Account: 8}, nil},
		{"a visitor", actor.Public(), nil},
	} {
		inbox, err := s.Inbox(ctx(), c.by, 0)
		theirs, err2 := s.NoticesOf(ctx(), 41, c.by)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if diff := cmp.Diff(c.want, numbersOf(inbox)); diff != "" {
			t.Errorf("inbox of %s (-want +got):\n%s", c.who, diff)
		}
		if diff := cmp.Diff(c.want, numbersOf(theirs)); diff != "" {
			t.Errorf("letters of the request for %s (-want +got):\n%s", c.who, diff)
		}
		for _, n := range all {
			_, err := s.Notice(ctx(), n.PublicID, c.by)
			if slices.Contains(c.want, n.Number) != (err == nil) || err != nil && !fault.Is(err, fault.NotFound) {
				t.Errorf("letter %s for %s: %v", n.Number, c.who, err)
			}
		}
	}
	if rest, err := s.Inbox(ctx(), recipient, all[0].ID); err != nil || len(rest) != 0 {
		t.Errorf("below the last letter stand %d more, %v", len(rest), err)
	}
}

func numbersOf(list []notice.Notice) []string {
	var numbers []string
	for _, n := range list {
		numbers = append(numbers, n.Number)
	}
	return numbers
}

func tryNumbersOfLettersRiseWithoutGaps(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	const hands, each = 8, 5
	var wg sync.WaitGroup
	failed := make(chan error, hands*each)
	for h := range hands {
		wg.Go(func() {
			for i := range each {
				op := fmt.Sprintf("issue %d %d", h, i)
				failed <- s.Issue(ctx(), []notice.Owed{owed(notice.Receipt, op)}, event(audit.NoticeIssued, op))
			}
		})
	}
	wg.Wait()
	close(failed)
	done := 0
	for err := range failed {
		if err == nil {
			done++
		} else if !fault.Is(err, fault.Stale) && !fault.Is(err, fault.Unavailable) {
			t.Errorf("refused with %v", err)
		}
	}
	var got, want []string
	for i, n := range mustIssue(t, s, "last", owed(notice.Receipt, "last")) {
		got, want = append(got, n.Number), append(want, fmt.Sprintf("张信异告〔2026〕%06d号", i+1))
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || done+1 != len(got) || done < each {
		t.Errorf("%d acts were acknowledged; numbers (-want +got):\n%s", done, diff)
	}
}

func tryAnActWhoseLetterCannotBeMadeDoesNotHappen(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	bare := owed(notice.Result, "2026-000002")
	for op, list := range map[string][]notice.Owed{
		"blot":       {owed(notice.Receipt, "2026-000001"), owed(notice.Receipt, "blot")},
		"incomplete": {owed(notice.Receipt, "2026-000001"), bare},
	} {
		if err := s.Issue(ctx(), list, event(audit.NoticeIssued, op)); err == nil {
			t.Errorf("%s: issued", op)
		}
		if done, err := s.Done(ctx(), op); err != nil || done {
			t.Errorf("%s: the act stands, %v", op, err)
		}
	}
	for _, table := range []string{"notices", "notice_forms", "outbox", "serials", "events"} {
		if n := count(t, db, table); n != 0 {
			t.Errorf("%d rows remain in %s", n, table)
		}
	}
}

func tryOnlyTheRecipientsFirstReadingIsNoted(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	n := mustIssue(t, s, "issue", owed(notice.Receipt, "2026-000001"))[0]
	first := n.IssuedAt.Add(time.Hour)
	mustCommit(t, s.ReadNotice(ctx(), n, actor.Officer("示例", actor.CaseOfficer), first))
	mustCommit(t, s.ReadNotice(ctx(), n, recipient, first))
	mustCommit(t, s.ReadNotice(ctx(), n, recipient, first.Add(time.Hour)))
	read, err := s.Notice(ctx(), n.PublicID, recipient)
	if err != nil || !read.ReadAt.Equal(first) {
		t.Errorf("read at %s, %v; want %s", read.ReadAt, err, first)
	}
	if got := count(t, db, "events WHERE did = 'notice.read'"); got != 1 {
		t.Errorf("%d readings are in the trail, want 1", got)
	}
}

func tryALetterOnPaperIsServedOnce(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	paper := owed(notice.Receipt, "2026-000001")
	paper.To.Paper = true
	list := mustIssue(t, s, "issue", paper, owed(notice.Receipt, "2026-000002"))
	at := list[0].IssuedAt.AddDate(0, 0, 2)
	if !list[0].ServedAt.IsZero() {
		t.Error("served before it was handed over")
	}
	mustCommit(t, s.ServeNotice(ctx(), list[0], at, event(audit.NoticeServed, "serve")))
	served, err := s.Notice(ctx(), list[0].PublicID, recipient)
	if err != nil || !served.ServedAt.Equal(at) {
		t.Errorf("served at %s, %v; want %s", served.ServedAt, err, at)
	}
	if err := s.ServeNotice(ctx(), list[0], at, event(audit.NoticeServed, "twice")); !fault.Is(err, fault.Stale) {
		t.Errorf("served by two hands: %v, want stale", err)
	}
	if err := s.ServeNotice(ctx(), list[1], at, event(audit.NoticeServed, "inbox")); !fault.Is(err, fault.Conflict) {
		t.Errorf("handing over what lies in an inbox: %v, want conflict", err)
	}
}

func tryAProofCodeCertifiesItsLetter(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	n := mustIssue(t, s, "issue", owed(notice.Receipt, "2026-000001"))[0]
	found, err := s.NoticeByProof(ctx(), n.Proof)
	got := found.Certificate()
	want := notice.Certificate{Kind: notice.Receipt, Number: n.Number, Issuer: "示例中心", IssuedOn: Today}
	if err != nil || got != want {
		t.Errorf("certified %+v, %v; want %+v", got, err, want)
	}
	_, err = s.NoticeByProof(ctx(), notice.ProofOf([notice.ProofBytes]byte{1}))
	if !fault.Is(err, fault.NotFound) || err.Error() != notice.Unproved().Error() {
		t.Errorf("an unknown code: %v, want %v", err, notice.Unproved())
	}
}

func tryAnErrandIsTakenByOneHand(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	n := mustIssue(t, s, "issue", owed(notice.Receipt, "2026-000001"))[0]
	o := s.Outbox()
	if early, err := o.Due(ctx(), n.IssuedAt.Add(-time.Second), 10); err != nil || len(early) != 0 {
		t.Errorf("%d errands before the act, %v", len(early), err)
	}
	due := mustDue(t, o, n.IssuedAt)
	if len(due) != 2 || due[0].Errand == due[1].Errand {
		t.Fatalf("errands %v, want the form for paper and word of the letter", due)
	}
	until := n.IssuedAt.Add(time.Minute)
	var wg sync.WaitGroup
	got := make(chan bool, 8)
	for range cap(got) {
		wg.Go(func() {
			mine, err := o.Claim(ctx(), due[0], until)
			if err != nil {
				t.Error(err)
			}
			got <- mine
		})
	}
	wg.Wait()
	close(got)
	winners := 0
	for mine := range got {
		if mine {
			winners++
		}
	}
	if winners != 1 || len(mustDue(t, o, n.IssuedAt)) != 1 {
		t.Errorf("%d hands have one errand", winners)
	}
	again := mustDue(t, o, until)
	if len(again) != 2 {
		t.Fatalf("when the hand is gone %d errands are due, want both", len(again))
	}
	letter, err := o.LetterOf(ctx(), again[0])
	if err != nil || letter.Number != n.Number {
		t.Errorf("the errand is for %s, %v", letter.Number, err)
	}
	for _, p := range again {
		mustCommit(t, o.Finish(ctx(), p, until, notice.Sent))
	}
	if left := mustDue(t, o, until.AddDate(9, 0, 0)); len(left) != 0 {
		t.Errorf("%d errands are due after they ended", len(left))
	}
}

func mustDue(t *testing.T, o store.Outbox, at time.Time) []notice.Parcel {
	t.Helper()
	due, err := o.Due(ctx(), at, 10)
	if err != nil {
		t.Fatal(err)
	}
	return due
}

func tryAnErrandWaits(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	paper := owed(notice.Receipt, "2026-000001")
	paper.To.Paper = true
	n := mustIssue(t, s, "issue", paper)[0]
	o, at := s.Outbox(), n.IssuedAt
	for _, step := range []struct {
		blame bool
		tries int
	}{{false, 0}, {true, 1}, {true, 2}, {false, 2}} {
		p := mustDue(t, o, at)[0]
		claimed, next := at.Add(time.Minute), at.Add(time.Hour)
		if mine, err := o.Claim(ctx(), p, claimed); err != nil || !mine {
			t.Fatalf("not taken: %v", err)
		}
		mustCommit(t, o.Postpone(ctx(), p, claimed, next, step.blame))
		if early := mustDue(t, o, next.Add(-time.Second)); len(early) != 0 {
			t.Errorf("due before its time: %v", early)
		}
		at = next
		if after := mustDue(t, o, at); len(after) != 1 || after[0].Tries != step.tries {
			t.Errorf("blamed %t: %v, want %d tries", step.blame, after, step.tries)
		}
	}
}

func tryTheFormForPaperIsKeptOnce(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	n := mustIssue(t, s, "issue", owed(notice.Receipt, "2026-000001"))[0]
	if body, err := s.Paper(ctx(), n); err != nil || body != nil {
		t.Errorf("a form that was not made: %q, %v", body, err)
	}
	mustEnter(t, s, "beside", penalty(t, firm(t, 1), 1, 3))
	first := strings.Repeat("金丝雀", 30000)
	mustCommit(t, s.Outbox().KeepPaper(ctx(), n, []byte(first)))
	mustCommit(t, s.Outbox().KeepPaper(ctx(), n, []byte("another")))
	if body, err := s.Paper(ctx(), n); err != nil || string(body) != first {
		t.Errorf("kept %d bytes, %v; want the first %d", len(body), err, len(first))
	}
	MustSeeClosed(t, db, []string{"金丝雀"})
}
