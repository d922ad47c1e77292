package objection_test

import (
	"slices"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
)

// flows.md 3.3 and O10: on the first, third and fourth working day, on the day
// for which the answer is asked, and on every working day after it.
func TestAProviderIsRemindedOnceOnEachOfItsDays(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.on("2026-08-04").does(officer, objection.FindSame).does(officer, objection.Forward)
	var reminded []string
	for day := civil.MustParse("2026-08-04"); !day.After(civil.MustParse("2026-08-13")); day = day.AddDays(1) {
		w.on(day.String())
		m := flow.Move{Do: objection.Remind, Op: "op"}
		if err := w.try(actor.System(), m); err != nil {
			continue
		}
		reminded = append(reminded, day.String())
		if !slices.Equal(w.last.Word, []notice.Errand{notice.Remind}) {
			t.Errorf("on %s word is %v", day, w.last.Word)
		}
		w.refuses("objection.fault.reminded", actor.System(), objection.Remind)
		on, ok := objection.RemindingOn(day, w.law.Calendar)
		asked, _ := objection.AskedOf(w.item, w.law.Calendar)
		due := asked.Limit.Due
		if !ok || !slices.Contains(on.Starts, due.Start) && day.Before(due.On) && on.Whole.Before(w.item.Binding) {
			t.Errorf("the sweep of %s does not find the item: %+v", day, on)
		}
	}
	want := []string{"2026-08-05", "2026-08-07", "2026-08-10", "2026-08-11", "2026-08-12", "2026-08-13"}
	if !slices.Equal(reminded, want) {
		t.Errorf("reminded on %v, want %v", reminded, want)
	}
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain)).does(reviewer, objection.ProviderSign)
	w.on("2026-08-14").refuses("flow.fault.state", actor.System(), objection.Remind)
}

func TestAReminderLeavesAFormThatIsOpenAsItIs(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	shown := w.item.Version
	w.on("2026-08-04").does(actor.System(), objection.Remind).does(officer, objection.Chase)
	w.refuses("objection.fault.chased", supervisor, objection.Chase)
	answer := func(m *flow.Move) { m.Version = shown }
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain), answer)
	w.refuses("flow.fault.state", checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain), answer)
	w.refuses("flow.fault.stale", reviewer, objection.ProviderSign, answer)
}

func TestAWrongValueIsHeldAloneUntilItsCorrectionIsSignedOrRefused(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).errs().does(officer, objection.TakeUp)
	w.does(officer, objection.FindDiffers, value("1"))
	if !w.held || !slices.Equal(w.last.Parts, []string{"CF_WSH"}) {
		t.Errorf("held %t, parts %v", w.held, w.last.Parts)
	}
	back := *w
	if back.does(signer, objection.SendBack); back.held {
		t.Error("a proposal that was refused holds still")
	}
	if w.does(signer, objection.Sign); w.held {
		t.Error("a correction that is shown holds still")
	}
}

// ruling 17: what is shared with nobody any longer is shown as before.
func TestSharingIsStoppedOnTheGroundOfInfringedRightsAlone(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Rights).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindOwn, as(objection.Stopped)).does(signer, objection.Sign)
	if !slices.Equal(w.last.Parts, []string{record.Sharing}) || w.rec.State != record.Active {
		t.Errorf("parts %v, the record is %s", w.last.Parts, w.rec.State)
	}
	other := begin(t, "2026-08-03", objection.NotPublic).does(person, objection.Submit).does(officer, objection.TakeUp)
	other.refuses("objection.fault.not_shared", officer, objection.FindOwn, as(objection.Stopped))
}

func TestWhatIsTheSameAsSuppliedIsNoErrorOfTheOperator(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.refuses("objection.fault.no_difference", officer, objection.FindDiffers, value("1"))
	w.errs().refuses("objection.fault.difference", officer, objection.FindSame)
	w.does(officer, objection.FindDiffers, value("1"))
}

func TestWhoReportedOrMergedARecordDecidesNothingAboutIt(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.hands = []string{officer.Name}
	w.refuses("objection.fault.own_record", officer, objection.FindSame)
	w.hands = nil
	w.does(officer, objection.FindSame).does(officer, objection.Forward)
	w.hands = []string{checker.Name}
	w.refuses("objection.fault.own_record", checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain))
}

func TestAnErrorOutlivesTheWithdrawalOfItsObjection(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).errs().does(officer, objection.TakeUp)
	w.refuses("flow.fault.state", officer, objection.PutRight, as(objection.Corrected), value("1"))
	w.does(person, objection.Withdraw).does(officer, objection.PutRight, as(objection.Corrected), value("1"))
	w.refuses("objection.fault.ex_officio", person, objection.Withdraw)
	w.refuses("objection.fault.own_proposal", both, objection.Sign, func(*flow.Move) { w.item.Proposal.By = both.Account })
	w.does(signer, objection.Sign)
	if w.rec.DocumentNumber != "1" || w.item.Outcome != objection.Corrected {
		t.Errorf("%q, %s", w.rec.DocumentNumber, w.item.Outcome)
	}
	w.refuses("objection.fault.not_withdrawn", officer, objection.PutRight, as(objection.Removed))
}

func TestOneLetterADayTellsOfTheDates(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit)
	w.on("2026-08-07")
	w.item.History = append(w.item.History, flow.Step{
		Did: flow.Recount, By: actor.System(), At: w.now, From: w.item.State, To: w.item.State, Version: w.item.Version + 1,
	})
	w.item.Version++
	w.refuses("objection.fault.told_today", actor.System(), objection.WholeLate)
	w.on("2026-08-08").does(actor.System(), objection.WholeLate)
}
