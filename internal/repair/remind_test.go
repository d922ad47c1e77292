package repair_test

import (
	"slices"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/repair"
)

// Filed on a Monday it is to be accepted by Thursday, and decided by the Monday two
// weeks on.
func TestAUnitIsRemindedOnTheWorkingDayBeforeItsLimitEndsOnTheDayAndAfterIt(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit)
	reminded := func(want bool, days ...string) {
		t.Helper()
		for _, day := range days {
			if w.on(day); !want {
				w.refuses("repair.fault.no_reminder", actor.System(), repair.Remind)
				continue
			}
			w.does(actor.System(), repair.Remind)
			if !slices.Equal(w.last.Word, []notice.Errand{notice.Remind}) || len(w.last.Letters) != 0 {
				t.Errorf("%s: word %v, letters %v", day, w.last.Word, w.last.Letters)
			}
			w.refuses("repair.fault.reminded", actor.System(), repair.Remind)
		}
	}
	reminded(false, "2026-08-03", "2026-08-04")
	reminded(true, "2026-08-05", "2026-08-06", "2026-08-07") // accepted by the sixth
	reminded(false, "2026-08-08")                            // a Saturday
	w.on("2026-08-10").does(checker, repair.Accept)
	reminded(false, "2026-08-10", "2026-08-13")
	reminded(true, "2026-08-14", "2026-08-17", "2026-08-18")
	w.does(checker, repair.Decline)
	reminded(true, "2026-08-19") // whoever signs is late too
	w.does(reviewer, repair.ProviderSign)
	w.refuses("flow.fault.state", actor.System(), repair.Remind)
	if w.item.Outcome != repair.Refused || w.item.State != flow.Closed {
		t.Errorf("a reminder decided something: %s", w.item.Outcome)
	}
}

// Ruling 22: a unit that sent its sealed document has done what is its own to do; that two
// officers enter it is the operator's.
func TestAUnitWhoseDocumentAwaitsTheOfficersIsNotReminded(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(officer, repair.AgreeOnPaper)
	w.on("2026-08-17").refuses("repair.fault.no_reminder", actor.System(), repair.Remind)
	w.does(signer, repair.SendPaperBack).does(actor.System(), repair.Remind)
}

func TestAUnitIsChasedByThoseWhoWaitForItOnceADayUntilItHasWrittenOnPaper(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit)
	due := w.due(law.RepairWhole)
	w.refuses("repair.fault.reason", officer, repair.Chase, func(m *flow.Move) { m.Reason = " " })
	w.refuses("flow.fault.role", checker, repair.Chase)
	w.does(officer, repair.Chase)
	if !slices.Equal(w.last.Word, []notice.Errand{notice.Remind}) || len(w.last.Letters) != 0 ||
		w.due(law.RepairWhole) != due {
		t.Errorf("word %v, letters %v, until %s", w.last.Word, w.last.Letters, w.due(law.RepairWhole))
	}
	w.refuses("repair.fault.chased", supervisor, repair.Chase)
	w.on("2026-08-04").does(supervisor, repair.Chase).does(officer, repair.AgreeOnPaper)
	w.on("2026-08-05").refuses("repair.fault.answered_on_paper", officer, repair.Chase)
	w.does(signer, repair.SendPaperBack).does(officer, repair.Chase)
	w.does(officer, repair.AgreeOnPaper).does(signer, repair.ConfirmPaper)
	w.refuses("flow.fault.state", officer, repair.Chase)
	w.on("2026-09-01").does(checker, repair.ProposeRevoke).refuses("repair.fault.revoking", officer, repair.Chase)
}
