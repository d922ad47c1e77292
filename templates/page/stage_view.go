package page

import (
	"slices"

	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/templates/component"
)

// stage says in a sentence or two where an item stands: who has it, until
// when, and whether the applicant has anything to do.
func (s Scene) stage(it flow.Item, beside Beside) component.NoticeView {
	due := it.Binding
	if due.IsZero() {
		due = it.Due
	}
	said := component.NoticeView{Tone: s.toneOf(it), Text: s.t(
		"objection.status."+s.stageOf(it), "Unit", s.Providers[it.Provider],
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
	case it.State == flow.Closed:
		return string(it.Outcome)
	case it.State == objection.Contested:
		return string(objection.Contested)
	case runs && governing.Late(s.Today) && it.Times(objection.WholeLate) > 0:
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

// wantsPapers says whether papers were asked for that can still come, and none
// has come since.
func (s Scene) wantsPapers(it flow.Item) bool {
	asked, _ := it.Last(objection.AskPapers)
	added, came := it.Last(objection.Add)
	return !it.Papers.IsZero() && !s.Today.After(it.Papers) && (!came || !added.At.After(asked.At))
}

// toneOf is how the sentence sounds: the good one is that of an objection that
// changed something.
func (s Scene) toneOf(it flow.Item) component.Tone {
	switch s.stageOf(it) {
	case string(objection.Corrected), string(objection.Removed), string(objection.Stopped), string(objection.Upheld),
		string(objection.PartlyUpheld):
		return component.Good
	case "papers":
		return component.Caution
	case "late", "late_told":
		return component.Adverse
	}
	return component.Info
}
