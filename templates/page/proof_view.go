package page

import (
	"strconv"

	"creditportal/internal/account"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// WaitingView is a list of what waits for the officer at the window.
type WaitingView struct {
	Frame       layout.View
	Title, Lead string
	Table       component.TableView
	Rows        []WaitingRow
	Begin       component.LinkView // empty Href: nothing begins here
	Empty       *component.EmptyView
}

// WaitingRow is a line of such a list.
type WaitingRow struct {
	Since, Who, Detail, Lang string
	Link                     component.LinkView
}

// ProofView is something that an officer confirms or refuses, with what proves
// it.
type ProofView struct {
	Frame       layout.View
	Title, Lead string
	Errors      component.ErrorSummaryView
	Facts       []component.FactView
	Files       []component.LinkView
	NoFiles     string
	Letters     []component.LinkView // that are handed over on paper
	Forms       []SentForm
	Closed      *component.NoticeView // why nothing can be done
}

// AskedMandate is a mandate as the officer sees it.
type AskedMandate struct {
	Mandate account.Mandate
	Known   account.Registered // what is on file of whom it would bind
	Files   []attachment.Attachment
	Op      string
	Reason  string // as typed
	Fault   *fault.Error
}

// NewAskedMandatesView builds the list of mandates that wait.
func NewAskedMandatesView(s Scene, list []account.Mandate) WaitingView {
	v := s.waiting(s.t("mandate.office.title"), s.t("mandate.office.lead"), len(list) == 0)
	for _, m := range list {
		v.Rows = append(v.Rows, WaitingRow{
			Since: s.Words.Instant(m.AskedAt), Who: m.Principal.Name, Lang: s.chinese(),
			Detail: joined(s.t(m.Kind.Key()), m.Holder),
			Link:   s.link(s.t("mandate.office.open"), route.MandateOf(m.PublicID)),
		})
	}
	return v
}

func (s Scene) waiting(title, lead string, none bool) WaitingView {
	v := WaitingView{
		Title: title, Lead: lead, Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}}),
	}
	for _, name := range []string{"since", "who", "act"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("mandate.office.column_" + name), Narrow: name == "since",
		})
	}
	if none {
		v.Empty = &component.EmptyView{Title: s.t("mandate.office.none")}
	}
	return v
}

// NewMandateView builds the page on which an officer rules on a mandate.
func NewMandateView(s Scene, in AskedMandate) ProofView {
	m := in.Mandate
	title := s.t("mandate.office.case", "Name", m.Principal.Name)
	v := ProofView{
		Title: title, Lead: s.t("mandate.office.case_lead"), Facts: s.principalFacts(m), Files: s.proofFiles(m, in.Files),
		NoFiles: s.t("mandate.office.no_files"),
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Failed: in.Fault != nil, Section: layout.NavMandates,
			Crumbs: []layout.Link{{Label: s.t("mandate.office.title"), Href: route.AskedMandates}, {Label: title}},
		}),
	}
	v.Facts = append(v.Facts, s.registeredFacts(in.Known)...)
	v.Facts = append(v.Facts, s.mandateFacts(m)...)
	if !m.Open() {
		v.Closed = &component.NoticeView{Tone: component.Info, Text: s.t(m.State(s.Today).Key())}
		return v
	}
	what, label := route.EndRuling, "mandate.office.withdraw"
	if m.ProvedAt.IsZero() {
		what, label = route.RefuseRuling, "mandate.office.refuse"
		v.Forms = append(v.Forms, s.officeRuling(m, route.ConfirmRuling, "mandate.office.confirm", in.Op))
	}
	refusing := s.officeRuling(m, what, label, in.Op)
	refusing.Quiet = true
	reason := component.FieldView{
		ID: "reason", Name: route.Reason, Kind: component.Lines, Label: s.t("mandate.office.reason"),
		Hint: s.t("mandate.office.reason_hint"), Value: in.Reason,
	}
	if in.Fault != nil {
		reason.Fault = s.Words.Fault(in.Fault)
	}
	refusing.Fields = []component.FieldView{reason}
	v.Errors = component.Summarise(refusing.Fields)
	v.Forms = append(v.Forms, refusing)
	return v
}

// registeredFacts are what is on file under the number, beside what was typed.
func (s Scene) registeredFacts(known account.Registered) []component.FactView {
	if known.Name == "" {
		return []component.FactView{{Term: s.t("mandate.office.on_file"), Text: s.t("mandate.office.no_file")}}
	}
	facts := []component.FactView{{Term: s.t("mandate.office.on_file"), Text: known.Name, Lang: s.chinese()}}
	if known.LegalRep != "" {
		facts = append(facts, component.FactView{
			Term: s.t("mandate.office.representative"), Text: known.LegalRep, Lang: s.chinese(),
		})
	}
	return facts
}

func (s Scene) principalFacts(m account.Mandate) []component.FactView {
	p := m.Principal
	number := p.Code.String()
	if p.Kind == subject.Person {
		number = p.Document.Reveal() // compared with the paper at the window; the look is in the log
	}
	return []component.FactView{
		{Term: s.t("mandate.office.holder"), Text: m.Holder, Lang: s.chinese()},
		{Term: s.t("mandate.form.name"), Text: p.Name, Lang: s.chinese()},
		{Term: s.t("mandate.form.number"), Text: number},
	}
}

func (s Scene) proofFiles(m account.Mandate, files []attachment.Attachment) []component.LinkView {
	links := make([]component.LinkView, len(files))
	for i, file := range files {
		links[i] = component.LinkView{Label: file.Name, Note: s.t(file.State.Key())}
		if file.IsOpen() {
			links[i].Href = s.href(route.MandateFileOf(m.PublicID, string(file.ID)))
		}
	}
	return links
}

func (s Scene) officeRuling(m account.Mandate, what, label, op string) SentForm {
	return SentForm{
		Action: s.href(route.OfficeRule(m.PublicID, what)), Submit: s.t(label),
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: op},
			component.Pair{Name: route.Version, Value: strconv.Itoa(m.Version)}),
	}
}
