package page

import (
	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/flow"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// NewPapersView builds the list of authorisations on paper.
func NewPapersView(s Scene, list []authorisation.Authorisation) WaitingView {
	title := s.t("authorisation.paper.list")
	v := WaitingView{
		Title: title, Lead: s.t("authorisation.paper.list_lead"),
		Frame: s.deskFrame(layout.NavWindow, layout.Link{Label: title}),
		Table: component.TableView{Caption: title, Quiet: true},
	}
	for _, name := range []string{"since", "whom", "act"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("authorisation.paper.column." + name), Narrow: name == "since",
		})
	}
	v.Begin = s.link(s.t("authorisation.paper.title"), route.NewPaperAuthorisation)
	for _, a := range list {
		v.Rows = append(v.Rows, WaitingRow{
			Since: s.Words.Date(a.ReceivedOn()), Who: a.Applicant.Name, Lang: s.chinese(),
			Detail: joined(a.Number, s.stateSlip(flow.Authorisation, a.Item().State, a.Item().Outcome).Text),
			Link:   s.link(s.t("authorisation.list.open"), route.PaperAuthorisation(a.PublicID)),
		})
	}
	if len(v.Rows) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("authorisation.paper.no_rows")}
	}
	return v
}

// NewPaperView builds the page of an authorisation on paper, for the officers.
func NewPaperView(s Scene, in OneAuthorisation) ProofView {
	a := in.Authorisation
	title := s.t("authorisation.title_of", "Number", a.Number)
	slip := s.stateSlip(flow.Authorisation, a.Item().State, a.Item().Outcome)
	v := ProofView{
		Title: title, Lead: s.authorisationLead(in), NoFiles: s.t("authorisation.paper.none"),
		Frame: s.paperFrame(title),
		Facts: append(append(s.authorisationFacts(a, false), s.paperFacts(in)...), component.FactView{
			Term: s.t("authorisation.paper.state"), Text: slip.Text,
		}),
	}
	s.papersOf(&v, in)
	switch a.Item().State {
	case authorisation.Checking:
		v.Forms = []SentForm{s.paperForm(in, "confirm", true), s.paperForm(in, "refuse", true)}
	case authorisation.NoticeWait:
		v.Forms = []SentForm{s.paperForm(in, "object", true)}
	case authorisation.Viewable:
		v.Forms = []SentForm{s.paperForm(in, "view", false), s.paperForm(in, "revoke", true)}
	default:
		v.Closed = &component.NoticeView{Tone: component.Info, Text: slip.Text}
		if in.Shown {
			v.Forms = []SentForm{s.paperForm(in, "revoke", true)}
		}
	}
	if in.Open {
		v.Closed = &component.NoticeView{
			Tone: component.Good, Text: s.t("authorisation.says.open", "Until", s.Words.Instant(a.Terms().Open)),
			Link: s.link(s.t("authorisation.show"), route.PaperAuthorisation(a.PublicID)+"/report"),
		}
	}
	var fields []component.FieldView
	for _, form := range v.Forms {
		fields = append(fields, form.Fields...)
	}
	v.Errors = component.Summarise(fields)
	return v
}

// paperFacts are what a second officer checks of what the first one typed, and by
// what they call back.
func (s Scene) paperFacts(in OneAuthorisation) []component.FactView {
	return []component.FactView{
		{Term: s.t("authorisation.paper.number"), Text: in.Authorisation.Named.MaskedNumber()},
		{
			Term: s.t("authorisation.paper.callback"), Text: in.Callback,
			Missing: s.t("authorisation.paper.no_callback"),
		},
		{Term: s.t("authorisation.paper.document"), Text: in.Authorisation.Document},
		{
			Term: s.t("authorisation.paper.contact"), Text: in.Authorisation.Applicant.Contact,
			Missing: s.t("authorisation.paper.no_contact"),
		},
	}
}

// paperFrame is the frame of a page below the list of papers.
func (s Scene) paperFrame(title string) layout.View {
	list := layout.Link{Label: s.t("authorisation.paper.list"), Href: route.PaperAuthorisations}
	return s.deskFrame(layout.NavWindow, list, layout.Link{Label: title})
}

// papersOf lists what proves the authorisation.
func (s Scene) papersOf(v *ProofView, in OneAuthorisation) {
	for _, file := range in.Files {
		v.Files = append(v.Files, component.LinkView{
			Label: file.Name, Href: s.href(route.PaperAuthorisation(in.Authorisation.PublicID) + "/files/" + string(file.ID)),
		})
	}
}

// paperForm is a form of an officer; with a note where one is asked for.
func (s Scene) paperForm(in OneAuthorisation, act string, note bool) SentForm {
	form := SentForm{
		Action: s.href(route.PaperAuthorisation(in.Authorisation.PublicID) + "/" + act),
		Submit: s.t("authorisation.do." + act), Quiet: act != "confirm" && act != "view",
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: in.Op}),
	}
	if note {
		form.Fields = []component.FieldView{{
			ID: "note-" + act, Name: route.Reason, Kind: component.Lines, Label: s.t("authorisation.paper.note." + act),
			Hint: s.t("authorisation.paper.note_hint", "Most", authorisation.MostNote), Short: true,
		}}
		if in.Fault != nil && in.Act == audit.Act(string(flow.Authorisation)+"."+act) {
			form.Fields[0].Value, form.Fields[0].Fault = in.Reason, s.Words.Fault(in.Fault)
		}
	}
	return form
}
