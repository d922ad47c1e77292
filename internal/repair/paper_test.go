package repair_test

import (
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/repair"
)

// Order 36: the whole counts from the receipt, the acceptance from the day on which the
// unit has it; nobody loses days by a paper that was entered late.
func TestAPaperThatIsEnteredLaterCountsFromTheDayItCameAndForItsUnitFromToday(t *testing.T) {
	w := begin(t, "2026-08-05")
	w.req.Channel, w.req.FiledBy = flow.Post, window.Account
	w.req.ReceivedAt = civil.MustParse("2026-08-03").Start()
	unproven := func(m *flow.Move) { m.Document = " " }
	w.refuses("repair.fault.day_of_paper", window, repair.Submit, unproven)
	w.does(window, repair.Submit)
	if w.due(law.RepairAccept) != "2026-08-10" || w.due(law.RepairWhole) != "2026-08-17" {
		t.Errorf("accept %s, whole %s", w.due(law.RepairAccept), w.due(law.RepairWhole))
	}
	w.refuses("repair.fault.own_filing", window, repair.Withdraw)
	w.refuses("repair.fault.own_filing", window, repair.Add)

	today := begin(t, "2026-08-05")
	today.req.Channel = flow.Counter
	today.does(window, repair.Submit, unproven)
	for day, channel := range map[string]flow.Channel{"2026-08-03": flow.Online, "2026-08-06": flow.Post} {
		other := begin(t, "2026-08-05")
		other.req.Channel, other.req.ReceivedAt = channel, civil.MustParse(day).Start()
		other.refuses("repair.fault.day_of_paper", window, repair.Submit)
	}
}

var (
	officer = someone(10, actor.CaseOfficer)
	signer  = someone(11, actor.Signer)
)

// Rulings 22 and 23: what a unit writes on paper one officer registers and another
// confirms; the record leaves display by its sealed document alone.
func TestAUnitThatWorksOnPaperDecidesByItsSealedDocumentThatTwoOfficersEnter(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit)
	w.refuses("repair.fault.file", officer, repair.AgreeOnPaper, func(m *flow.Move) { m.Attachments = nil })
	w.refuses("repair.fault.conditions", officer, repair.AgreeOnPaper, func(m *flow.Move) { m.Fields = nil })
	w.does(officer, repair.AgreeOnPaper)
	w.refuses("repair.fault.answered_on_paper", reviewer, repair.ProviderSign)
	w.does(signer, repair.SendPaperBack).does(checker, repair.Accept).does(officer, repair.AgreeOnPaper)
	if w.rec.State != record.Active {
		t.Errorf("registered alone it makes the record %s", w.rec.State)
	}
	w.does(signer, repair.ConfirmPaper)
	told := w.letters(notice.RepairResult, actor.Subject)
	if w.rec.State != record.Repaired || len(told) != 1 || told[0].Facts.Items[0].Confirmed == nil {
		t.Errorf("the record is %s, told %+v", w.rec.State, told)
	}
	if by := w.last.Record.Reason; by != string(repair.ConfirmPaper) {
		t.Errorf("the versions of the record say that it was repaired by %s", by)
	}
	online := begin(t, "2026-08-03").does(person, repair.Submit).does(checker, repair.Accept).does(checker, repair.Agree)
	online.refuses("repair.fault.answered_online", signer, repair.ConfirmPaper)

	filer := begin(t, "2026-08-03")
	filer.req.Channel, filer.req.FiledBy = flow.Counter, window.Account
	filer.does(window, repair.Submit).refuses("repair.fault.own_filing", window, repair.AgreeOnPaper)
}

