package repair_test

import (
	"flag"
	"os"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/i18n"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/statute"
)

var update = flag.Bool("update", false, "write the drawing anew")

func TestTheTableOfRepairsIsSound(t *testing.T) {
	books := statute.MustLoad().Rules.InForce(civil.MustParse("2026-08-03"))
	flowtest.Check(t, repair.Table(), books, flowtest.Promises{
		Outcomes: []flow.Outcome{repair.Repaired, repair.Revoked, repair.Refused, flow.NotAccepted},
		Guard:    "repair.fault.own_proposal",
	})
}

func TestTheDrawingShowsTheTable(t *testing.T) {
	const drawing = "../../docs/lifecycle/repair.md"
	want := flowtest.Draw(repair.Table(), i18n.Default().Printer(i18n.Chinese), i18n.Default().Printer(i18n.English))
	if *update {
		if err := os.WriteFile(drawing, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(drawing)
	if err != nil || string(got) != want {
		t.Errorf("docs/lifecycle/repair.md is not drawn from the table (%v); go test ./internal/repair -update", err)
	}
}

// Order 36: three working days to accept, ten in all, once ten more; none of them is
// confirmed by an official text, and each says so.
func TestTheLimitsOfARepairAreExpectedAndEndOnTheirDays(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit)
	if w.due(law.RepairAccept) != "2026-08-06" || w.due(law.RepairWhole) != "2026-08-17" {
		t.Errorf("accept %s, whole %s", w.due(law.RepairAccept), w.due(law.RepairWhole))
	}
	for _, c := range w.item.Clocks {
		if !c.Limit.Basis.Verify {
			t.Errorf("%s of %s stands as certain", c.Limit.Clock, c.Limit.Basis.Cite())
		}
	}
	w.does(checker, repair.Accept).does(reviewer, repair.Extend)
	if w.due(law.RepairWhole) != "2026-08-31" || w.item.Binding.String() != "2026-08-31" {
		t.Errorf("extended to %s, binding %s", w.due(law.RepairWhole), w.item.Binding)
	}
	told := w.letters(notice.Extended, actor.Subject)
	if len(told) != 1 || told[0].Facts.Cause != notice.Prolonged || len(told[0].Facts.Items[0].Reasons) != 1 {
		t.Errorf("told %+v", told)
	}
	w.refuses("repair.fault.extended", reviewer, repair.Extend)
}

func TestAnApplicationIsFiledOnlyWhereARepairIsPossible(t *testing.T) {
	early := begin(t, "2026-04-05")
	early.refuses("repair.fault.too_early", person, repair.Submit)
	begin(t, "2026-04-06").does(person, repair.Submit)
	begin(t, "2027-01-06").refuses("repair.fault.not_shown", person, repair.Submit)

	for _, state := range disclosure.RepairStates() {
		w := begin(t, "2026-08-03")
		w.may.State = state
		if state != disclosure.RepairAtOnce && state != disclosure.RepairFrom {
			w.refuses("repair.fault.not_repairable", person, repair.Submit)
		}
	}
	others := begin(t, "2026-08-03")
	others.req.Subject = 101
	others.refuses("repair.fault.not_own", person, repair.Submit)
	for _, papers := range [][]attachment.ID{nil, {"one"}, {"same", "same"}, {"", "one"}} {
		w := begin(t, "2026-08-03")
		w.item.Evidence = papers
		w.refuses("repair.fault.both_papers", person, repair.Submit)
	}
}

func TestTheReceiptGoesToTheApplicantAndTheApplicationToTheProvider(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit)
	receipt, referral := w.letters(notice.Receipt, actor.Subject), w.letters(notice.Referral, actor.Provider)
	if len(receipt) != 1 || len(referral) != 1 || referral[0].Facts.Items[0].Claim != w.item.Claim {
		t.Fatalf("%d receipts, referred %+v", len(receipt), referral)
	}
	if len(w.last.Marks) != 0 {
		t.Error("a pending repair annotates the record")
	}
	if !w.item.Theirs {
		t.Error("the provider does not have it")
	}
}

// art. 34, ruling 23: the signature of the provider's second person adopts it.
func TestTheProvidersSignatureLiftsTheRecord(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Accept)
	w.refuses("repair.fault.conditions", checker, repair.Agree, func(m *flow.Move) { m.Fields = m.Fields[1:] })
	w.refuses("repair.fault.file", checker, repair.Agree, func(m *flow.Move) { m.Attachments = nil })
	w.refuses("repair.fault.document", checker, repair.Agree, func(m *flow.Move) { m.Document = " " })
	w.refuses("repair.fault.dated", checker, repair.Agree, func(m *flow.Move) { m.Dated = civil.MustParse("2026-08-04") })
	w.refuses("repair.fault.not_theirs", elsewhere, repair.Agree)
	w.does(both, repair.Agree)
	if w.rec.State != record.Active {
		t.Fatalf("the record is %s before the signature", w.rec.State)
	}
	w.refuses("repair.fault.own_proposal", both, repair.ProviderSign)
	w.does(reviewer, repair.ProviderSign)
	if w.rec.State != record.Repaired || w.item.Outcome != repair.Repaired || w.item.Open() {
		t.Errorf("record %s, item %s", w.rec.State, w.item.Outcome)
	}
	told := w.letters(notice.RepairResult, actor.Subject)
	if len(told) != 1 || told[0].Facts.Items[0].Confirmed == nil ||
		told[0].Facts.Items[0].Confirmed.Number != "淄信修〔2026〕1号" {
		t.Errorf("told %+v", told)
	}
	if w.item.Proposal.File != "scan" {
		t.Errorf("the confirmation is %q", w.item.Proposal.File)
	}
}

