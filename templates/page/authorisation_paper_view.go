package page

import (
	"creditportal/internal/actor"
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
		Frame: s.deskFrame(layout.NavPapers, layout.Link{Label: title}),
		Table: component.TableView{Caption: title, Quiet: true},
	}
	for _, name := range []string{"since", "whom", "act"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("authorisation.paper.column." + name), Narrow: name == "since",
		})
	}
	if _, enters := s.Holder.By.In(actor.IntakeOfficer); enters {
		v.Begin = s.link(s.t("authorisation.paper.title"), route.NewPaperAuthorisation)
	}
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
	s.paperForms(&v, in, slip.Text)
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

// paperForms are what the officer may do. Who entered the papers neither checks them
// nor opens what they allow, and is told so.
func (s Scene) paperForms(v *ProofView, in OneAuthorisation, how string) {
	acts := map[flow.State][]SentForm{
		authorisation.Checking:   {s.paperForm(in, "confirm", true), s.paperForm(in, "refuse", true)},
		authorisation.NoticeWait: {s.paperForm(in, "object", true)},
		authorisation.Viewable:   {s.paperForm(in, "view", false), s.paperForm(in, "revoke", true)},
	}
	v.Forms = acts[in.Authorisation.Item().State]
	if len(v.Forms) == 0 {
		v.Closed = &component.NoticeView{Tone: component.Info, Text: how}
		if in.Shown {
			v.Forms = []SentForm{s.paperForm(in, "revoke", true)}
		}
	}
	if s.Holder.By.Account != in.Authorisation.FiledBy || s.Holder.By.Account == 0 {
		return
	}
	switch in.Authorisation.Item().State {
	case authorisation.Checking:
		v.Forms = nil
	case authorisation.Viewable:
		v.Forms = v.Forms[1:]
	default:
		return
	}
	v.Closed = &component.NoticeView{Tone: component.Info, Text: s.t("authorisation.fault.own_filing")}
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
		{Term: s.t("authorisation.paper.document"), Text: in.Authorisation.MaskedDocument()},
		{
			Term: s.t("authorisation.paper.contact"), Text: in.Authorisation.Applicant.Contact,
			Missing: s.t("authorisation.paper.no_contact"),
		},
	}
}

// paperFrame is the frame of a page below the list of papers.
func (s Scene) paperFrame(title string) layout.View {
	list := layout.Link{Label: s.t("authorisation.paper.list"), Href: route.PaperAuthorisations}
	return s.deskFrame(layout.NavPapers, list, layout.Link{Label: title})
}

// papersOf lists what proves the authorisation, and the letters that are given to who
// brought it.
func (s Scene) papersOf(v *ProofView, in OneAuthorisation) {
	v.Letters = s.letterLinks(in.Letters)
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
