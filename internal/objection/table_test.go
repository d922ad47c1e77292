package objection_test

import (
	"errors"
	"flag"
	"os"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/i18n"
	"creditportal/internal/law"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

var update = flag.Bool("update", false, "write the drawing anew")

func errorsAs(err error, target **fault.Error) bool { return errors.As(err, target) }

func TestTheTableOfObjectionsIsSound(t *testing.T) {
	books := statute.MustLoad().Rules.InForce(civil.MustParse("2026-08-03"))
	flowtest.Check(t, objection.Table(), books, flowtest.Promises{
		Outcomes: []flow.Outcome{
			objection.Corrected, objection.Removed, objection.Upheld, objection.PartlyUpheld, objection.Stopped,
		},
		Guard: "objection.fault.own_proposal",
	})
}

func TestTheDrawingShowsTheTable(t *testing.T) {
	const drawing = "../../docs/lifecycle/objection.md"
	want := flowtest.Draw(objection.Table(), i18n.Default().Printer(i18n.Chinese), i18n.Default().Printer(i18n.English))
	if *update {
		if err := os.WriteFile(drawing, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(drawing)
	if err != nil || string(got) != want {
		t.Errorf("docs/lifecycle/objection.md is not drawn from the table (%v); go test ./internal/objection -update", err)
	}
}

// The chain of art. 37 with every step used to its last day, and the two dates
// of 条例 39 of which the earlier binds.
func TestEveryStepOfAnObjectionEndsOnItsDay(t *testing.T) {
	chains := []struct {
		received, verify, correct, forward, provider, tell, own, whole string
	}{
		{"2026-04-30", "2026-05-08", "2026-05-11", "2026-05-11", "2026-05-18", "2026-05-20", "2026-05-08", "2026-05-13"},
		{"2026-08-03", "2026-08-06", "2026-08-10", "2026-08-10", "2026-08-17", "2026-08-19", "2026-08-06", "2026-08-12"},
		{"2026-09-18", "2026-09-22", "2026-09-24", "2026-09-24", "2026-10-09", "2026-10-12", "2026-09-22", "2026-09-29"},
		{"2026-09-28", "2026-10-08", "2026-10-10", "2026-10-10", "2026-10-16", "2026-10-20", "2026-10-08", "2026-10-13"},
	}
	for _, c := range chains {
		t.Run(c.received, func(t *testing.T) {
			w := begin(t, c.received, objection.Wrong).does(person, objection.Submit)
			w.sees(law.ObjectionVerify, c.verify)
			w.sees(law.ObjectionWholeOwn, c.own)
			w.sees(law.ObjectionWholeAssisted, c.whole)
			w.binds(c.own)
			w.does(officer, objection.TakeUp).on(c.verify)

			erred := *w
			erred.errs().does(officer, objection.FindDiffers, value("1"))
			erred.sees(law.ObjectionCorrect, c.correct)

			w.does(officer, objection.FindSame).sees(law.ObjectionForward, c.forward)
			w.binds(c.whole)
			w.on(c.forward).does(officer, objection.Forward).sees(law.ObjectionProvider, c.provider)
			w.on(c.provider).does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain))
			w.does(reviewer, objection.ProviderSign).sees(law.ObjectionTell, c.tell)
			w.binds(c.whole)
		})
	}
}

func (w *world) sees(name law.Clock, want string) {
	w.Helper()
	if got := w.due(name); got != want {
		w.Errorf("%s is due on %s, want %s", name, got, want)
	}
}

func (w *world) binds(want string) {
	w.Helper()
	if got := w.item.Binding.String(); got != want {
		w.Errorf("%s binds towards the applicant, want %s", got, want)
	}
}

func TestARecordIsAnnotatedFromTheReceiptOn(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit)
	if w.mark != record.Disputed {
		t.Errorf("annotation %q", w.mark)
	}
	w.errs().does(officer, objection.TakeUp).does(officer, objection.FindDiffers, value("淄市监罚〔2026〕2号"))
	if w.mark != record.Disputed || w.rec.DocumentNumber != "" {
		t.Error("a proposal changed what is shown")
	}
	w.does(signer, objection.Sign)
	if w.mark != record.NotAnnotated || w.rec.DocumentNumber != "淄市监罚〔2026〕2号" || w.item.Outcome != objection.Corrected {
		t.Errorf("after the correction: %q, %q, %q", w.mark, w.rec.DocumentNumber, w.item.Outcome)
	}
}

