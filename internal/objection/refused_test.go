package objection_test

import (
	"slices"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
)

func TestWhoIsRefusedARepairObjectsToThatRefusalWhileItStands(t *testing.T) {
	w := begin(t, "2026-08-03", objection.RepairRefused)
	w.stand.Stands = false
	w.refuses("objection.fault.not_refused", person, objection.Submit)
	w.stand.Stands = true
	w.does(person, objection.Submit)
	if w.mark != record.Disputed {
		t.Errorf("annotated %q", w.mark)
	}
	wrong := begin(t, "2026-08-03", objection.Wrong)
	wrong.does(person, objection.Submit)
}

func TestAnObjectionToARefusedRepairRunsByTheLimitForWhatAProviderVerifiesFromTheReceiptOn(t *testing.T) {
	w := begin(t, "2026-08-03", objection.RepairRefused).does(person, objection.Submit)
	if got := w.due(law.ObjectionWholeOwn); got != "" {
		t.Errorf("the limit for what the operator decides alone ends on %s", got)
	}
	got, want := w.item.Binding.String(), w.due(law.ObjectionWholeAssisted)
	if got != want || w.due(law.ObjectionVerify) == "" {
		t.Errorf("%s binds, not %s", got, want)
	}
	receipt := w.letters(notice.Receipt, actor.Subject)
	if len(receipt) != 1 || slices.ContainsFunc(receipt[0].Facts.Limits, func(l law.Running) bool {
		return l.Limit.Clock == law.ObjectionWholeOwn
	}) {
		t.Errorf("the receipt promises %+v", receipt)
	}
}

func TestARefusedRepairIsForItsProviderToVerifyWhateverTheRecordSays(t *testing.T) {
	for _, errs := range []bool{false, true} {
		w := begin(t, "2026-08-03", objection.RepairRefused)
		if errs {
			w.errs()
		}
		w.does(person, objection.Submit).does(officer, objection.TakeUp)
		w.refuses("objection.fault.for_provider", officer, objection.FindOwn, as(objection.Removed))
		w.refuses("objection.fault.no_difference", officer, objection.FindDiffers, value("淄市监罚〔2026〕4号"))
		w.does(officer, objection.FindSame)
		w.refuses("objection.fault.for_provider", officer, objection.Reconsider)
		w.does(officer, objection.Forward)
	}
}

func TestARefusedRepairIsFoundWrongOnlyWhereItIsExaminedAgainAndIsNeverGivenByAnObjection(t *testing.T) {
	w := begin(t, "2026-08-03", objection.RepairRefused).does(person, objection.Submit).does(officer, objection.TakeUp).
		does(officer, objection.FindSame).does(officer, objection.Forward)
	for _, none := range []flow.Remedy{flow.Correct, flow.Annul, flow.Rematch, flow.Supply, flow.Maintain, flow.NoRemedy} {
		w.refuses("objection.fault.remedy", checker, objection.Answer, as(objection.Upheld), remedy(none))
	}
	w.refuses("objection.fault.not_reexamined", checker, objection.Answer, as(objection.Upheld), remedy(flow.Reexamine))
	w.stand = flow.Refusal{Request: "refused", Open: true}
	w.does(checker, objection.Answer, as(objection.Upheld), remedy(flow.Reexamine)).does(reviewer, objection.ProviderSign).
		does(officer, objection.Propose, as(objection.Upheld)).does(signer, objection.Sign)
	if w.item.Outcome != objection.Upheld || w.rec.State != record.Active || w.mark != record.NotAnnotated || w.held {
		t.Errorf("%s, the record is %s, annotated %q", w.item.Outcome, w.rec.State, w.mark)
	}
	result := w.letters(notice.Result, actor.Subject)
	if len(result) != 1 || !slices.Contains(result[0].Facts.Next, notice.Await) {
		t.Errorf("told %+v", result)
	}
	if told := w.letters(notice.Told, actor.Subject); len(told) != 0 {
		t.Errorf("whoever saw the record is told that it was wrong: %+v", told)
	}
}

func TestARefusalThatItsProviderMaintainsMayBeContested(t *testing.T) {
	w := begin(t, "2026-08-03", objection.RepairRefused).does(person, objection.Submit).does(officer, objection.TakeUp).
		does(officer, objection.FindSame).does(officer, objection.Forward)
	w.refuses("objection.fault.remedy", checker, objection.Answer, as(objection.Rejected), remedy(flow.Reexamine))
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain)).
		does(reviewer, objection.ProviderSign).does(officer, objection.Propose, as(objection.Rejected)).
		does(signer, objection.Sign).does(person, objection.Contest)
	if w.mark != record.Contested {
		t.Errorf("annotated %q", w.mark)
	}
}

func TestNoOtherGroundIsAnsweredByExaminingARepairAgain(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp).
		does(officer, objection.FindSame).does(officer, objection.Forward)
	w.stand.Open = true
	w.refuses("objection.fault.remedy", checker, objection.Answer, as(objection.Upheld), remedy(flow.Reexamine))
}
