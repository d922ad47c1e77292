package page

import (
	"slices"
	"strings"

	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// Filing is an objection as it was typed.
type Filing struct {
	flow.Typed
	Draft   string      // name of the draft; empty where an officer files
	Op      string      // where an officer files
	Begun   *flow.Draft // another one that was begun before; nil: none
	Files   []attachment.Attachment
	Refused []attachment.Refusal // files that were not taken
	Fault   *fault.Error
}

// NewFilingView builds the form of an objection.
func NewFilingView(s Scene, file query.File, typed Filing) FormView {
	fields := s.filingFields(file, typed)
	s.blame(fields, typed.Fault, map[string]string{
		"objection.fault.targets": "records", "objection.fault.not_own": "records",
		"objection.fault.ground": "ground", "objection.fault.claim_missing": "claim", "objection.fault.claim_long": "claim",
		"objection.fault.contact": "contact", "flow.fault.provider": "unit", "objection.fault.nothing_added": "claim",
		"attachment.fault.too_many": "files", "attachment.fault.too_large_together": "files",
		"attachment.fault.missing": "files",
	})
	v := s.accountForm(s.t("objection.form.title"), s.t("objection.form.lead"), typed.Fault != nil, fields)
	v.Sent.Upload, v.Sent.Hidden = true, s.token()
	v.Sent.Back, v.Aside = s.link(s.t("own.back"), route.Own), s.t("objection.form.aside")
	if typed.Draft == "" {
		v.Sent.Submit = s.t("objection.act.submit")
		v.Sent.Hidden = append(v.Sent.Hidden, component.Pair{Name: route.Operation, Value: typed.Op})
		return v
	}
	v.Sent.Action, v.Sent.Submit = s.href(route.Draft(typed.Draft)), s.t("objection.form.on")
	v.Sent.Also = ButtonView{Name: route.Later, Value: "1", Label: s.t("objection.form.later")}
	if typed.Begun != nil {
		v.Notice = &component.NoticeView{
			Tone: component.Info, Text: s.t("objection.draft.begun", "At", typed.Begun.KeptAt),
			Link: s.link(s.t("objection.draft.go_on"), route.Draft(typed.Begun.PublicID)),
		}
	}
	return v
}

func (s Scene) filingFields(file query.File, typed Filing) []component.FieldView {
	fields := []component.FieldView{
		s.recordField(file, typed.Records), s.groundField(typed.Ground),
		s.unitField(typed.Provider, s.t("objection.form.unit_hint")),
		{
			ID: "claim", Name: route.Claim, Kind: component.Lines, Label: s.t("objection.form.claim"),
			Hint: s.t("objection.form.claim_hint", "Most", objection.MostClaim), Value: typed.Claim,
		},
	}
	fields = append(fields, s.fileFields(typed.Files, typed.Refused)...)
	return append(fields, s.reachedField(typed.Contact), component.FieldView{
		ID: "finding", Name: route.WantFinding, Kind: component.Many, Label: s.t("objection.form.finding"),
		Hint: s.t("objection.form.finding_hint"),
		Options: []component.OptionView{
			{Value: "1", Label: s.t("objection.form.want_finding"), Selected: typed.WantFinding},
		},
	})
}

// reachedField asks where an answer finds whoever files.
func (s Scene) reachedField(typed string) component.FieldView {
	return component.FieldView{
		ID: "contact", Name: route.Contact, Kind: component.Text, Label: s.t("objection.form.contact"),
		Hint: s.t("objection.form.contact_hint"), Value: typed, Autocomplete: "tel",
	}
}

func (s Scene) recordField(file query.File, chosen []string) component.FieldView {
	f := component.FieldView{
		ID: "records", Name: route.OfRecord, Kind: component.Many, Label: s.t("objection.form.records"),
		Hint: s.t("objection.form.records_hint", "Most", objection.MostTargets),
	}
	for _, line := range file.Lines {
		f.Options = append(f.Options, component.OptionView{
			Value: string(line.Number), Label: line.Matter, Note: joined(line.Document, string(line.Number)),
			Selected: slices.Contains(chosen, string(line.Number)),
		})
	}
	return f
}

func (s Scene) groundField(chosen string) component.FieldView {
	return component.FieldView{
		ID: "ground", Name: route.Ground, Kind: component.Choice, Label: s.t("objection.form.ground"),
		Options: each(objection.Grounds(), func(g objection.Ground) component.OptionView {
			return component.OptionView{Value: string(g), Label: s.t(g.Key()), Selected: chosen == string(g)}
		}),
	}
}

// refusal says of a file by its name why it was not taken.
func (s Scene) refusal(r attachment.Refusal) string {
	return s.t("attachment.form.not_taken", "Name", r.Name, "Why", s.Words.Fault(r.Fault))
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
// about none, unless a field says already what is wrong with it.
func (s Scene) blame(fields []component.FieldView, refusal *fault.Error, about map[string]string) {
	if refusal == nil || len(fields) == 0 {
		return
	}
	i := slices.IndexFunc(fields, func(f component.FieldView) bool { return f.ID == about[refusal.Key] })
	if i < 0 && slices.ContainsFunc(fields, func(f component.FieldView) bool { return f.Fault != "" }) {
		return
	}
	fields[max(0, i)].Fault = s.Words.Fault(refusal)
}

// fileFields ask for files, and show those that are there already: who takes the
// mark away takes the file back.
func (s Scene) fileFields(staged []attachment.Attachment, refused []attachment.Refusal) []component.FieldView {
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
		said = append(said, s.refusal(refusal))
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
