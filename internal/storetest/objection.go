package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

func objections(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestTheReceiptOfAnObjectionAnnotatesItsRecord":           tryTheReceiptOfAnObjectionAnnotatesItsRecord,
		"TestAnObjectionFiledTwiceByADoubleClickIsOne":            tryAnObjectionFiledTwiceByADoubleClickIsOne,
		"TestAnObjectionToWhatIsObjectedToIsJoined":               tryAnObjectionToWhatIsObjectedToIsJoined,
		"TestARequestOfOthersIsAsIfItWereNot":                     tryARequestOfOthersIsAsIfItWereNot,
		"TestOfManyWhoDecideAnObjectionAtOnceOneDoes":             tryOfManyWhoDecideAnObjectionAtOnceOneDoes,
		"TestASignedCorrectionIsANewVersionWithoutAnnotation":     tryASignedCorrectionIsANewVersionWithoutAnnotation,
		"TestARefusedResultThatIsContestedStaysAnnotated":         tryARefusedResultThatIsContestedStaysAnnotated,
		"TestASignedResultOutlivesAnotherOneThatIsRefused":        tryASignedResultOutlivesAnotherOneThatIsRefused,
		"TestASignatureBringsWhatWasProposedAndNothingElse":       tryASignatureBringsWhatWasProposedAndNothingElse,
		"TestNumbersOfRequestsHaveNoGaps":                         tryNumbersOfRequestsHaveNoGaps,
		"TestWhatApplicantsWriteIsNotReadableInTheDatabase":       tryWhatApplicantsWriteIsNotReadableInTheDatabase,
		"TestTheDocketBeginsWithWhatIsDueFirst":                   tryTheDocketBeginsWithWhatIsDueFirst,
		"TestARecordHeldForASignatureIsShownAgainWhenItIsRefused": tryARecordHeldForASignatureIsShownAgainWhenItIsRefused,
	})
}

// theProvider is the provider of the records of the suite; anotherProvider has none.
const (
	theProvider     = "11370399004999018A"
	anotherProvider = "11370399004999019B"
)

// court is a store with a service of objections, and the clock it lives by.
type court struct {
	*testing.T
	db      Database
	store   *store.Store
	service objection.Service
	now     time.Time
	mu      sync.Mutex
	ops     int
}

func mustConvene(t *testing.T, open Opener) *court {
	t.Helper()
	db := open(t)
	c := &court{T: t, db: db, store: MustOpen(t, db, nil), now: Today.Start().Add(10 * time.Hour)}
	c.service = objection.NewService(deskOf(c.store, func() time.Time { return c.now }))
	return c
}

func staff(account int64, role actor.Role) actor.Actor {
	by := actor.Actor{Account: account, Name: "示例人员", Side: role.Side(), Role: role}
	if by.Side == actor.Provider {
		by.Unit = theProvider
	}
	return by
}

var (
	caseOfficer = staff(3, actor.CaseOfficer)
	signer      = staff(4, actor.Signer)
	checker     = staff(5, actor.ProviderChecker)
	reviewer    = staff(6, actor.ProviderReviewer)
)

func (c *court) op() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ops++
	return fmt.Sprintf("act %d", c.ops)
}

// agent acts for the subject of the record.
func agent(rec record.Record) actor.Actor {
	return actor.Actor{Account: 1, Name: "示例经办人", Side: actor.Subject, Role: actor.OrgAgent, Subject: rec.Subject}
}

func filing(rec record.Record, op string, ground objection.Ground) objection.Filing {
	return objection.Filing{
		Op: op, Channel: flow.Online, Subject: rec.Subject,
		Applicant: flow.Applicant{Account: 1, Name: "示例经办人", Contact: "15400000001"},
		Targets: []objection.Target{{
			Record: rec.ID, Number: rec.Number, Provider: rec.Provider, Ground: ground, Claim: "处罚金额与决定书不符",
		}},
	}
}

// filed is an objection to a record of its own.
func (c *court) filed(n int, ground objection.Ground) (flow.Request, record.Record) {
	c.Helper()
	rec := mustKnow(c.T, c.store, entered(c.T, c.store, n))
	r, err := c.service.File(ctx(), filing(rec, c.op(), ground), agent(rec))
	if err != nil {
		c.Fatal(err)
	}
	return r, rec
}

