package correction_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/i18n"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

var update = flag.Bool("update", false, "write the drawing anew")

func TestTheTableOfCorrectionsIsSound(t *testing.T) {
	books := statute.MustLoad().Rules.InForce(civil.MustParse("2026-08-03"))
	flowtest.Check(t, correction.Table(), books, flowtest.Promises{
		Outcomes: []flow.Outcome{correction.Corrected, correction.Annulled},
		Guard:    "correction.fault.own_proposal", Batch: "correction.fault.not_released",
	})
}

func TestTheDrawingShowsTheTable(t *testing.T) {
	const drawing = "../../docs/lifecycle/correction.md"
	want := flowtest.Draw(correction.Table(), i18n.Default().Printer(i18n.Chinese), i18n.Default().Printer(i18n.English))
	if *update {
		if err := os.WriteFile(drawing, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(drawing)
	if err != nil || string(got) != want {
		t.Errorf("docs/lifecycle/correction.md is not drawn from the table (%v); go test ./internal/correction -update", err)
	}
}

// 条例 40, art. 33: three working days, from the day on which the basis fell or the error
// was found, though it be entered later.
func TestTheLimitCountsFromTheDayOnWhichTheBasisFell(t *testing.T) {
	w := begin(t, "2026-08-05", correction.BasisFell)
	w.req.ReceivedAt = civil.MustParse("2026-08-03").Start()
	w.does(reporter, correction.BeginAnnul)
	if w.due(law.IntakeAnnulled) != "2026-08-06" {
		t.Errorf("due on %s", w.due(law.IntakeAnnulled))
	}
	w.on("2026-08-07").does(actor.System(), correction.ProviderLate)
	if w.item.Raised.IsZero() || len(w.letters(notice.Late, actor.Authority)) != 1 {
		t.Error("the authority is not told that the provider is late")
	}
	ahead := begin(t, "2026-08-05", correction.Wrong)
	ahead.req.ReceivedAt = civil.MustParse("2026-08-06").Start()
	ahead.refuses("correction.fault.day", reporter, correction.Begin)
	for ground, do := range map[correction.Ground]audit.Act{
		correction.Wrong: correction.Begin, correction.BasisFell: correction.BeginAnnul,
	} {
		early := begin(t, "2026-08-05", ground)
		early.req.ReceivedAt = civil.MustParse("2015-06-01").Start()
		early.refuses("correction.fault.too_early", reporter, do)
	}
}

func TestAProviderPutsRightItsOwnRecordsAlone(t *testing.T) {
	w := begin(t, "2026-08-03", correction.Wrong)
	w.refuses("correction.fault.not_theirs", elsewhere, correction.Begin)
	w.rec.State = record.Repaired
	w.refuses("correction.fault.not_standing", reporter, correction.Begin)
	over := begin(t, "2027-01-06", correction.Wrong)
	over.refuses("correction.fault.not_standing", reporter, correction.Begin)
}

// Two hands: what the first one proposes is hidden and nothing more; the record is another
// one with the signature of the second.
func TestTheSecondHandMakesACorrectionTrue(t *testing.T) {
	w := begin(t, "2026-08-03", correction.Wrong).does(reporter, correction.Begin)
	w.refuses("correction.fault.explanation", reporter, correction.Correct, says(""))
	w.refuses("correction.fault.names", reporter, correction.Correct, says("示例公司的处罚金额有误"))
	w.refuses("correction.fault.names", reporter, correction.Correct, says("证件号370399189103150030有误"))
	w.refuses("correction.fault.explanation", reporter, correction.Correct, says(strings.Repeat("长", 201)))
	w.refuses("correction.fault.for_values", reporter, correction.Annul)
	w.does(both, correction.Correct)
	if w.last.Hold == nil || !*w.last.Hold || len(w.last.Parts) != 1 || w.rec.DocumentNumber == amended {
		t.Errorf("proposed: hold %v of %v, the record says %s", w.last.Hold, w.last.Parts, w.rec.DocumentNumber)
	}
	w.refuses("correction.fault.own_proposal", both, correction.ProviderSign)
	content := w.rec.Content
	w.does(reviewer, correction.ProviderSign)
	if w.rec.DocumentNumber != amended || w.item.Outcome != correction.Corrected || w.last.Explained == "" ||
		*w.last.Hold || w.rec.Content == content || !w.rec.ReceivedAt.Equal(w.now) {
		t.Errorf("signed: %s, %s, explained %q", w.rec.DocumentNumber, w.item.Outcome, w.last.Explained)
	}
	told := w.letters(notice.Amended, actor.Subject)
	if len(told) != 1 || told[0].To.Subject != w.rec.Subject || len(told[0].Facts.Items[0].Changes) != 1 {
		t.Errorf("the subject is told %+v", told)
	}
}

func TestARecordWhoseBasisFellIsAnnulledBySignature(t *testing.T) {
	w := begin(t, "2026-08-03", correction.BasisFell).does(reporter, correction.BeginAnnul)
	w.refuses("correction.fault.for_basis", reporter, correction.Correct)
	w.refuses("correction.fault.document", reporter, correction.Annul, func(m *flow.Move) { m.Document = "" })
	w.does(reporter, correction.Annul).does(reviewer, correction.SendBack)
	if w.item.State != correction.Preparing || *w.last.Hold {
		t.Errorf("sent back: %s, hold %t", w.item.State, *w.last.Hold)
	}
	w.does(reporter, correction.Annul).does(reviewer, correction.ProviderSign)
	if w.rec.State != record.Annulled || w.item.Outcome != correction.Annulled {
		t.Errorf("the record is %s, the item %s", w.rec.State, w.item.Outcome)
	}
}

func TestWhatEndedMeanwhileIsNotPutRight(t *testing.T) {
	w := begin(t, "2026-08-03", correction.Wrong).does(reporter, correction.Begin).does(reporter, correction.Correct)
	w.refuses("correction.fault.still_there", actor.System(), correction.End)
	w.rec.State = record.Removed
	w.refuses("correction.fault.moved", reviewer, correction.ProviderSign)
	w.does(actor.System(), correction.End)
	if w.item.Outcome != flow.Ended {
		t.Errorf("it is %s", w.item.Outcome)
	}
}

// flows.md I3, I7, I10: a row of a batch is released at the provider and merged by another
// person; then it is true at once, within the limit that the desk has.
func TestARowOfABatchNeedsTwoHandsAndCountsFromTheSameDay(t *testing.T) {
	w := begin(t, "2026-08-07", correction.Wrong)
	w.req.ReceivedAt = civil.MustParse("2026-08-03").Start()
	released := func(m *flow.Move) { m.Released = "示例复核员" }
	w.refuses("correction.fault.not_released", merger, correction.Enter)
	w.refuses("correction.fault.not_released", merger, correction.Enter, func(m *flow.Move) { m.Released = merger.Name })
	w.refuses("flow.fault.role", reporter, correction.Enter, released)
	w.refuses("correction.fault.for_values", merger, correction.EnterAnnul, released)
	w.refuses("correction.fault.document", merger, correction.Enter, released, func(m *flow.Move) { m.Document = "" })
	w.item.Provider = "P02"
	w.refuses("correction.fault.unknown", merger, correction.Enter, released)
	w.item.Provider = "P01"
	w.does(merger, correction.Enter, released)
	if w.rec.DocumentNumber != amended || w.last.Explained == "" || w.item.Outcome != correction.Corrected {
		t.Errorf("the record says %s, explained %q", w.rec.DocumentNumber, w.last.Explained)
	}
	if c := w.item.Clocks[0]; c.Due.On.String() != "2026-08-06" || !c.Late(w.last.Today()) {
		t.Errorf("due on %s, late %t", c.Due.On, c.Late(w.last.Today()))
	}
	if told := w.letters(notice.Amended, actor.Subject); len(told) != 1 || len(told[0].Facts.Items[0].Changes) != 1 {
		t.Errorf("the subject is told %+v", told)
	}
	fallen := begin(t, "2026-08-03", correction.BasisFell).does(merger, correction.EnterAnnul, released)
	if fallen.rec.State != record.Annulled || fallen.item.Outcome != correction.Annulled {
		t.Errorf("the record is %s", fallen.rec.State)
	}
}
