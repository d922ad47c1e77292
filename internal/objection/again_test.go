package objection_test

import (
	"slices"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
)

// overruled is a refusal that was contested, and that a review does not let stand.
func overruled(t *testing.T, result flow.Outcome) *world {
	t.Helper()
	w := refused(t).does(person, objection.Contest)
	return w.on("2026-09-07").does(officer, objection.Overrule, as(result), value("淄市监罚〔2026〕5号"), because("复议决定撤销"))
}

func because(reason string) func(*flow.Move) { return func(m *flow.Move) { m.Reason = reason } }

// putRight is an objection that was withdrawn after the error was found, and what
// is wrong is being put right.
func putRight(t *testing.T) *world {
	t.Helper()
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).errs().does(officer, objection.TakeUp)
	w.does(person, objection.Withdraw)
	return w.on("2026-09-07").does(officer, objection.PutRight, as(objection.Corrected), value("1"))
}

// Art. 37 ¶2: two working days after what was decided before is found wrong, its
// correction is told. Nothing of the first matter binds any more.
func TestTheLatenessOfACorrectionThatIsMadeAfterTheEndIsToldOnce(t *testing.T) {
	for name, w := range map[string]*world{"overruled": overruled(t, objection.Corrected), "put right": putRight(t)} {
		w.binds("2026-09-09")
		w.on("2026-09-09").refuses("objection.fault.not_late", actor.System(), objection.WholeLate)
		w.on("2026-09-10").does(actor.System(), objection.WholeLate)
		for _, side := range []actor.Side{actor.Subject, actor.Authority} {
			letters := w.letters(notice.Extended, side)
			if len(letters) != 1 || len(letters[0].Facts.Limits) != 1 || letters[0].Facts.Cause != notice.Signing ||
				letters[0].Facts.Limits[0].Limit.Clock != law.ObjectionCorrect {
				t.Errorf("%s: the letters to the %s are %+v", name, side, letters)
			}
		}
		if w.item.Raised.String() != "2026-09-10" {
			t.Errorf("%s: on the list of the authority since %q", name, w.item.Raised)
		}
		w.on("2026-09-11").refuses("objection.fault.not_late", actor.System(), objection.WholeLate)
		w.does(signer, objection.Sign)
		for _, c := range w.item.Clocks {
			if c.Runs() {
				t.Errorf("%s: %s runs on", name, c.Limit.Clock)
			}
		}
	}
}

func TestTheLatenessOfASecondCorrectionIsToldToo(t *testing.T) {
	w := overruled(t, objection.Corrected)
	w.on("2026-09-10").does(actor.System(), objection.WholeLate).does(signer, objection.SendBack)
	w.does(officer, objection.Overrule, as(objection.Removed)).binds("2026-09-14")
	w.on("2026-09-15").does(actor.System(), objection.WholeLate)
	if letters := w.letters(notice.Extended, actor.Subject); len(letters) != 1 ||
		letters[0].Facts.Limits[len(letters[0].Facts.Limits)-1].Due.On.String() != "2026-09-14" {
		t.Errorf("the letters are %+v", letters)
	}
}

func TestASignedResultStandsWhileAndAfterAnotherOneIsRefused(t *testing.T) {
	w := refused(t).does(person, objection.Contest)
	signed, reads := w.item.Proposal, w.reads()
	if reads.Proposal.Reason == "" {
		t.Fatal("the subject does not read what was signed")
	}
	w.on("2026-09-07").does(officer, objection.Overrule, as(objection.Removed), because("复议决定撤销"))
	if got := w.reads(); got.Proposal.Reason != reads.Proposal.Reason || got.Outcome != objection.Rejected ||
		!got.Signed.IsZero() || got.Answer.Outcome != reads.Answer.Outcome {
		t.Errorf("while another result waits the subject reads %+v", got)
	}
	w.does(signer, objection.SendBack)
	if p := w.item.Proposal; p.Outcome != signed.Outcome || p.Reason != signed.Reason || p.By != signed.By ||
		w.item.Outcome != objection.Rejected || w.item.State != objection.Contested || !w.item.Signed.IsZero() {
		t.Errorf("after it was refused, %s: %+v", w.item.State, w.item)
	}
	if got := w.reads(); got.Proposal.Reason != reads.Proposal.Reason {
		t.Errorf("the subject reads %+v", got.Proposal)
	}
	w.does(officer, objection.Overrule, as(objection.Removed), because("复议决定撤销")).does(signer, objection.Sign)
	if w.item.Outcome != objection.Removed || w.reads().Proposal.Reason != "复议决定撤销" || !w.item.Signed.IsZero() {
		t.Errorf("the second one was signed: %+v", w.item)
	}
}