func TestWhoContestsARefusalKeepsTheAnnotation(t *testing.T) {
	w := refused(t)
	if w.mark != record.NotAnnotated {
		t.Errorf("after the refusal the record is annotated %q", w.mark)
	}
	w.does(person, objection.Contest)
	if w.mark != record.Contested || w.item.State != objection.Contested || w.item.Outcome != objection.Rejected {
		t.Errorf("contested: %q, %q, %q", w.mark, w.item.State, w.item.Outcome)
	}
	w.does(person, objection.Settle)
	if w.mark != record.NotAnnotated {
		t.Error("the annotation outlives the settlement")
	}
	w.refuses("objection.fault.contested", person, objection.Contest)
}

// refused is an objection that the provider found unfounded.
func refused(t *testing.T) *world {
	t.Helper()
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit)
	w.does(officer, objection.TakeUp).does(officer, objection.FindSame).does(officer, objection.Forward)
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain)).does(reviewer, objection.ProviderSign)
	return w.does(officer, objection.Propose, as(objection.Rejected)).does(signer, objection.Sign)
}

func TestARecordPastItsEndIsTakenDownAtTheReceipt(t *testing.T) {
	w := begin(t, "2026-08-03", objection.OverTerm)
	w.rec.DisclosedUntil = w.rec.DisclosedFrom
	w.does(person, objection.Submit).does(actor.System(), objection.ConfirmOverTerm)
	if w.rec.State != record.Removed || w.item.Outcome != objection.Removed || w.mark != record.NotAnnotated {
		t.Errorf("%q, %q, %q", w.rec.State, w.item.Outcome, w.mark)
	}
	inTerm := begin(t, "2026-08-03", objection.OverTerm).does(person, objection.Submit)
	inTerm.refuses("objection.fault.in_term", actor.System(), objection.ConfirmOverTerm)
}

func TestNobodyDecidesWhatTheyDidThemselves(t *testing.T) {
	w := begin(t, "2026-08-03", objection.NotPublic).does(person, objection.Submit).does(both, objection.TakeUp)
	w.does(both, objection.FindOwn, as(objection.Removed))
	w.refuses("objection.fault.own_proposal", both, objection.Sign)
	if !w.held {
		t.Error("what may not be shown is shown while the signature is awaited")
	}
	w.does(signer, objection.Sign)
	if w.rec.State != record.Removed {
		t.Errorf("the record is %s", w.rec.State)
	}

	paper := begin(t, "2026-08-03", objection.Wrong)
	paper.req.FiledBy = officer.Account
	paper.does(window, objection.Submit).refuses("objection.fault.own_filing", officer, objection.TakeUp)
}

func TestAFoundedAnswerSaysWhatChanges(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.refuses("objection.fault.remedy", checker, objection.Answer, as(objection.Upheld), remedy(flow.Maintain))
	w.refuses("objection.fault.values", checker, objection.Answer, as(objection.Upheld), remedy(flow.Correct))
	w.does(checker, objection.Answer, as(objection.Upheld), remedy(flow.Correct), value("淄市监罚〔2026〕3号"))
	w.refuses("objection.fault.own_answer", actor.Actor{
		Account: checker.Account, Side: actor.Provider, Role: actor.ProviderReviewer, Unit: unit,
	}, objection.ProviderSign)
	w.does(reviewer, objection.ProviderSign).does(officer, objection.Propose, as(objection.Upheld))
	w.does(signer, objection.Sign)
	if w.rec.DocumentNumber != "淄市监罚〔2026〕3号" {
		t.Errorf("signed, and the record still says %q", w.rec.DocumentNumber)
	}
}

func TestAProviderSeesNothingOfAnothers(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward, func(m *flow.Move) { m.Provider = another })
	w.refuses("objection.fault.not_theirs", checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain))
}

func TestADraftThatIsSentBackKeepsItsDates(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	before := w.due(law.ObjectionVerify)
	w.errs().on("2026-08-05").does(officer, objection.FindDiffers, value("1"))
	w.on("2026-08-06").does(signer, objection.SendBack)
	if w.item.State != objection.Verifying || w.due(law.ObjectionVerify) != before {
		t.Errorf("%s, due on %s, want %s", w.item.State, w.due(law.ObjectionVerify), before)
	}
	w.sees(law.ObjectionCorrect, "")
}