func (c *court) does(r flow.Request, by actor.Actor, m flow.Move) flow.Request {
	c.Helper()
	m.Op = c.op()
	if m.Reason == "" {
		m.Reason = "示例理由"
	}
	after, err := c.service.Do(ctx(), r.PublicID, r.Items[0].ID, m, by)
	if err != nil {
		c.Fatalf("%s: %v", m.Do, err)
	}
	return after
}

func (c *court) record(rec record.Record) record.Record {
	c.Helper()
	now, err := c.store.Flows().RecordOf(ctx(), rec.ID)
	if err != nil {
		c.Fatal(err)
	}
	return *now
}

func tryTheReceiptOfAnObjectionAnnotatesItsRecord(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	version, err := c.store.DataVersion(ctx())
	if err != nil {
		t.Fatal(err)
	}
	r, rec := c.filed(1, objection.Wrong)
	if got := c.record(rec).Annotation; got.Kind != record.Disputed || got.On != Today {
		t.Errorf("annotation %+v", got)
	}
	after, err := c.store.DataVersion(ctx())
	if err != nil || after <= version+1 { // one for the record, one for the annotation
		t.Errorf("data version %d after %d, %v: pages would not follow", after, version, err)
	}
	it := r.Items[0]
	if r.Number != "2026-000001" || it.State != objection.Received || len(it.Clocks) < 3 || len(it.History) != 1 {
		t.Errorf("%s, %s, %d clocks, %d steps", r.Number, it.State, len(it.Clocks), len(it.History))
	}
}

