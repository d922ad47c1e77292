package page

import (
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/intake"
	"creditportal/internal/objection"
	"creditportal/internal/repair"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// Act is an act that somebody is about to do to an item.
type Act struct {
	By      actor.Actor // who would do it
	Request flow.Request
	Item    flow.Item
	Beside  Beside
	Row     flow.Row         // zero: it may not be done now
	Takers  map[int64]string // officers to whom it can be handed
	Files   []attachment.Attachment
	Staged  []attachment.Attachment // that came with a form which was refused
	Refused []attachment.Refusal    // and that were not taken
	Op      string
	Move    flow.Move // as typed
	Fault   *fault.Error
	Quicker bool     // somebody was, after the form was opened
	Kept    *Kept    // what was sent before they signed in again; nil: the form was opened
	Letters []string // that it would issue, as drawn
}

// Offered says whether the act may be done now.
func (a Act) Offered() bool { return a.Row.Do != "" }

// Begin lets the form begin with the model text of the name.
func (a *Act) Begin(s Scene, name string) {
	for _, m := range objection.Models(a.Row.Do) {
		if m.Name == name {
			a.Move.As = m.Outcome
			a.Move.Reason = m.Filled(s.Providers[a.Item.Provider], a.Beside.Record.Document, a.Request.Number)
		}
	}
}

// wants says whether a guard of the row asks for something of the name.
func (a Act) wants(names ...string) bool {
	return slices.ContainsFunc(a.Row.If, func(g flow.Guard) bool {
		return slices.Contains(names, g.Key[strings.LastIndexByte(g.Key, '.')+1:])
	})
}

func (s Scene) actFields(a Act) []component.FieldView {
	var fields []component.FieldView
	if len(a.Row.As) > 1 {
		fields = append(fields, s.outcomeField(a))
	}
	if a.wants("remedy") {
		fields = append(fields, s.remedyField(a))
	}
	if a.wants("owner") {
		fields = append(fields, s.officerField(a))
	}
	if a.wants("provider") {
		chosen := a.Move.Provider
		if chosen == "" && !a.wants("another_unit") {
			chosen = a.Item.Provider
		}
		unit := s.unitField(chosen, "")
		if a.wants("another_unit") {
			unit.Options = slices.DeleteFunc(unit.Options, func(o component.OptionView) bool { return o.Value == a.By.Unit })
		}
		fields = append(fields, unit)
	}
	if slices.Contains([]audit.Act{objection.Forward, objection.Name}, a.Row.Do) && a.Beside.Record.Visible {
		fields = append(fields, s.contestedField(a))
	}
	if slices.Contains([]audit.Act{objection.Forward, objection.Name}, a.Row.Do) && len(a.Files) > 0 {
		fields = append(fields, s.evidenceField(a))
	}
	if a.wants("values") {
		fields = append(fields, s.valueFields(a)...)
	}
	if a.wants("conditions") {
		fields = append(fields, s.conditionField(a))
	}
	return append(fields, s.wordFields(a)...)
}

// document names what the act asks a number of: a paper that it rests on, or the
// request in which the matter goes on; "" for neither.
func (a Act) document() string {
	switch {
	case a.wants("older"):
		return "older"
	case a.wants("document"), a.By.Side == actor.Operator && a.wants("paper_wanted"):
		return "document"
	}
	return ""
}

// wordFields ask for what is written.
func (s Scene) wordFields(a Act) []component.FieldView {
	var fields []component.FieldView
	if a.wants("papers") {
		fields = append(fields, component.FieldView{
			ID: "papers", Name: route.Papers, Kind: component.Lines, Label: s.t("request.form.papers"),
			Hint: s.t("request.form.papers_hint"), Value: strings.Join(a.Move.Papers, "\n"),
		})
	}
	if name := a.document(); name != "" {
		field := component.FieldView{
			ID: "document", Name: route.Document, Kind: component.Text, Label: s.t("request.form." + name),
			Hint: s.t("request.form." + name + "_hint"), Value: a.Move.Document,
		}
		if a.wants("dated") { // it is handed in with the act
			field.Label, field.Hint = s.t("repair.form.document"), ""
		}
		fields = append(fields, field)
	}
	if a.wants("dated") {
		fields = append(fields, s.datedField(a))
	}
	if a.wants("explanation") {
		fields = append(fields, s.explanationField(a))
	}
	if a.wants("reason", "statement", "nothing_added") {
		fields = append(fields, s.reasonField(a))
	}
	if a.takesFiles() {
		fields = append(fields, s.handedFields(a)...)
	}
	return fields
}

// takesFiles says whether files are handed in with the act.
func (a Act) takesFiles() bool { return a.wants("nothing_added", "file") || a.maySupport() }

// maySupport says whether the act may bring the document that it names.
func (a Act) maySupport() bool {
	return slices.Contains([]audit.Act{correction.Correct, correction.Annul}, a.Row.Do)
}

// handedFields ask for the files of an act, and show those that came with a form that was
// refused.
func (s Scene) handedFields(a Act) []component.FieldView {
	files, limits := s.fileFields(a.Staged, a.Refused), attachment.Usual()
	last := &files[len(files)-1]
	switch {
	case a.wants("file"): // without one the act is refused
		last.Hint = s.t("attachment.form.needed", "Files", limits.Files, "MiB", limits.MiB())
	case a.maySupport():
		last.Label = s.t("correction.form.files")
		last.Hint = s.t("correction.form.files_hint", "Files", limits.Files, "MiB", limits.MiB())
	}
	return files
}

// explanationField asks for what everybody is told.
func (s Scene) explanationField(a Act) component.FieldView {
	f := component.FieldView{
		ID: "explanation", Name: route.Explanation, Kind: component.Lines, Label: s.t("correction.form.explanation"),
		Hint: s.t("correction.form.explanation_hint", "Most", flow.MostExplanation), Value: a.Move.Public,
	}
	if a.Request.Kind == flow.Objection { // of several remedies one needs it
		f.Hint = s.Words.Sentences(s.t("objection.form.explanation_when"), f.Hint)
	}
	return f
}

// conditionField asks whether each condition of a repair is met (art. 34).
func (s Scene) conditionField(a Act) component.FieldView {
	return component.FieldView{
		ID: "conditions", Name: route.OfField, Kind: component.Many, Label: s.t("repair.form.conditions"),
		Options: each(repair.Conditions(), func(c repair.Condition) component.OptionView {
			return component.OptionView{
				Value: string(c), Label: s.t(c.Key()), Selected: slices.Contains(a.Move.Fields, string(c)),
			}
		}),
	}
}

// typedDay is a day as a field holds it; "" for none.
func (s Scene) typedDay(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// datedField asks for the date of the document.
func (s Scene) datedField(a Act) component.FieldView {
	return component.FieldView{
		ID: "dated", Name: route.DatedOn, Kind: component.Day, Label: s.t("repair.form.dated"),
		Value: s.typedDay(a.Move.Dated),
	}
}

func (s Scene) reasonField(a Act) component.FieldView {
	most := objection.MostReason
	if a.wants("statement") {
		most = objection.MostStatement
	}
	f := component.FieldView{
		ID: "reason", Name: route.Reason, Kind: component.Lines, Label: s.t("request.form.reason"),
		Hint: s.t("request.form.reason_hint", "Most", most), Value: a.Move.Reason,
	}
	switch {
	case a.Request.Kind == flow.Correction: // nobody applied
		f.Hint = s.t("correction.form.reason_hint", "Most", correction.MostReason)
	case a.By.Side == actor.Subject:
		f.Label, f.Hint = s.t("request.form.said"), s.t("objection.form.claim_hint", "Most", most)
	}
	return f
}

func (s Scene) outcomeField(a Act) component.FieldView {
	f := component.FieldView{
		ID: "outcome", Name: route.Outcome, Kind: component.Choice, Label: s.t("request.form.outcome"),
	}
	for _, as := range a.Row.As {
		f.Options = append(f.Options, component.OptionView{
			Value: string(as), Label: s.t(flow.Table{Kind: a.Request.Kind}.OutcomeKey(as)), Selected: as == a.Move.As,
		})
	}
	return f
}

func (s Scene) remedyField(a Act) component.FieldView {
	f := component.FieldView{
		ID: "remedy", Name: route.Remedy, Kind: component.Choice, Label: s.t("request.form.remedy"),
	}
	for _, remedy := range append(objection.Founded(a.Item), flow.Maintain) {
		f.Options = append(f.Options, component.OptionView{
			Value: string(remedy), Label: s.t("request.remedy." + string(remedy)), Selected: remedy == a.Move.Remedy,
		})
	}
	return f
}

func (s Scene) officerField(a Act) component.FieldView {
	f := component.FieldView{
		ID: "officer", Name: route.Officer, Kind: component.Select, Label: s.t("request.form.officer"),
		Options: []component.OptionView{{Label: s.t("own.choose")}},
	}
	for _, id := range sortedIDs(a.Takers) {
		f.Options = append(f.Options, component.OptionView{
			Value: strconv.FormatInt(id, 10), Label: a.Takers[id], Selected: id == a.Move.Owner,
		})
	}
	return f
}

// valueFields ask what the fields of the record must say; what stays empty
// stays as it is.
func (s Scene) valueFields(a Act) []component.FieldView {
	if !a.Beside.Record.Visible {
		return nil
	}
	item, _ := s.Catalog.Item(a.Beside.Record.Item)
	var fields []component.FieldView
	for _, field := range item.Fields {
		if field.Sensitivity != catalog.Open || !intake.Amendable(field) {
			continue
		}
		f := component.FieldView{
			ID: "value-" + strconv.Itoa(len(fields)), Name: route.FieldValue + field.Code, Kind: component.Text,
			Label: field.Name(), Hint: s.present(a.Beside.Record, field),
		}
		if field.Kind == catalog.Money {
			f.Label = s.t("request.form.amount", "Name", f.Label)
		}
		for _, value := range a.Move.Values {
			if value.Field == field.Code {
				f.Value = value.Text
			}
		}
		fields = append(fields, f)
	}
	return fields
}

// present says what a field of the record says now; "" where that is not told.
func (s Scene) present(sh disclosure.Shown, field catalog.Field) string {
	text := s.said(sh, field)
	if text == "" {
		return ""
	}
	return s.t("request.form.now", "Text", text)
}