func TestADraftThatIsSentBackStartsNoClockThatHadStoppedBefore(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.does(officer, objection.Overrule, as(objection.Rejected), remedy(flow.Maintain)).does(signer, objection.SendBack)
	w.sees(law.ObjectionForward, "")
	w.sees(law.ObjectionVerify, "")
	w.sees(law.ObjectionProvider, "2026-08-10")
	w.does(checker, objection.NotOurs)
}

func TestLatenessBeginsTheDayAfterAndIsToldOnce(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.on("2026-08-10").refuses("objection.fault.not_late", actor.System(), objection.ProviderLate)
	w.on("2026-08-11").does(actor.System(), objection.ProviderLate)
	w.refuses("objection.fault.not_late", actor.System(), objection.ProviderLate)
	w.on("2026-08-12").refuses("objection.fault.not_late", actor.System(), objection.WholeLate)
	w.on("2026-08-13").does(actor.System(), objection.WholeLate)
	if w.item.Outcome != flow.NoOutcome || w.mark != record.Disputed {
		t.Error("lateness decided something")
	}
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain))
}

func TestTheLatenessOfASecondProviderIsToldToo(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.on("2026-08-11").does(actor.System(), objection.ProviderLate)
	w.does(checker, objection.NotOurs).does(officer, objection.Forward)
	w.on("2026-08-18").refuses("objection.fault.not_late", actor.System(), objection.ProviderLate)
	w.on("2026-08-19").does(actor.System(), objection.ProviderLate)
	w.refuses("objection.fault.not_late", actor.System(), objection.ProviderLate)
}

func TestWhatIsForwardedTwiceOnADayAndRecalledHasOneLimitForForwarding(t *testing.T) {
	running := func(w *world) int {
		n := 0
		for _, c := range w.item.Clocks {
			if c.Limit.Clock == law.ObjectionForward && c.Runs() {
				n++
			}
		}
		return n
	}
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward).does(checker, objection.NotOurs)
	once := running(w)
	w.does(officer, objection.Forward).does(officer, objection.Recall)
	if again := running(w); again != once || once == 0 {
		t.Errorf("%d limits run after the recall, %d before", again, once)
	}
}

func TestTheSubjectReadsNoDraftAndNoAnswerThatNobodySignedThoughTheMatterIsOver(t *testing.T) {
	draft := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit)
	draft.errs().does(officer, objection.TakeUp).does(officer, objection.FindDiffers, value("淄市监罚〔2026〕2号"))
	draft.does(person, objection.Withdraw)
	if got := draft.reads().Proposal; got.Outcome != flow.NoOutcome || got.Reason != "" {
		t.Errorf("the draft of what was withdrawn is seen: %+v", got)
	}
	answer := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	answer.does(officer, objection.FindSame).does(officer, objection.Forward)
	answer.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain)).does(person, objection.Withdraw)
	if got := answer.reads().Answer; got.Outcome != flow.NoOutcome || got.Reason != "" {
		t.Errorf("the answer that nobody confirmed is seen: %+v", got)
	}
	if got := refused(t).reads(); got.Proposal.Reason == "" || got.Answer.Outcome != objection.Rejected {
		t.Errorf("what was signed is not seen: %+v", got)
	}
}

func TestAskedPapersAreDueBeforeTheBindingDate(t *testing.T) {
	w := begin(t, "2026-08-03", objection.NotPublic).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.AskPapers)
	if got := w.item.Papers.String(); got != "2026-08-05" {
		t.Errorf("papers are due on %s", got)
	}
	w.refuses("objection.fault.papers_asked", officer, objection.AskPapers)
	w.refuses("objection.fault.papers_open", officer, objection.FindOwn, as(objection.Rejected))
	w.binds("2026-08-06")
	w.does(person, objection.Add).does(officer, objection.FindOwn, as(objection.Rejected))
}

func TestAWithdrawnObjectionLeavesNothingBehind(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(person, objection.Withdraw)
	if w.mark != record.NotAnnotated || w.item.Outcome != flow.Withdrawn || !w.item.Due.IsZero() {
		t.Errorf("%q, %q, due %s", w.mark, w.item.Outcome, w.item.Due)
	}
	w.refuses("flow.fault.state", officer, objection.FindSame)
}