func TestNothingIsRepairedThatLeftDisplayMeanwhile(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Accept).does(checker, repair.Agree)
	w.refuses("repair.fault.still_there", actor.System(), repair.End)
	w.on("2027-01-06").refuses("repair.fault.moved", reviewer, repair.ProviderSign)
	w.does(actor.System(), repair.End)
	if w.item.Outcome != flow.Ended || w.rec.State != record.Active {
		t.Errorf("item %s, record %s", w.item.Outcome, w.rec.State)
	}
	for _, side := range []actor.Side{actor.Subject, actor.Provider} {
		if len(w.letters(notice.Ended, side)) != 1 {
			t.Errorf("the %s is not told that it ended", side)
		}
	}
}

func TestARefusalGivesReasonsAndTheWayToObject(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Decline)
	w.does(reviewer, repair.ProviderSendBack)
	if w.item.State != repair.Routed || w.due(law.RepairAccept) != "2026-08-06" {
		t.Fatalf("sent back to %s, accept %s", w.item.State, w.due(law.RepairAccept))
	}
	w.does(checker, repair.Accept).does(checker, repair.AskPapers)
	w.refuses("repair.fault.papers_open", checker, repair.Decline)
	w.does(person, repair.Add).does(checker, repair.Decline).does(reviewer, repair.ProviderSign)
	if w.item.Outcome != repair.Refused || w.rec.State != record.Active {
		t.Errorf("item %s, record %s", w.item.Outcome, w.rec.State)
	}
	if len(w.item.Evidence) != 3 {
		t.Errorf("the provider has %v", w.item.Evidence)
	}
	told := w.letters(notice.RepairResult, actor.Subject)
	if len(told) != 1 || told[0].Facts.Items[0].Reasons[0] != "义务已履行" || len(told[0].Facts.Next) != 2 {
		t.Errorf("told %+v", told)
	}
}

// Order 36, ruling 24: it returns for its remaining days, and never before its
// subject could say something.
func TestARevokedRepairBringsTheRecordBackForItsRemainingDaysAlone(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Accept).does(checker, repair.Agree).
		does(reviewer, repair.ProviderSign).on("2026-09-01")
	until := w.rec.DisclosedUntil
	w.does(checker, repair.ProposeRevoke)
	if len(w.letters(notice.Hearing, actor.Subject)) != 1 || w.due(law.RepairHearing) != "2026-09-04" {
		t.Fatalf("the subject is not heard until %s", w.due(law.RepairHearing))
	}
	w.refuses("repair.fault.revoking", person, repair.Withdraw)
	w.refuses("repair.fault.revoking", actor.System(), repair.End)
	w.refuses("repair.fault.unheard", reviewer, repair.ProviderSign)
	w.does(reviewer, repair.ProviderSendBack)
	if w.item.Outcome != repair.Repaired || w.item.State != repair.Closed || w.item.Open() {
		t.Fatalf("sent back to %s, %s", w.item.State, w.item.Outcome)
	}
	w.does(checker, repair.ProposeRevoke).does(person, repair.Reply)
	w.refuses("repair.fault.replied", person, repair.Reply)
	w.does(reviewer, repair.ProviderSign)
	if w.rec.State != record.Active || w.rec.DisclosedUntil != until || w.item.Outcome != repair.Revoked {
		t.Errorf("record %s until %s, item %s", w.rec.State, w.rec.DisclosedUntil, w.item.Outcome)
	}
	if len(w.letters(notice.RepairResult, actor.Subject)) != 1 {
		t.Error("nobody is told")
	}
}

func TestARevocationWaitsForNobodyWhoSaysNothingInTime(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Accept).does(checker, repair.Agree).
		does(reviewer, repair.ProviderSign).does(checker, repair.ProposeRevoke)
	w.on("2026-08-06").refuses("repair.fault.unheard", reviewer, repair.ProviderSign)
	w.on("2026-08-07").does(reviewer, repair.ProviderSign)
}

