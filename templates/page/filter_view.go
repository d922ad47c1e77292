package page

import (
	"creditportal/internal/fault"
	"creditportal/templates/component"
)

// filterField is a field of the filter above a list.
func (s Scene) filterField(
	label, name string, kind component.Kind, typed string, refused *fault.Error,
) component.FieldView {
	return component.FieldView{
		ID: "filter-" + name, Name: name, Kind: kind, Label: label, Value: typed,
		Fault: s.Words.Fault(refused),
	}
}

// anyOf has the field offer the options, and before them that none is chosen.
func (s Scene) anyOf(f component.FieldView, options []component.OptionView) component.FieldView {
	f.Options = append(f.Options, component.OptionView{Label: s.t("disclosure.filter.any")})
	for _, o := range options {
		o.Selected = o.Value == f.Value
		f.Options = append(f.Options, o)
	}
	return f
}