func TestTheHistorySaysOfAProposalWhatItProposesAndNotWhatWasSignedBefore(t *testing.T) {
	w := overruled(t, objection.Removed)
	if step, _ := w.item.Last(objection.Overrule); step.Outcome != objection.Removed {
		t.Errorf("the history says %s", step.Outcome)
	}
}

func TestWhatWasDecidedIsNotWithdrawnAndDoesNotEndByItself(t *testing.T) {
	w := overruled(t, objection.Removed)
	w.refuses("objection.fault.decided", person, objection.Withdraw)
	w.on("2029-01-08").refuses("objection.fault.decided", actor.System(), objection.End)
	w.does(signer, objection.Sign)
}

// ruling 3: whatever ends a matter that a provider has tells the provider.
func TestAProviderThatHasAMatterIsToldWhenItIsOverruled(t *testing.T) {
	for _, result := range []flow.Outcome{objection.Rejected, objection.Removed, objection.Corrected} {
		w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
		w.does(officer, objection.FindSame).does(officer, objection.Forward)
		w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain))
		w.does(officer, objection.Overrule, as(result), value("1")).does(signer, objection.Sign)
		if letters := w.letters(notice.Ended, actor.Provider); len(letters) != 1 || letters[0].To.Provider != unit {
			t.Errorf("%s: the provider is told %+v", result, letters)
		}
		if got := w.reads().Answer; !got.IsZero() {
			t.Errorf("%s: an answer that nobody confirmed is read: %+v", result, got)
		}
		if result == objection.Rejected && !w.does(person, objection.Contest).reads().Answer.IsZero() {
			t.Errorf("%s: an answer that nobody confirmed is read once the result is contested", result)
		}
	}
	if letters := refused(t).letters(notice.Ended, actor.Provider); len(letters) > 0 {
		t.Errorf("a provider that has answered is told %+v", letters)
	}
}

// A provider that does not have the matter any more is not late with it.
func TestNoLimitOfAProviderRunsWhileARefusalWaitsForItsSignature(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward).does(officer, objection.Refuse)
	w.sees(law.ObjectionProvider, "")
	w.does(signer, objection.SendBack).sees(law.ObjectionProvider, "2026-08-10")
}

func TestWhatTheAuthorityNamedIsNotTheOfficesToTakeBack(t *testing.T) {
	w := quarrelled(t).does(supervisor, objection.Name)
	w.refuses("objection.fault.recall_day", officer, objection.Recall)
	own := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	own.does(officer, objection.FindSame).does(officer, objection.Forward)
	next := *own
	next.on("2026-08-04").refuses("objection.fault.recall_day", officer, objection.Recall)
	own.does(officer, objection.Recall)
}

// quarrelled is an objection to a record that two providers disclaim.
func quarrelled(t *testing.T) *world {
	t.Helper()
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward).does(checker, objection.NotOurs)
	return w.does(officer, objection.Forward).does(checker, objection.NotOurs)
}

// What a provider was late with that does not have it any more is no dispute.
func TestALateProviderThatDisclaimsLeavesNoDisputeUntilASecondOneDoes(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.on("2026-08-11").does(actor.System(), objection.ProviderLate).does(checker, objection.NotOurs)
	if !w.item.Raised.IsZero() {
		t.Errorf("on the list of the authority since %s", w.item.Raised)
	}
	w.on("2026-08-12").does(officer, objection.Forward).does(checker, objection.NotOurs)
	if w.item.Raised.String() != "2026-08-12" {
		t.Errorf("in dispute since %q", w.item.Raised)
	}
}

func TestNoPaperCameOnADayThatIsYetToCome(t *testing.T) {
	w := begin(t, "2026-08-05", objection.NotPublic)
	w.req.Channel, w.req.FiledBy = flow.Counter, window.Account
	for _, day := range []string{"2026-08-05", "2026-08-06", "2027-01-04"} {
		w.req.ReceivedAt = civil.MustParse(day).Start()
		w.refuses("objection.fault.day_of_paper", window, objection.EnterLate)
	}
	w.req.ReceivedAt = civil.MustParse("2026-08-04").Start()
	w.does(window, objection.EnterLate)
}

// What its provider is late with is off the list of the authority with the answer;
// what is late towards the applicant stays there until it is decided.
func TestAnAnswerOnPaperThatCameTooLateLeavesTheMatterOnTheListOfTheAuthority(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.on("2026-08-11").does(actor.System(), objection.ProviderLate)
	for day, since := range map[string]string{"2026-08-12": "", "2026-08-13": "2026-08-11"} {
		paper := *w
		paper.on(day).does(officer, objection.AnswerOnPaper, as(objection.Rejected), remedy(flow.Maintain))
		if paper.does(signer, objection.ConfirmPaper); paper.item.Raised.String() != since {
			t.Errorf("confirmed on %s it is on the list since %q, want %q", day, paper.item.Raised, since)
		}
	}
}

