package page

import (
	"slices"

	"creditportal/internal/audit"
	"creditportal/internal/deletion"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/repair"
	"creditportal/templates/component"
)

// stage says in a sentence or two where an item stands: who has it, until
// when, and whether the applicant has anything to do.
func (s Scene) stage(kind flow.Kind, it flow.Item, beside Beside) component.NoticeView {
	due := it.Binding
	if due.IsZero() {
		due = it.Due
	}
	said := component.NoticeView{Tone: s.toneOf(it), Text: s.t(
		string(kind)+".status."+s.stageOf(it), "Unit", s.Providers[it.Provider],
		"Due", s.Words.DueDate(due), "On", s.Words.LongDate(due), "Papers", s.Words.DueDate(it.Papers),
	)}
	if slices.ContainsFunc(beside.Acts, func(row flow.Row) bool { return row.Do == objection.Contest }) {
		said.Text = s.Words.Sentences(said.Text, s.t("objection.status.may_contest"))
	}
	return said
}

// stageOf names the sentence: what came of a closed item, what is late, what
// the applicant is asked for, else whose turn it is.
func (s Scene) stageOf(it flow.Item) string {
	governing, runs := it.Governing()
	switch {
	case deletion.Lifted(it):
		return "lifted"
	case it.State == flow.Closed:
		return string(it.Outcome)
	case it.State == objection.Contested:
		return string(objection.Contested)
	case runs && governing.Late(s.Today) && lateTold(it):
		return "late_told"
	case runs && governing.Late(s.Today):
		return "late"
	case it.State == flow.Signing && slices.Contains([]flow.State{flow.Closed, objection.Contested}, it.Was):
		return "anew"
	case s.wantsPapers(it):
		return "papers"
	case it.State == objection.ProviderSigning: // the unit has not yet answered
		return string(objection.WithProvider)
	case it.State == objection.Answered && it.Times(objection.Reply) > 0:
		return "replied"
	}
	return string(it.State)
}

// lateTold says whether the authority was told that the item is late.
func lateTold(it flow.Item) bool {
	return it.Times(objection.WholeLate)+it.Times(repair.ProviderLate)+it.Times(deletion.Late) > 0
}

// wantsPapers says whether papers were asked for that can still come, and none
// has come since.
func (s Scene) wantsPapers(it flow.Item) bool {
	papers := !it.Papers.IsZero() && !s.Today.After(it.Papers)
	return papers && (awaits(it, objection.AskPapers, objection.Add) || awaits(it, repair.AskPapers, repair.Add))
}

// awaits says whether the one act was done, and the other was not since.
func awaits(it flow.Item, ask, add audit.Act) bool {
	asked, was := it.Last(ask)
	added, came := it.Last(add)
	return was && (!came || !added.At.After(asked.At))
}

// toneOf is how the sentence sounds: the good one is that of an objection that
// changed something.
func (s Scene) toneOf(it flow.Item) component.Tone {
	switch s.stageOf(it) {
	case string(objection.Corrected), string(objection.Removed), string(objection.Stopped), string(objection.Upheld),
		string(objection.PartlyUpheld), string(repair.Repaired), string(deletion.Deleted):
		return component.Good
	case "papers":
		return component.Caution
	case "late", "late_told":
		return component.Adverse
	}
	return component.Info
}