func TestAPaperEnteredLateCountsFromTheDayItCameOnceASecondPersonConfirmedIt(t *testing.T) {
	w := begin(t, "2026-08-05", objection.NotPublic)
	w.req.Channel, w.req.FiledBy, w.req.Applicant = flow.Post, window.Account, flow.Applicant{Name: "示例"}
	w.refuses("objection.fault.day_of_paper", window, objection.EnterLate)
	w.req.ReceivedAt = civil.MustParse("2026-08-03").Start()
	w.does(window, objection.EnterLate)
	if w.mark != record.Disputed {
		t.Errorf("what came on paper annotates %q", w.mark)
	}
	w.binds("2026-08-06")
	w.does(officer, objection.TakeUp).does(officer, objection.FindOwn, as(objection.Removed))
	w.refuses("objection.fault.day_unsure", signer, objection.Sign)
	w.does(signer, objection.ConfirmDay).does(signer, objection.Sign)
	w.refuses("objection.fault.own_filing", window, objection.Contest, as(flow.NoOutcome))

	online := begin(t, "2026-08-05", objection.NotPublic)
	online.req.ReceivedAt = civil.MustParse("2026-08-03").Start()
	online.refuses("objection.fault.paper_only", window, objection.EnterLate)
}

func TestAnOfficerActsForAnApplicantOnlyOnAPaperOfTheirs(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit)
	paperless := func(m *flow.Move) { m.Document = "" }
	w.refuses("objection.fault.paper_wanted", window, objection.Withdraw, paperless)
	w.does(window, objection.Withdraw)
}

func TestAfterTwoProvidersDisclaimTheAuthorityNamesOneThatCannot(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.refuses("flow.fault.role", supervisor, objection.NotOurs)
	own := func(m *flow.Move) { m.Provider = unit }
	w.refuses("objection.fault.another_unit", checker, objection.NotOurs, own)
	w.does(checker, objection.NotOurs).refuses("objection.fault.no_quarrel", supervisor, objection.Name)
	if !w.item.Raised.IsZero() {
		t.Error("one disclaimer is no dispute yet")
	}
	w.does(officer, objection.Forward).does(checker, objection.NotOurs)
	if w.item.Raised.String() != "2026-08-03" {
		t.Errorf("the authority has it on its list since %q", w.item.Raised)
	}
	w.refuses("objection.fault.quarrel", officer, objection.Forward)
	w.does(supervisor, objection.Name).refuses("objection.fault.named", checker, objection.NotOurs)
	w.sees(law.ObjectionWholeAssisted, "2026-08-12")
}

func TestTheApplicantReadsTheConfirmedAnswerAndCommentsOnceBeforeTheResult(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain))
	if got := w.reads().Answer.Outcome; got != flow.NoOutcome {
		t.Errorf("an answer that nobody confirmed is read as %s", got)
	}
	w.refuses("flow.fault.state", person, objection.Reply)
	w.does(reviewer, objection.ProviderSign)
	if got := w.reads().Answer.Outcome; got != objection.Rejected {
		t.Errorf("a confirmed answer is read as %q", got)
	}
	w.does(person, objection.Reply).refuses("objection.fault.replied", person, objection.Reply)
}

func TestAnAnswerOnPaperIsRegisteredByOnePersonAndConfirmedByAnother(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.does(officer, objection.AnswerOnPaper, as(objection.Rejected), remedy(flow.Maintain))
	w.refuses("objection.fault.answered_on_paper", reviewer, objection.ProviderSign)
	w.does(signer, objection.SendPaperBack)
	w.does(both, objection.AnswerOnPaper, as(objection.Rejected), remedy(flow.Maintain))
	w.refuses("objection.fault.own_answer", both, objection.ConfirmPaper)
	w.does(signer, objection.ConfirmPaper).sees(law.ObjectionTell, "2026-08-05")
}

