package page

import (
	"slices"

	"creditportal/internal/attachment"
	"creditportal/internal/authorisation"
	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// AskAbout is a query about somebody else, as it is typed.
type AskAbout struct {
	Op                          string
	Name, Number                string // of the subject
	Items                       []string
	Purpose, Words, Days, Uses  string
	Enquirer, Document, Contact string // of who came to the window
	Proofs                      []string
	Files                       []attachment.Attachment
	Refused                     []attachment.Refusal
	Fault                       *fault.Error
}

// proofs are what an officer makes sure of before a paper is entered (art. 22).
var proofs = []string{"letter", "purpose", "identity"}

// Proved says whether the officer found every proof.
func (a AskAbout) Proved() bool {
	return !slices.ContainsFunc(proofs, func(p string) bool { return !slices.Contains(a.Proofs, p) })
}

// Filing is what is asked for under the operation.
func (a AskAbout) Filing(op string) authorisation.Asking {
	return authorisation.Asking{
		Op: op, Named: authorisation.Named{Name: a.Name, Number: a.Number}, Items: a.Items,
		Purpose: query.Purpose(a.Purpose), Words: a.Words, Days: counted(a.Days), Uses: counted(a.Uses),
		Enquirer: a.Enquirer, Contact: a.Contact, Document: a.Document,
	}
}

// NewAskAboutView builds the form of a query about somebody else.
func NewAskAboutView(s Scene, typed AskAbout) FormView {
	fields := s.askFields(typed)
	s.blame(fields, typed.Fault, askFields)
	v := s.accountForm(s.t("authorisation.form.title"), s.t("authorisation.form.lead"), typed.Fault != nil, fields)
	v.Frame.Crumbs = []layout.Link{
		{Label: s.t("authorisation.list.title"), Href: route.Authorisations}, {Label: v.Title},
	}
	v.Sent.Action, v.Sent.Submit = s.href(route.Authorisations), s.t("authorisation.form.submit")
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: typed.Op})
	v.Sent.Back = s.link(s.t("authorisation.form.back"), route.Authorisations)
	v.Aside = s.t("authorisation.form.aside")
	return v
}

// askFields ask about whom, what, why and for how long.
func (s Scene) askFields(typed AskAbout) []component.FieldView {
	items := component.FieldView{
		ID: "items", Name: route.AskedItems, Kind: component.Many, Label: s.t("authorisation.form.items"),
		Hint: s.t("authorisation.form.items_hint"),
	}
	for _, item := range s.askable() {
		items.Options = append(items.Options, component.OptionView{
			Value: item.Code, Label: item.Name, Selected: slices.Contains(typed.Items, item.Code),
		})
	}
	purpose := component.FieldView{
		ID: "purpose", Name: route.AskedPurpose, Kind: component.Choice, Label: s.t("authorisation.form.purpose"),
	}
	for _, p := range query.Askable() {
		purpose.Options = append(purpose.Options, component.OptionView{
			Value: string(p), Label: s.t(p.Key()), Selected: typed.Purpose == string(p),
		})
	}
	longest := authorisation.LongestTerm(s.Rules.InForce(s.Today))
	return []component.FieldView{
		{
			ID: "name", Name: route.SubjectName, Kind: component.Text, Label: s.t("authorisation.form.name"),
			Value: typed.Name, Autocomplete: "off", NoSpelling: true,
		},
		{
			ID: "number", Name: route.SubjectNumber, Kind: component.Text, Label: s.t("authorisation.form.number"),
			Hint: s.t("authorisation.form.number_hint"), Value: typed.Number, Autocomplete: "off", NoSpelling: true,
		},
		items, purpose,
		{
			ID: "words", Name: route.AskedWords, Kind: component.Lines, Label: s.t("authorisation.form.words"),
			Hint: s.t("authorisation.form.words_hint", "Most", query.MostWords), Value: typed.Words, Short: true,
		},
		s.numberField("days", route.AskedDays, typed.Days, s.t("authorisation.form.days_hint", "Most", longest)),
		s.numberField("uses", route.AskedUses, typed.Uses,
			s.t("authorisation.form.uses_hint", "Most", authorisation.MostUses)),
	}
}

// NewPaperFormView builds the form of an authorisation on paper.
func NewPaperFormView(s Scene, typed AskAbout) FormView {
	proof := component.FieldView{
		ID: "proofs", Name: route.Proofs, Kind: component.Many, Label: s.t("authorisation.paper.proofs"),
		Hint: s.t("authorisation.paper.proofs_hint"),
	}
	for _, p := range proofs {
		proof.Options = append(proof.Options, component.OptionView{
			Value: p, Label: s.t("authorisation.paper.proof." + p), Selected: slices.Contains(typed.Proofs, p),
		})
	}
	text := func(id, name, value string) component.FieldView {
		return component.FieldView{
			ID: id, Name: name, Kind: component.Text, Label: s.t("authorisation.paper." + id), Value: value,
			Autocomplete: "off", NoSpelling: true,
		}
	}
	asked := s.askFields(typed)
	for i := range asked {
		if asked[i].ID == "days" {
			asked[i].Hint = s.t("authorisation.paper.days_hint", "Most", authorisation.LongestTerm(s.Rules.InForce(s.Today)))
		}
	}
	fields := slices.Concat(
		[]component.FieldView{
			text("enquirer", route.EnquirerName, typed.Enquirer), text("document", route.EnquirerDocument, typed.Document),
			text("contact", route.Contact, typed.Contact),
		},
		asked, []component.FieldView{proof}, s.scanFields(typed),
	)
	s.blame(fields, typed.Fault, askFields)
	v := s.accountForm(s.t("authorisation.paper.title"), s.t("authorisation.paper.lead"), typed.Fault != nil, fields)
	v.Frame, v.Aside = s.paperFrame(v.Title), s.t("authorisation.paper.aside")
	v.Sent.Action, v.Sent.Submit = s.href(route.PaperAuthorisations), s.t("authorisation.paper.submit")
	v.Sent.Upload = true
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: typed.Op})
	return v
}

// scanFields ask for what was brought on paper.
func (s Scene) scanFields(typed AskAbout) []component.FieldView {
	files, limits := s.fileFields(typed.Files, typed.Refused), attachment.Usual()
	last := &files[len(files)-1]
	last.Label = s.t("authorisation.paper.scans")
	last.Hint = s.t("attachment.form.needed", "Files", limits.Files, "MiB", limits.MiB())
	return files
}

// askable are the items of the catalog in force that somebody may ask for with
// the consent of whom they are about.
func (s Scene) askable() []catalog.Item {
	var list []catalog.Item
	for _, item := range s.Catalog.Items {
		if item.ByConsent() {
			list = append(list, item)
		}
	}
	return list
}
