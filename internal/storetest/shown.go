package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/record"
)

// shownWrong asks what becomes of a look at what is being decided on.
func shownWrong(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestALookThatBeganBeforeASignatureAndIsLoggedAfterItShowsWhatIsRight": tryALookOverASignature,
		"TestWhoLooksWhileItIsSignedSeesWhatIsRightOrIsToldOfIt":               tryLooksAndSignaturesAtOnce,
		"TestALookAtAFileThatNeverStandsStillIsRefusedAndNotInTheLog":          tryALookAtWhatNeverStandsStill,
	})
}

const rightNumber = "示例罚〔2026〕9号"

// drafted is an objection to a record whose correction waits for a signature.
func (c *court) drafted(n int) (flow.Request, record.Record) {
	c.Helper()
	r, rec := c.filed(n, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider})
	c.does(r, checker, flow.Move{
		Do: objection.Answer, As: objection.Upheld, Remedy: flow.Correct, Document: "示例〔2026〕1号",
		Values: []flow.Value{{Field: "CF_WSH", Text: rightNumber}},
	})
	c.does(r, reviewer, flow.Move{Do: objection.ProviderSign})
	return c.does(r, caseOfficer, flow.Move{Do: objection.Propose, As: objection.Upheld}), rec
}

// interrupted is a store in which something happens between reading and logging.
type interrupted struct {
	query.Store
	between func()
}

// FileOf implements query.Store.
func (i interrupted) FileOf(ctx context.Context, id int64) (query.Held, error) {
	held, err := i.Store.FileOf(ctx, id)
	i.between()
	return held, err
}

// reads returns the document number that the file shows of the record.
func (c *court) reads(s query.Store, by actor.Actor, rec record.Record) (string, error) {
	c.Helper()
	file, err := query.NewDesk(s, itemOf, func() time.Time { return c.now }).OwnFile(ctx(), by, query.Page)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(file.Lines, func(l query.Line) bool { return l.ID == rec.ID })
	if i < 0 {
		return "", fmt.Errorf("record %s is not in the file", rec.Number)
	}
	return file.Lines[i].Document, nil
}

func tryALookOverASignature(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, rec := c.drafted(1)
	colleague, _ := c.newcomer("colleague", rec)
	signs := sync.OnceFunc(func() { c.does(r, signer, flow.Move{Do: objection.Sign}) })
	got, err := c.reads(interrupted{c.store, signs}, colleague, rec)
	if err != nil || got != rightNumber {
		t.Errorf("the look shows %q, %v", got, err)
	}
	c.letters(r, notice.Told, nil) // nobody was shown what was wrong
	if n := count(t, c.db, "query_log"); n != 1 {
		t.Errorf("%d looks are in the log", n)
	}
}

func tryLooksAndSignaturesAtOnce(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	for round := range 6 {
		r, rec := c.drafted(round + 1)
		colleague, _ := c.newcomer(fmt.Sprint("colleague", round), rec)
		var got string
		var failed error
		var both sync.WaitGroup
		both.Go(func() { got, failed = c.reads(c.store, colleague, rec) })
		both.Go(func() { c.does(r, signer, flow.Move{Do: objection.Sign}) })
		both.Wait()
		if failed != nil {
			t.Fatal(failed)
		}
		var told []int64
		if got != rightNumber {
			told = []int64{colleague.Account}
		}
		all, err := c.store.NoticesOf(ctx(), r.ID, caseOfficer)
		if err != nil {
			t.Fatal(err)
		}
		letters := slices.DeleteFunc(all, func(n notice.Notice) bool { return n.Kind != notice.Told })
		if len(letters) < len(told) { // who saw what is right may be told all the same
			t.Errorf("round %d: who saw %q is not told", round, got)
		}
	}
}

func tryALookAtWhatNeverStandsStill(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	_, rec := c.filed(1, objection.Wrong)
	restless := func() {
		mustCommit(t, c.store.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, c.op())))
		mustCommit(t, c.store.ShowRecord(ctx(), rec.Number, event(audit.RecordShown, c.op())))
	}
	got, err := c.reads(interrupted{c.store, restless}, agent(rec), rec)
	if err == nil {
		t.Errorf("the look shows %q", got)
	}
	if n := count(t, c.db, "query_log"); n != 0 {
		t.Errorf("%d looks are in the log, and nothing was shown", n)
	}
}
