package deletion_test

import (
	"flag"
	"os"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/deletion"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/i18n"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

var update = flag.Bool("update", false, "write the drawing anew")

func TestTheTableOfDeletionsIsSound(t *testing.T) {
	books := statute.MustLoad().Rules.InForce(civil.MustParse("2026-08-03"))
	flowtest.Check(t, deletion.Table(), books, flowtest.Promises{
		Outcomes: []flow.Outcome{deletion.Deleted, flow.NotAccepted},
		Guard:    "deletion.fault.own_proposal", Filer: "deletion.fault.own_filing",
	})
}

func TestTheDrawingShowsTheTable(t *testing.T) {
	const drawing = "../../docs/lifecycle/deletion.md"
	want := flowtest.Draw(deletion.Table(), i18n.Default().Printer(i18n.Chinese), i18n.Default().Printer(i18n.English))
	if *update {
		if err := os.WriteFile(drawing, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(drawing)
	if err != nil || string(got) != want {
		t.Errorf("docs/lifecycle/deletion.md is not drawn from the table (%v); go test ./internal/deletion -update", err)
	}
}

// art. 35 ¶2: whoever bears an honour has it deleted by a word, with the letter.
func TestAnHonourIsDeletedAtOnceWhenItsBearerAsksOnline(t *testing.T) {
	w := begin(t, flow.Online, "2026-08-03").does(person, deletion.Delete)
	if w.rec.State != record.Deleted || w.item.Outcome != deletion.Deleted || w.item.Open() {
		t.Errorf("record %s, item %s", w.rec.State, w.item.Outcome)
	}
	for _, c := range w.item.Clocks {
		if c.Runs() || c.Late(w.situation(person, flow.Move{}).Today()) {
			t.Errorf("%s runs still, or was late", c.Limit.Clock)
		}
	}
	told := w.letters(notice.Deletion)
	if len(told) != 1 || told[0].Facts.Items[0].At.String() != "2026-08-03" || len(told[0].Facts.Basis) != 1 {
		t.Fatalf("told %+v", told)
	}
	if told[0].Facts.Items[0].Document != "" {
		t.Error("the letter repeats what was deleted")
	}
	w.refuses("flow.fault.state", person, deletion.Delete)
}

func TestOnlyAnHonourOfOnesOwnOnDisplayIsDeleted(t *testing.T) {
	others := begin(t, flow.Online, "2026-08-03")
	others.req.Subject = 101
	others.refuses("deletion.fault.not_own", person, deletion.Delete)
	penalty := begin(t, flow.Online, "2026-08-03")
	penalty.rec.Class, penalty.rec.Honour = record.Adverse, false
	penalty.refuses("deletion.fault.not_honour", person, deletion.Delete)
	begin(t, flow.Online, "2027-01-06").refuses("deletion.fault.not_shown", person, deletion.Delete)
	for _, state := range []record.State{
		record.Repaired, record.Withdrawn, record.Removed, record.Annulled, record.Deleted,
	} {
		gone := begin(t, flow.Online, "2026-08-03")
		gone.rec.State = state
		gone.refuses("deletion.fault.not_shown", person, deletion.Delete)
	}
	w := begin(t, flow.Online, "2026-08-03")
	w.refuses("deletion.fault.unaware", person, deletion.Delete, func(m *flow.Move) { m.Fields = nil })
	for _, by := range []actor.Actor{window, officer, signer, checker} {
		w.refuses("flow.fault.role", by, deletion.Delete)
	}
}

// law.md, art. 35 ¶2: the 10th of October 2026 is a working Saturday.
func TestAPaperIsCarriedOutByAnotherOfficerWithinThreeWorkingDays(t *testing.T) {
	w := onPaper(t, "2026-09-30")
	if w.item.Binding.String() != "2026-10-10" {
		t.Errorf("due on %s", w.item.Binding)
	}
	if len(w.letters(notice.Receipt)) != 1 {
		t.Error("no receipt")
	}
	w.refuses("deletion.fault.own_filing", both, deletion.Execute)
	w.refuses("deletion.fault.own_filing", both, deletion.Refuse)
	w.does(officer, deletion.Execute)
	if w.rec.State != record.Deleted || len(w.letters(notice.Deletion)) != 1 {
		t.Errorf("record %s, %d letters", w.rec.State, len(w.letters(notice.Deletion)))
	}
}

func TestAPaperNeedsItsScanAndALateOneTheProofOfItsDay(t *testing.T) {
	w := begin(t, flow.Post, "2026-08-03")
	w.refuses("deletion.fault.file", window, deletion.Submit, func(m *flow.Move) { m.Attachments = nil })
	w.on("2026-08-05")
	w.refuses("deletion.fault.document", window, deletion.Submit, func(m *flow.Move) { m.Document = " " })
	if w.does(window, deletion.Submit).item.Binding.String() != "2026-08-06" {
		t.Errorf("due on %s", w.item.Binding)
	}
	begin(t, flow.Online, "2026-08-03").refuses("deletion.fault.paper_only", window, deletion.Submit)
}

func TestARefusalIsSignedByAnotherAndGivesReasons(t *testing.T) {
	w := onPaper(t, "2026-08-03")
	w.refuses("deletion.fault.reason", officer, deletion.Refuse, func(m *flow.Move) { m.Reason = " " })
	w.does(officer, deletion.Refuse).does(signer, deletion.SendBack).does(officer, deletion.Refuse)
	w.does(signer, deletion.Sign)
	told := w.letters(notice.NotAccepted)
	if len(told) != 1 || told[0].Facts.Items[0].Reasons[0] != "示例理由" || w.rec.State != record.Active {
		t.Errorf("told %+v, record %s", told, w.rec.State)
	}
	w.refuses("deletion.fault.not_deleted", person, deletion.Lift)
}

func TestLatenessIsToldOnceToTheApplicantAndTheAuthority(t *testing.T) {
	w := onPaper(t, "2026-08-03").on("2026-08-06")
	w.refuses("deletion.fault.not_late", actor.System(), deletion.Late)
	w.on("2026-08-07").does(actor.System(), deletion.Late)
	if len(w.letters(notice.Extended)) != 2 || w.item.Raised.IsZero() {
		t.Errorf("%d letters, raised %s", len(w.letters(notice.Extended)), w.item.Raised)
	}
	w.on("2026-08-10").refuses("deletion.fault.not_late", actor.System(), deletion.Late)
}

func TestAnApplicationEndsWhereTheHonourWentOtherwise(t *testing.T) {
	w := onPaper(t, "2026-08-03")
	w.refuses("deletion.fault.still_there", actor.System(), deletion.End)
	w.refuses("deletion.fault.own_filing", window, deletion.Withdraw)
	w.rec.State = record.Removed
	w.refuses("deletion.fault.not_shown", officer, deletion.Execute)
	w.does(actor.System(), deletion.End)
	if w.item.Outcome != flow.Ended || len(w.letters(notice.Ended)) != 1 {
		t.Errorf("item %s", w.item.Outcome)
	}
}

// art. 35 ¶2, D6: only the subject lets it come back, and once.
func TestOnlyTheSubjectLetsADeletedHonourBeCollectedAgain(t *testing.T) {
	w := begin(t, flow.Online, "2026-08-03").does(person, deletion.Delete)
	for _, by := range []actor.Actor{window, officer, signer, checker} {
		w.refuses("flow.fault.role", by, deletion.Lift)
	}
	w.does(person, deletion.Lift)
	if !w.last.CollectAgain || w.rec.State != record.Deleted || w.item.Outcome != deletion.Deleted {
		t.Errorf("again %v, record %s", w.last.CollectAgain, w.rec.State)
	}
	w.refuses("deletion.fault.lifted", person, deletion.Lift)
}