func TestNothingIsHandedToWhoFiledItAndWhoChoseThemIsToldSo(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong)
	w.req.FiledBy, w.req.Channel = 99, flow.Counter
	w.does(window, objection.Submit).refuses("objection.fault.filers_hand", officer, objection.HandOver,
		func(m *flow.Move) { m.Owner = 99 })
	w.does(officer, objection.HandOver)
}

func TestWhatIsJoinedSaysInWhichRequestItGoesOn(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Omitted).does(person, objection.Submit)
	into := func(number string) func(*flow.Move) { return func(m *flow.Move) { m.Document = number } }
	w.refuses("objection.fault.older", officer, objection.Join, into(""))
	w.does(officer, objection.Join, into("2026-000007"))
	if w.item.Into != w.older.ID {
		t.Errorf("it goes on in the request %d, want %d", w.item.Into, w.older.ID)
	}
	letters := w.letters(notice.Ended, actor.Subject)
	if len(letters) != 1 || !slices.ContainsFunc(letters[0].Facts.Items, func(it notice.Item) bool {
		return it.Joined == "2026-000007"
	}) {
		t.Errorf("the letters are %+v", letters)
	}
}

// flows.md O12 and 3.2: who is asked again keeps the old limit, and is given the
// next working day all the same.
func TestWhoIsAskedAgainAfterTheirLimitIsLateOnlyAfterTheDayThatTheyAreGiven(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.on("2026-08-11").does(actor.System(), objection.ProviderLate)
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain)).does(reviewer, objection.ProviderSign)
	w.on("2026-08-12").does(officer, objection.AskAgain)
	w.on("2026-08-13").refuses("objection.fault.not_late", actor.System(), objection.ProviderLate)
	w.on("2026-08-14").does(actor.System(), objection.ProviderLate)
	w.on("2026-08-15").refuses("objection.fault.not_late", actor.System(), objection.ProviderLate)
}

// Each time it is asked again a provider is given a day: it is asked again once.
func TestNobodyPutsTheLatenessOfAProviderOffByAskingItAgainAndAgain(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	answers := func() {
		w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain))
		w.does(reviewer, objection.ProviderSign)
	}
	w.on("2026-08-10")
	answers()
	w.does(officer, objection.AskAgain)
	for _, day := range []string{"2026-08-10", "2026-08-11"} { // a word in between gives nobody a day
		w.on(day).does(officer, objection.Chase)
	}
	w.refuses("objection.fault.not_late", actor.System(), objection.ProviderLate)
	late := *w
	late.on("2026-08-12").does(actor.System(), objection.ProviderLate)
	answers()
	w.refuses("objection.fault.asked_again", officer, objection.AskAgain)
}

func TestAProviderWhoseMatterIsTakenFromItIsToldSoOnce(t *testing.T) {
	sent := func() *world {
		w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
		return w.does(officer, objection.FindSame).does(officer, objection.Forward)
	}
	told := func(w *world) int { return len(w.letters(notice.Ended, actor.Provider)) }
	recalled := sent().does(officer, objection.Recall)
	if n := told(recalled); n != 1 {
		t.Errorf("recalled: %d letters", n)
	}
	if n := told(recalled.does(person, objection.Withdraw)); n != 0 {
		t.Errorf("withdrawn after that: %d letters", n)
	}
	corrects := func(w *world) *world {
		former := *w.rec
		w.former, w.rec.Content = &former, record.Digest{1}
		return w.does(actor.System(), objection.ProviderCorrected)
	}
	if n := told(corrects(sent())); n != 1 {
		t.Errorf("corrected while the provider had it: %d letters", n)
	}
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit)
	if n := told(corrects(w)); n != 0 {
		t.Errorf("corrected before anybody was asked: %d letters", n)
	}
}

// What a review finds wrong is not for that the operator's own error.
func TestTheOperatorSaysSorryForItsOwnErrorAlone(t *testing.T) {
	erred := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).errs().does(officer, objection.TakeUp)
	erred.does(officer, objection.FindDiffers, value("1")).does(signer, objection.Sign)
	for w, sorry := range map[*world]bool{
		erred: true, overruled(t, objection.Corrected).does(signer, objection.Sign): false,
	} {
		letters := w.letters(notice.Corrected, actor.Subject)
		if len(letters) != 1 || letters[0].Facts.Items[0].Own != sorry {
			t.Errorf("want sorry %t: %+v", sorry, letters)
		}
	}
}
