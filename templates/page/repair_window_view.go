package page

import (
	"slices"

	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// NewWindowRepairView builds the form of an application for repair on paper, with what
// the officer says of each record to who came: from which day on it can be repaired, or
// why it cannot.
func NewWindowRepairView(s Scene, file query.File, a Applying, typed WindowFiling) FormView {
	came := s.whenItCame(typed)
	came[0].Hint, came[1].ID = s.t("repair.window.came_on_hint"), "day" // the other proof is that of performance
	fields := slices.Concat(s.whoFiles(typed), []component.FieldView{s.mendableField(a)}, s.repairFields(a), came)
	if !a.Refused() {
		s.blame(fields, a.Fault, windowRepairBlames())
	}
	v := s.accountForm(s.t("repair.window.filing"), s.t("repair.window.filing_lead"), a.Fault != nil, fields)
	v.Aside, v.Frame.Section = s.t("repair.window.aside"), layout.NavWindow
	v.Facts = []component.FactView{
		{Term: s.t("window.for"), Text: windowName(file.Subject), Lang: s.chinese()},
		{Term: s.t("repair.form.papers"), Text: s.t("repair.form.two_papers")},
		{Term: s.t("service.part.fee"), Text: s.t("repair.form.free")},
	}
	v.Sent.Back = s.link(s.t("window.again"), route.Window)
	v.More = []component.LinkView{s.link(s.t("repair.blank.print"), route.RepairBlank)}
	if len(a.Lines) == 0 {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.t("repair.window.none")}
		v.Sent.Fields, v.Errors = nil, component.Summarise(nil)
		return v
	}
	v.Sent.Action, v.Sent.Submit, v.Sent.Upload = s.href(route.WindowRepairs), s.t("repair.act.submit"), true
	v.Sent.Hidden = append(s.papersHidden(a),
		component.Pair{Name: route.Operation, Value: typed.Op}, component.Pair{Name: route.Ticket, Value: typed.Ticket})
	return v
}

// windowRepairBlames says beside which field of an application on paper a refusal stands.
func windowRepairBlames() map[string]string {
	about := map[string]string{
		"window.fault.applicant": "applicant", "window.fault.channel": "channel", "window.fault.came_on": "came",
		"repair.fault.day_of_paper": "day",
	}
	for key, field := range repairBlames {
		about[key] = field
	}
	return about
}