// Rulings 5 and 24: a letter on paper that lies at the window tells nobody.
func TestWhoIsToldOnPaperIsHeardFromTheDayOnWhichTheLetterIsHandedOver(t *testing.T) {
	w := begin(t, "2026-08-03")
	w.req.Channel, w.req.FiledBy = flow.Counter, window.Account
	w.does(window, repair.Submit).does(checker, repair.Accept).does(checker, repair.Agree).
		does(reviewer, repair.ProviderSign).does(checker, repair.ProposeRevoke)
	w.on("2026-08-17").refuses("repair.fault.untold", reviewer, repair.ProviderSign)
	w.refuses("repair.fault.own_filing", window, repair.HandOver)
	w.refuses("repair.fault.reason", officer, repair.HandOver, func(m *flow.Move) { m.Reason = "" })
	w.does(officer, repair.HandOver)
	if w.due(law.RepairHearing) != "2026-08-20" || w.last.Serves != notice.Hearing {
		t.Errorf("the subject is heard until %s, served is %q", w.due(law.RepairHearing), w.last.Serves)
	}
	w.refuses("repair.fault.told", officer, repair.HandOver)
	w.on("2026-08-20").refuses("repair.fault.unheard", reviewer, repair.ProviderSign)
	w.does(reviewer, repair.ProviderSendBack).does(checker, repair.ProposeRevoke) // of this one nobody was told
	w.on("2026-08-31").refuses("repair.fault.untold", reviewer, repair.ProviderSign)
	w.does(officer, repair.HandOver)
	w.on("2026-09-04").does(reviewer, repair.ProviderSign)
	w = begin(t, "2026-08-03").does(person, repair.Submit).does(officer, repair.AgreeOnPaper).
		does(signer, repair.ConfirmPaper).does(officer, repair.RevokeOnPaper)
	w.refuses("repair.fault.told", officer, repair.HandOver)
}

func TestTwoUnitsMayDisclaimAndThenTheAuthorityNamesOne(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit)
	w.refuses("repair.fault.another_unit", checker, repair.NotOurs, func(m *flow.Move) { m.Provider = unit })
	w.on("2026-08-05").does(checker, repair.NotOurs)
	if w.item.Provider != another || w.due(law.RepairAccept) != "2026-08-10" || w.due(law.RepairWhole) != "2026-08-17" {
		t.Errorf("with %s until %s, whole %s", w.item.Provider, w.due(law.RepairAccept), w.due(law.RepairWhole))
	}
	if len(w.letters(notice.Forwarded, actor.Subject)) != 1 || len(w.letters(notice.Referral, actor.Provider)) != 1 {
		t.Error("the applicant or the unit is not told")
	}
	w.refuses("repair.fault.no_quarrel", supervisor, repair.Name)
	w.does(elsewhere, repair.NotOurs, func(m *flow.Move) { m.Provider = unit })
	if w.item.Raised.IsZero() {
		t.Error("the authority does not have it on its list")
	}
	w.refuses("repair.fault.quarrel", checker, repair.NotOurs)
	w.does(supervisor, repair.Name, func(m *flow.Move) { m.Provider = unit })
	w.does(checker, repair.Accept)
}

func TestLatenessIsToldOncePerLimitToEverybodyConcerned(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit)
	w.on("2026-08-06").refuses("repair.fault.not_late", actor.System(), repair.ProviderLate)
	w.on("2026-08-07").does(actor.System(), repair.ProviderLate)
	for _, side := range []actor.Side{actor.Subject, actor.Provider, actor.Authority} {
		if told := w.letters(notice.Late, side); len(told) != 1 || told[0].Facts.Overdue.DueOn.String() != "2026-08-06" {
			t.Errorf("the %s is told %+v", side, told)
		}
	}
	w.on("2026-08-10").refuses("repair.fault.not_late", actor.System(), repair.ProviderLate)
	w.on("2026-08-18").does(actor.System(), repair.ProviderLate)
	if told := w.letters(notice.Late, actor.Subject); told[0].Facts.Overdue.DueOn.String() != "2026-08-17" {
		t.Errorf("told %+v", told[0].Facts.Overdue)
	}
}

// Flows.md 12: the provider has the items whole, the applicant reads no draft.
func TestTheApplicantReadsNothingThatIsNotSigned(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Accept).does(checker, repair.Agree)
	sees := func(by actor.Actor) flow.Item {
		r := w.req
		r.Items = []flow.Item{w.item}
		return w.table.View(r, by).Items[0]
	}
	for _, by := range []actor.Actor{person, elsewhere} {
		if seen := sees(by).Proposal; !seen.IsZero() {
			t.Errorf("the %s sees %+v", by.Role, seen)
		}
	}
	if sees(reviewer).Proposal.IsZero() {
		t.Error("the reviewer does not see what is to be signed")
	}
	w.does(reviewer, repair.ProviderSign)
	if sees(person).Proposal.Outcome != repair.Repaired {
		t.Errorf("the applicant reads %+v", sees(person).Proposal)
	}
}