func TestACorrectionByTheProviderAnswersTheObjection(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.refuses("objection.fault.uncorrected", actor.System(), objection.ProviderCorrected)
	former := *w.rec
	w.former, w.rec.Content = &former, record.Digest{1}
	w.does(actor.System(), objection.ProviderCorrected)
	if w.item.State != objection.Answered || w.item.Answer.Remedy != flow.Done {
		t.Errorf("%s, %s", w.item.State, w.item.Answer.Remedy)
	}
	w.sees(law.ObjectionTell, "2026-08-05")
	before := w.rec.Version
	w.does(officer, objection.Propose, as(objection.Upheld)).does(signer, objection.Sign)
	if w.rec.Version != before || w.item.Outcome != objection.Upheld {
		t.Errorf("version %d after %d, %s", w.rec.Version, before, w.item.Outcome)
	}
}

func TestAContestedAnnotationGoesWithItsRecord(t *testing.T) {
	w := refused(t).does(person, objection.Contest)
	w.refuses("objection.fault.still_there", actor.System(), objection.Lapse)
	w.on("2029-01-06").does(actor.System(), objection.Lapse)
	if w.mark != record.NotAnnotated || w.item.Outcome != objection.Rejected {
		t.Errorf("%q, %q", w.mark, w.item.Outcome)
	}
}

func TestWhoWantsAFindingGetsOneThoughTheRecordEnds(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit)
	w.refuses("objection.fault.still_there", actor.System(), objection.End)
	w.on("2029-01-06")
	w.req.WantFinding = true
	w.refuses("objection.fault.still_there", actor.System(), objection.End)
	w.req.WantFinding = false
	w.does(actor.System(), objection.End)
}

func TestAnAskingForPapersLeavesTimeToBringThem(t *testing.T) {
	w := begin(t, "2026-08-03", objection.NotPublic).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.on("2026-08-05").refuses("objection.fault.papers_late", officer, objection.AskPapers)
	w.on("2026-08-04").does(officer, objection.AskPapers)
}

func TestAClaimIsReleasedForAnother(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.Release)
	if w.item.State != objection.Received || w.item.Owner != 0 {
		t.Errorf("%s, owner %d", w.item.State, w.item.Owner)
	}
	w.does(both, objection.TakeUp).binds("2026-08-06")
}

// Art. 37: whether what was corrected is what is contested is for a person to find.
func TestACorrectionOfSomethingElseIsVerifiedAgain(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	former := *w.rec
	w.former, w.rec.Content = &former, record.Digest{1}
	w.does(actor.System(), objection.ProviderCorrected)
	w.former = nil // what came was noted
	w.does(officer, objection.Reconsider)
	w.refuses("objection.fault.uncorrected", actor.System(), objection.ProviderCorrected)
	if w.item.State != objection.Verifying || w.item.Answer.Outcome != flow.NoOutcome {
		t.Errorf("%s, answered %q", w.item.State, w.item.Answer.Outcome)
	}
	w.sees(law.ObjectionVerify, "2026-08-06")
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain))
	w.former = &former
	w.refuses("objection.fault.uncorrected", actor.System(), objection.ProviderCorrected)
}

func TestAContestedAnnotationComesBackWithItsRecord(t *testing.T) {
	for _, state := range objection.Returning() {
		w := refused(t).does(person, objection.Contest)
		w.rec.State = state
		w.refuses("objection.fault.still_there", actor.System(), objection.Lapse)
		w.on("2029-01-06").does(actor.System(), objection.Lapse)
	}
}

// 行政处罚法 48: whoever takes down what has no basis any longer tells everybody why.
func TestWhatIsTakenDownByAnObjectionIsExplainedToEverybody(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.rec.SubjectName = "示例有限公司"
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	says := func(words string) func(*flow.Move) { return func(m *flow.Move) { m.Public = words } }
	w.refuses("objection.fault.explanation", checker, objection.Answer, as(objection.Upheld), remedy(flow.Annul))
	w.refuses("objection.fault.names", checker, objection.Answer, as(objection.Upheld), remedy(flow.Annul),
		says("示例有限公司的处罚已撤销"))
	w.does(checker, objection.Answer, as(objection.Upheld), remedy(flow.Annul), says("处罚决定已被撤销"))
	w.does(reviewer, objection.ProviderSign).does(officer, objection.Propose, as(objection.Upheld))
	w.does(signer, objection.Sign)
	if w.last.Explained != "处罚决定已被撤销" || w.rec.State != record.Annulled {
		t.Errorf("%s, everybody is told %q", w.rec.State, w.last.Explained)
	}
}
