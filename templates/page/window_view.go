package page

import (
	"slices"

	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// WindowAsk is the subject of a paper, as typed.
type WindowAsk struct {
	Number string
	Matter flow.Kind // what it is for
	Fault  *fault.Error
}

// NewWindowView builds the page on which an officer finds for whom to file.
// The number that was typed is not shown again.
func NewWindowView(s Scene, ask WindowAsk) FormView {
	field := component.FieldView{
		ID: "subject", Name: route.SubjectNumber, Kind: component.Text, Label: s.t("window.subject"),
		Hint: s.t("window.subject_hint"), NoSpelling: true, Autocomplete: "off",
	}
	if ask.Fault != nil {
		field.Fault = s.Words.Fault(ask.Fault)
	}
	fields := []component.FieldView{field, s.matterField(ask.Matter)}
	v := s.accountForm(s.t("window.title"), s.t("window.lead"), ask.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit, v.Sent.Hidden = s.href(route.Window), s.t("window.find"), s.token()
	v.Frame.Section = layout.NavWindow
	v.More = []component.LinkView{s.link(s.t("authorisation.paper.list"), route.PaperAuthorisations)}
	return v
}

// WindowFiling is an objection that an officer files for somebody, as typed.
type WindowFiling struct {
	Filing
	Ticket    string // the subject, sealed
	Applicant string
	Agent     bool
	Channel   string
	CameOn    string
	Proof     string
}

// NewWindowFilingView builds the form of an objection on paper.
func NewWindowFilingView(s Scene, file query.File, typed WindowFiling) FormView {
	own := map[string]string{
		"window.fault.applicant": "applicant", "window.fault.channel": "channel", "window.fault.came_on": "came",
		"objection.fault.day_of_paper": "came", "objection.fault.document": "proof",
	}
	refusal := typed.Fault
	mine := refusal != nil && own[refusal.Key] != ""
	if mine {
		typed.Fault = nil
	}
	v := NewFilingView(s, file, typed.Filing)
	before, after := s.whoFiles(typed), s.whenItCame(typed)
	if mine {
		for _, fields := range [][]component.FieldView{before, after} {
			if slices.ContainsFunc(fields, func(f component.FieldView) bool { return f.ID == own[refusal.Key] }) {
				s.blame(fields, refusal, own)
			}
		}
	}
	v.Sent.Fields = slices.Concat(before, v.Sent.Fields, after)
	v.Errors = component.Summarise(v.Sent.Fields)
	v.Title, v.Lead, v.Aside = s.t("window.filing"), s.t("window.filing_lead"), s.t("window.aside")
	v.Facts = []component.FactView{{Term: s.t("window.for"), Text: windowName(file.Subject), Lang: s.chinese()}}
	v.Frame.Section = layout.NavWindow
	v.Sent.Action, v.Sent.Back = s.href(route.WindowFilings), s.link(s.t("window.again"), route.Window)
	v.Sent.Hidden = append(v.Sent.Hidden, component.Pair{Name: route.Ticket, Value: typed.Ticket})
	return v
}

// windowName is the name by which an officer makes sure of the subject: of a
// person as much as tells them from another.
func windowName(subj subject.Subject) string {
	if subj.Kind == subject.Person {
		return disclosure.MaskName(subj.Name)
	}
	return subj.Name
}

// whoFiles asks who came or wrote.
func (s Scene) whoFiles(typed WindowFiling) []component.FieldView {
	channel := component.FieldView{
		ID: "channel", Name: route.Channel, Kind: component.Choice, Label: s.t("request.fact.channel"),
	}
	for _, ch := range []flow.Channel{flow.Counter, flow.Post} {
		channel.Options = append(channel.Options, component.OptionView{
			Value: string(ch), Label: s.t("request.channel." + string(ch)), Selected: typed.Channel == string(ch),
		})
	}
	return []component.FieldView{
		channel,
		{
			ID: "applicant", Name: route.Applicant, Kind: component.Text, Label: s.t("request.fact.applicant"),
			Hint: s.t("window.applicant_hint"), Value: typed.Applicant, Autocomplete: "off", NoSpelling: true,
		},
		{
			ID: "agent", Name: route.ByAgent, Kind: component.Many, Label: s.t("window.agent"),
			Options: []component.OptionView{{Value: "1", Label: s.t("window.by_agent"), Selected: typed.Agent}},
		},
	}
}

// whenItCame asks for the day of a paper that is entered later.
func (s Scene) whenItCame(typed WindowFiling) []component.FieldView {
	return []component.FieldView{
		{
			ID: "came", Name: route.CameOn, Kind: component.Day, Label: s.t("window.came_on"),
			Hint: s.t("window.came_on_hint"), Value: typed.CameOn,
		},
		{
			ID: "proof", Name: route.Proof, Kind: component.Text, Label: s.t("window.proof"),
			Hint: s.t("window.proof_hint"), Value: typed.Proof,
		},
	}
}