func tryAnObjectionFiledTwiceByADoubleClickIsOne(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	rec := mustKnow(t, c.store, entered(t, c.store, 1))
	first, err := c.service.File(ctx(), filing(rec, "one click", objection.Wrong), agent(rec))
	if err != nil {
		t.Fatal(err)
	}
	var again [4]flow.Request
	var all sync.WaitGroup
	other := mustKnow(t, c.store, entered(t, c.store, 2))
	for i := range again {
		all.Go(func() {
			again[i], err = c.service.File(ctx(), filing(other, "another click", objection.Wrong), agent(other))
			if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Stale) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := count(t, c.db, "requests"); n != 2 {
		t.Errorf("%d requests after clicks on two forms, the first %s", n, first.Number)
	}
}

func tryAnObjectionToWhatIsObjectedToIsJoined(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	first, rec := c.filed(1, objection.Wrong)
	again, err := c.service.File(ctx(), filing(rec, c.op(), objection.Wrong), agent(rec))
	if err != nil || again.PublicID != first.PublicID || len(again.Joined) != 1 {
		t.Errorf("filed again: %s, %v", again.Number, err)
	}
	after, err := c.store.Flows().Request(ctx(), first.PublicID, agent(rec))
	if err != nil || after.Items[0].Times(objection.Add) != 1 || len(after.Items[0].Clocks) != len(first.Items[0].Clocks) {
		t.Errorf("the older one: %v, %d additions", err, after.Items[0].Times(objection.Add))
	}
}

func tryARequestOfOthersIsAsIfItWereNot(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.filed(1, objection.Wrong)
	stranger := agent(rec)
	stranger.Account, stranger.Subject = 77, rec.Subject+1
	elsewhere := checker
	elsewhere.Unit = anotherProvider
	_, absent := c.store.Flows().Request(ctx(), "nosuchrequest", stranger)
	for _, by := range []actor.Actor{stranger, elsewhere, actor.Public()} {
		_, err := c.store.Flows().Request(ctx(), r.PublicID, by)
		if !fault.Is(err, fault.NotFound) || err.Error() != absent.Error() {
			t.Errorf("%s gets %v, for an absent one %v", by.Side, err, absent)
		}
	}
	if _, err := c.store.Flows().Request(ctx(), r.PublicID, agent(rec)); err != nil {
		t.Errorf("its own agent gets %v", err)
	}
}

// Sixty-four officers decide the same matter at the same moment, a hundred
// times over; each time one of them has decided it, and the others are told.
func tryOfManyWhoDecideAnObjectionAtOnceOneDoes(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	const deciders = 64
	for round := range 100 * Times(t) {
		r, _ := c.filed(round, objection.NotPublic)
		r = c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
		var won, late atomic.Int64
		var all sync.WaitGroup
		for i := range deciders {
			all.Go(func() {
				m := flow.Move{
					Do: objection.FindOwn, As: objection.Removed, Reason: "示例理由", Op: fmt.Sprintf("%d/%d", round, i),
				}
				_, err := c.service.Do(ctx(), r.PublicID, r.Items[0].ID, m, staff(int64(100+i), actor.CaseOfficer))
				switch {
				case err == nil:
					won.Add(1)
				case fault.Is(err, fault.Stale), fault.Is(err, fault.Conflict):
					late.Add(1)
				default:
					t.Errorf("a loser was told %v", err)
				}
			})
		}
		all.Wait()
		after, err := c.store.Flows().Request(ctx(), r.PublicID, caseOfficer)
		if err != nil || won.Load() != 1 || late.Load() != deciders-1 ||
			after.Items[0].Times(objection.FindOwn) != 1 || after.Items[0].Version != r.Items[0].Version+1 {
			t.Fatalf("round %d: %d won, %d were late, %d decisions, %v", round, won.Load(), late.Load(),
				after.Items[0].Times(objection.FindOwn), err)
		}
	}
}

// answered walks an objection to the answer of its provider.
func (c *court) answered(r flow.Request, as flow.Outcome, remedy flow.Remedy, values ...flow.Value) flow.Request {
	c.Helper()
	r = c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	r = c.does(r, caseOfficer, flow.Move{Do: objection.FindSame})
	r = c.does(r, caseOfficer, flow.Move{Do: objection.Forward, Provider: theProvider, Fields: []string{"CF_SY"}})
	r = c.does(r, checker, flow.Move{
		Do: objection.Answer, As: as, Remedy: remedy, Document: "示例〔2026〕1号", Values: values,
	})
	r = c.does(r, reviewer, flow.Move{Do: objection.ProviderSign})
	return c.does(r, caseOfficer, flow.Move{Do: objection.Propose, As: as})
}

func tryASignedCorrectionIsANewVersionWithoutAnnotation(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.filed(1, objection.Wrong)
	r = c.answered(r, objection.Upheld, flow.Correct, flow.Value{Field: "CF_WSH", Text: "示例罚〔2026〕9号"})
	if c.record(rec).DocumentNumber == "示例罚〔2026〕9号" {
		t.Error("a proposal changed the record")
	}
	r = c.does(r, signer, flow.Move{Do: objection.Sign})
	now := c.record(rec)
	if now.DocumentNumber != "示例罚〔2026〕9号" || now.Annotation.Kind != record.NotAnnotated || r.Open() {
		t.Errorf("%q, annotated %q, open %v", now.DocumentNumber, now.Annotation.Kind, r.Open())
	}
	for _, clock := range r.Items[0].Clocks {
		if clock.Runs() {
			t.Errorf("%s runs on", clock.Limit.Clock)
		}
	}
}

// refused is an objection that its provider found unfounded, and that was signed as
// such.
func (c *court) refused(n int) (flow.Request, record.Record) {
	c.Helper()
	r, rec := c.filed(n, objection.Wrong)
	r = c.answered(r, objection.Rejected, flow.Maintain)
	return c.does(r, signer, flow.Move{Do: objection.Sign}), rec
}

func tryARefusedResultThatIsContestedStaysAnnotated(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.refused(1)
	if got := c.record(rec).Annotation.Kind; got != record.NotAnnotated {
		t.Errorf("refused, and annotated %q", got)
	}
	r = c.does(r, agent(rec), flow.Move{Do: objection.Contest, Reason: "本单位不认可"})
	if got := c.record(rec).Annotation.Kind; got != record.Contested {
		t.Errorf("contested, and annotated %q", got)
	}
	c.does(r, agent(rec), flow.Move{Do: objection.Settle})
	if got := c.record(rec).Annotation.Kind; got != record.NotAnnotated {
		t.Errorf("settled, and annotated %q", got)
	}
}

func tryASignedResultOutlivesAnotherOneThatIsRefused(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.refused(1)
	signed := r.Items[0].Proposal
	r = c.does(r, agent(rec), flow.Move{Do: objection.Contest})
	overrule := flow.Move{Do: objection.Overrule, As: objection.Removed, Document: "示例复决〔2026〕1号", Reason: "复议决定撤销"}
	r = c.does(r, caseOfficer, overrule)
	read := objection.Table().View(r, agent(rec)).Items[0]
	if read.Proposal.Reason != signed.Reason || read.Outcome != objection.Rejected || !c.record(rec).Held {
		t.Errorf("while another result waits the subject reads %+v", read)
	}
	r = c.does(r, signer, flow.Move{Do: objection.SendBack})
	it := r.Items[0]
	if it.Proposal.Reason != signed.Reason || it.Proposal.By != signed.By || it.Outcome != objection.Rejected ||
		c.record(rec).Held || c.record(rec).Annotation.Kind != record.Contested {
		t.Errorf("after it was refused: %+v", it)
	}
}

// What a signer sends along with the signature changes nothing of what is signed.
func tryASignatureBringsWhatWasProposedAndNothingElse(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.filed(1, objection.Wrong)
	proposed := flow.Value{Field: "CF_WSH", Text: "示例罚〔2026〕7号"}
	r = c.answered(r, objection.Upheld, flow.Correct, proposed)
	c.does(r, signer, flow.Move{Do: objection.Sign, Values: []flow.Value{{Field: "CF_WSH", Text: "示例罚〔2026〕8号"}}})
	if got := c.record(rec).DocumentNumber; got != proposed.Text {
		t.Errorf("the record says %q, proposed was %q", got, proposed.Text)
	}
}

func tryNumbersOfRequestsHaveNoGaps(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	const filings = 12
	var recs []record.Record
	for i := range filings {
		recs = append(recs, mustKnow(t, c.store, entered(t, c.store, i)))
	}
	numbers := map[string]bool{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, rec := range recs {
		all.Go(func() {
			r, err := c.service.File(ctx(), filing(rec, c.op(), objection.Wrong), agent(rec))
			mu.Lock()
			defer mu.Unlock()
			if numbers[r.Number] = true; err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range filings {
		if want := fmt.Sprintf("2026-%06d", i+1); !numbers[want] {
			t.Errorf("no request has the number %s", want)
		}
	}
}

func tryWhatApplicantsWriteIsNotReadableInTheDatabase(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, _ := c.filed(1, objection.Wrong)
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp, Reason: "示例内部意见"})
	MustSeeClosed(t, c.db, []string{"15400000001", "处罚金额与决定书不符", "示例经办人", "示例内部意见"})
}

func tryTheDocketBeginsWithWhatIsDueFirst(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	late, _ := c.filed(1, objection.Wrong)
	c.now = c.now.AddDate(0, 0, -7)
	early, _ := c.filed(2, objection.Wrong)
	done, rec := c.filed(3, objection.Wrong)
	c.does(done, agent(rec), flow.Move{Do: objection.Withdraw})
	var seen []string
	var at flow.Place
	for {
		page, next, err := c.store.Flows().Items(ctx(), flow.Filter{Kind: flow.Objection, Size: 1, After: at})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page {
			seen = append(seen, r.Number)
		}
		if at = next; next == (flow.Place{}) {
			break
		}
	}
	if len(seen) != 2 || seen[0] != early.Number || seen[1] != late.Number {
		t.Errorf("the docket holds %v, want %s before %s", seen, early.Number, late.Number)
	}
}

func tryARecordHeldForASignatureIsShownAgainWhenItIsRefused(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	r, rec := c.filed(1, objection.NotPublic)
	r = c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	r = c.does(r, caseOfficer, flow.Move{Do: objection.FindOwn, As: objection.Removed})
	if !c.record(rec).Held {
		t.Error("what may not be shown is shown while the signature is awaited")
	}
	r = c.does(r, signer, flow.Move{Do: objection.SendBack})
	if c.record(rec).Held || r.Items[0].State != objection.Verifying {
		t.Errorf("sent back to %s, held %v", r.Items[0].State, c.record(rec).Held)
	}
}