func TestAUnitThatWorksOnPaperTakesItsRefusalBackThroughTheOffice(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit)
	w.does(officer, repair.DeclineOnPaper, func(m *flow.Move) { m.As = repair.Refused }).does(signer, repair.ConfirmPaper)
	if w.item.Outcome != repair.Refused || w.item.Open() {
		t.Fatalf("%s, %s", w.item.State, w.item.Outcome)
	}
	w.on("2026-08-20").refuses("repair.fault.file", officer, repair.ReconsiderOnPaper,
		func(m *flow.Move) { m.Attachments = nil })
	w.does(officer, repair.ReconsiderOnPaper)
	told := w.letters(notice.Extended, actor.Subject)
	if w.item.State != repair.Reviewing || w.due(law.RepairWhole) != "2026-09-03" || len(told) != 1 ||
		told[0].Facts.Cause != notice.TakenUp {
		t.Errorf("%s until %s, told %+v", w.item.State, w.due(law.RepairWhole), told)
	}
	w.does(officer, repair.AgreeOnPaper).does(signer, repair.ConfirmPaper)
	if w.rec.State != record.Repaired {
		t.Errorf("the record is %s", w.rec.State)
	}
}

// What comes in while a unit's document awaits the signer, the word that it is late or
// another paper of who applied, does not make it a decision taken online.
func TestWhatHappensWhileADocumentOnPaperAwaitsItsSignerLeavesItToTheSigner(t *testing.T) {
	added := func(m *flow.Move) { m.Reason, m.Attachments = "补充缴款凭证", []attachment.ID{"more"} }
	for do, happens := range map[audit.Act]func(*world){
		repair.Add:          func(w *world) { w.does(person, repair.Add, added) },
		repair.ProviderLate: func(w *world) { w.on("2026-08-18").does(actor.System(), repair.ProviderLate) },
	} {
		w := begin(t, "2026-08-03").does(person, repair.Submit).does(officer, repair.AgreeOnPaper)
		happens(w)
		w.refuses("repair.fault.answered_on_paper", reviewer, repair.ProviderSign)
		w.does(signer, repair.ConfirmPaper)
		if w.rec.State != record.Repaired {
			t.Errorf("after %s the record is %s", do, w.rec.State)
		}
	}
}

// Art. 34, rulings 22 to 24: also on paper it returns for its remaining days, and never
// before its subject could say something.
func TestAUnitThatWorksOnPaperRevokesARepairByItsSealedDocumentOnceItsSubjectWasHeard(t *testing.T) {
	w := begin(t, "2026-08-03").does(person, repair.Submit).does(officer, repair.AgreeOnPaper)
	w.does(signer, repair.ConfirmPaper)
	until := w.rec.DisclosedUntil
	w.on("2026-09-01").refuses("repair.fault.file", officer, repair.RevokeOnPaper,
		func(m *flow.Move) { m.Attachments = nil })
	w.does(officer, repair.RevokeOnPaper)
	if len(w.letters(notice.Hearing, actor.Subject)) != 1 || w.due(law.RepairHearing) != "2026-09-04" {
		t.Fatalf("the subject is not heard until %s", w.due(law.RepairHearing))
	}
	w.refuses("repair.fault.unheard", signer, repair.ConfirmPaper)
	w.does(signer, repair.SendPaperBack)
	if w.item.Outcome != repair.Repaired || w.item.Open() || w.rec.State != record.Repaired {
		t.Fatalf("sent back to %s, %s, the record is %s", w.item.State, w.item.Outcome, w.rec.State)
	}
	w.on("2026-09-07").does(officer, repair.RevokeOnPaper).does(person, repair.Reply)
	w.refuses("repair.fault.replied", person, repair.Reply)
	w.refuses("repair.fault.answered_on_paper", reviewer, repair.ProviderSign)
	w.does(signer, repair.ConfirmPaper)
	if w.rec.State != record.Active || w.rec.DisclosedUntil != until || w.item.Outcome != repair.Revoked {
		t.Errorf("record %s until %s, item %s", w.rec.State, w.rec.DisclosedUntil, w.item.Outcome)
	}
	w.refuses("repair.fault.not_repaired", officer, repair.RevokeOnPaper)
}
