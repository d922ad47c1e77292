package portal

import (
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/intake"
	"creditportal/internal/sheet"
)

// templateSheets are the two sheets of a provider's template.
func templateSheets(out *Console, item catalog.Item) []sheet.Page {
	data := sheet.Page{Name: item.Code + " " + item.Name}
	notes := sheet.Page{Name: out.T("command.template_line.notes"), Head: []string{
		out.T("command.template_line.column"), out.T("command.template_line.code"),
		out.T("command.template_line.required"), out.T("command.template_line.length"),
		out.T("command.template_line.choices"),
	}}
	for _, f := range item.Fields {
		if f.Sensitivity == catalog.Internal && f.Local && f.Spine == "" {
			continue // read when a platform adds it, never asked for
		}
		data.Head = append(data.Head, f.Label)
		length := ""
		if f.Max > 0 {
			length = strconv.Itoa(f.Max)
		}
		notes.Rows = append(notes.Rows, []string{f.Label, f.Code, out.requirement(f, item), length, choices(f)})
	}
	for _, part := range intake.Parts() {
		data.Head = append(data.Head, part.Heading())
		required, allowed := out.T("command.template_line.if_correcting"), ""
		if part == intake.PartKind {
			allowed = strings.Join(intake.RowKinds(), " / ")
		}
		notes.Rows = append(notes.Rows, []string{part.Heading(), "", required, "", allowed})
	}
	begin := intake.PartNow.Heading()
	notes.Rows = append(notes.Rows, []string{
		out.T("command.template_line.now", "Begin", begin), "", "", "", out.T("command.template_line.now_of", "Begin", begin),
	})
	return []sheet.Page{data, notes}
}

func choices(f catalog.Field) string { return strings.Join(slices.Compact(f.Words()), " / ") }

// requirement says in words when a field must be filled in.
func (c *Console) requirement(f catalog.Field, item catalog.Item) string {
	switch f.Required {
	case catalog.Never:
		return ""
	case catalog.Always:
		return c.T("command.template_line.always")
	case catalog.IfPerson:
		return c.T("command.template_line.if_person")
	case catalog.UnlessPerson:
		return c.T("command.template_line.unless_person")
	}
	field, values, unless := f.Required.About()
	for _, other := range item.Fields {
		if other.Code == field {
			field = other.Label
		}
	}
	key := "if_field"
	switch {
	case unless:
		key = "unless_value"
	case len(values) > 0:
		key = "if_value"
	}
	return c.T("command.template_line."+key, "Field", field, "Values", strings.Join(values, " / "))
}
