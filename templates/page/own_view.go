package page

import (
	"net/url"
	"slices"
	"strings"

	"creditportal/internal/attachment"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// OwnView is a subject's own file, public or not, and what it has filed.
type OwnView struct {
	Frame   layout.View
	Title   string
	Lead    string
	Filed   component.TableView
	Items   []DocketRow
	Table   component.TableView
	Records []OwnRecord
	Empty   *component.EmptyView
	New     component.LinkView
}

// OwnRecord is a line of one's own file.
type OwnRecord struct {
	Day, Title, Detail, Until string
	Lang                      string
	Slips                     []component.SlipView
	Object                    component.LinkView // begins an objection
}

// NewOwnView builds the page of a subject's own file.
func NewOwnView(s Scene, file query.File, filed []flow.Request) OwnView {
	title := s.t("own.title")
	v := OwnView{
		Title: title, Lead: s.t("own.lead", "Name", file.Subject.Name), New: s.link(s.t("own.new"), route.NewFiling),
		Filed: s.docketTable(s.t("own.filed")), Table: s.columns(s.t("own.records"), "day", "matter", "until", "act"),
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}}),
	}
	for _, r := range filed {
		v.Items = append(v.Items, s.docketRow(r))
	}
	for _, line := range file.Lines {
		v.Records = append(v.Records, s.ownRecord(line.Shown))
	}
	if len(v.Records) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("own.none")}
	}
	return v
}

// columns is a table with columns of the name.
func (s Scene) columns(caption string, names ...string) component.TableView {
	t := component.TableView{Caption: caption, Quiet: true}
	for _, name := range names {
		t.Columns = append(t.Columns, component.Column{
			Label: s.t("own.column." + name), Narrow: slices.Contains([]string{"day", "until", "due"}, name),
		})
	}
	return t
}

func (s Scene) ownRecord(sh disclosure.Shown) OwnRecord {
	query := url.Values{route.OfRecord: {string(sh.Number)}}
	return OwnRecord{
		Day: s.Words.Date(sh.ListedOn), Title: sh.Matter, Detail: joined(sh.Document, sh.Authority), Lang: s.chinese(),
		Slips: s.slips(sh), Until: s.until(sh), Object: s.link(s.t("own.object"), route.With(route.NewFiling, query)),
	}
}

// Filing is an objection as it was typed.
type Filing struct {
	Op       string
	Records  []string // numbers of the records chosen
	Ground   string
	Claim    string
	Provider string // where something is missing
	Contact  string
	Files    []attachment.Attachment // staged
	Refused  []*fault.Error          // what was wrong with others
	Fault    *fault.Error
}

// NewFilingView builds the form of an objection.
func NewFilingView(s Scene, file query.File, typed Filing) FormView {
	chosen := component.FieldView{
		ID: "records", Name: route.OfRecord, Kind: component.Many, Label: s.t("objection.form.records"),
		Hint: s.t("objection.form.records_hint", "Most", objection.MostTargets),
	}
	for _, line := range file.Lines {
		chosen.Options = append(chosen.Options, component.OptionView{
			Value: string(line.Number), Label: line.Matter, Note: joined(line.Document, string(line.Number)),
			Selected: slices.Contains(typed.Records, string(line.Number)),
		})
	}
	ground := component.FieldView{
		ID: "ground", Name: route.Ground, Kind: component.Choice, Label: s.t("objection.form.ground"),
	}
	ground.Options = each(objection.Grounds(), func(g objection.Ground) component.OptionView {
		return component.OptionView{Value: string(g), Label: s.t(g.Key()), Selected: typed.Ground == string(g)}
	})
	claim := component.FieldView{
		ID: "claim", Name: route.Claim, Kind: component.Lines, Label: s.t("objection.form.claim"),
		Hint: s.t("objection.form.claim_hint", "Most", objection.MostClaim), Value: typed.Claim,
	}
	contact := component.FieldView{
		ID: "contact", Name: route.Contact, Kind: component.Text, Label: s.t("objection.form.contact"),
		Hint: s.t("objection.form.contact_hint"), Value: typed.Contact, Autocomplete: "tel",
	}
	unit := s.unitField(typed.Provider, s.t("objection.form.unit_hint"))
	fields := append([]component.FieldView{chosen, ground, unit, claim}, s.fileFields(typed.Files, typed.Refused)...)
	fields = append(fields, contact)
	s.blame(fields, typed.Fault, map[string]string{
		"objection.fault.targets": "records", "objection.fault.not_own": "records",
		"objection.fault.ground": "ground", "objection.fault.claim_missing": "claim", "objection.fault.claim_long": "claim",
		"objection.fault.contact": "contact", "flow.fault.provider": "unit",
	})
	v := s.accountForm(s.t("objection.form.title"), s.t("objection.form.lead"), typed.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit = s.href(route.OwnFiling), s.t("objection.act.submit")
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: typed.Op})
	v.Sent.Back, v.Sent.Upload = s.link(s.t("own.back"), route.Own), true
	v.Aside = s.t("objection.form.aside")
	return v
}

// unitField asks for a provider.
func (s Scene) unitField(chosen, hint string) component.FieldView {
	f := component.FieldView{
		ID: "unit", Name: route.Authority, Kind: component.Select, Label: s.t("record.fact.provider"), Hint: hint,
		Options: []component.OptionView{{Label: s.t("own.choose")}},
	}
	for _, code := range sortedKeys(s.Providers) {
		f.Options = append(f.Options, component.OptionView{Value: code, Label: s.Providers[code], Selected: code == chosen})
	}
	return f
}

// blame puts a refusal to the field that it is about; the first takes what is
// about none.
func (s Scene) blame(fields []component.FieldView, refusal *fault.Error, about map[string]string) {
	if refusal == nil || len(fields) == 0 {
		return
	}
	i := max(0, slices.IndexFunc(fields, func(f component.FieldView) bool { return f.ID == about[refusal.Key] }))
	fields[i].Fault = s.Words.Fault(refusal)
}

// fileFields ask for files, and show those that are there already: who takes the
// mark away takes the file back.
func (s Scene) fileFields(staged []attachment.Attachment, refused []*fault.Error) []component.FieldView {
	limits := attachment.Usual()
	var endings []string
	for _, kind := range attachment.Kinds() {
		endings = append(endings, kind.Extensions()...)
	}
	more := component.FieldView{
		ID: "files", Name: route.Files, Kind: component.Files, Label: s.t("attachment.form.files"),
		Hint:   s.t("attachment.form.hint", "Files", limits.Files, "MiB", limits.MiB()),
		Accept: strings.Join(endings, ","),
	}
	var said []string
	for _, refusal := range refused {
		said = append(said, s.Words.Fault(refusal))
	}
	more.Fault = s.Words.Sentences(said...)
	if len(staged) == 0 {
		return []component.FieldView{more}
	}
	there := component.FieldView{
		ID: "staged", Name: route.File, Kind: component.Many, Label: s.t("attachment.form.staged"),
		Hint: s.t("attachment.form.staged_hint"),
	}
	for _, file := range staged {
		there.Options = append(there.Options, component.OptionView{Value: string(file.ID), Label: file.Name, Selected: true})
	}
	return []component.FieldView{there, more}
}
