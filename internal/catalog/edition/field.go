package edition

import (
	"slices"

	"creditportal/internal/catalog"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
)

// The closed vocabularies of a field.
var (
	kinds = []catalog.FieldKind{
		catalog.Text, catalog.Number, catalog.Money, catalog.Date, catalog.Choice, catalog.Code,
	}
	sensitivities = []catalog.Sensitivity{
		catalog.Open, catalog.Personal, catalog.Sensitive, catalog.Internal,
	}
	forms = []catalog.Form{
		catalog.AnyForm, catalog.CreditCode, catalog.OrganisationCode, catalog.PersonDocument,
		catalog.CommitmentCode, catalog.EitherCode,
	}
	// columns are the columns of a record, or of its subject, that fields may
	// go to.
	columns = []string{
		"subject_name", catalog.ColumnKind, catalog.ColumnCode, "person_document_type", catalog.ColumnDocument,
		catalog.ColumnBirthDate, "document_title", "document_number", "authority_name", "authority_code",
		"provider_name", "provider_code", "formed_on", "decided_on", "conduct_ended_on", "conduct_continuing",
		"valid_from", "valid_to", "provider_until", "removed_on", "first_disclosed_on", "procedure", "severity",
		"severity_basis", "fine_class", "remedied", "mentions_others", "channel", "disclosure_reason",
		"penalties", "standing", "linked_code",
	}
)

// readFields puts together the fields of an item: the sets before, its own,
// the sets after.
func (b *builder) readFields(p place, it item, built *catalog.Item) error {
	all, err := b.gather(p, it)
	if err != nil {
		return err
	}
	for _, f := range all {
		if _, twice := built.Field(f.Code); twice {
			return p.refuseSecond(f.Code, "catalog.fault.twice", fault.Args{"Name": f.Code})
		}
		if err := b.checkField(p, f); err != nil {
			return err
		}
		built.Fields = append(built.Fields, b.field(f))
	}
	return checkReferences(p, built)
}

func (b *builder) gather(p place, it item) ([]field, error) {
	var all []field
	add := func(names []string) error {
		for _, name := range names {
			if b.sets[name] == nil {
				return p.refuseAt(name, "catalog.fault.no_such_set", fault.Args{"Found": name})
			}
			all = append(all, b.sets[name]...)
		}
		return nil
	}
	if err := add(it.Before); err != nil {
		return nil, err
	}
	all = append(all, it.Fields...)
	return all, add(it.After)
}

func (b *builder) field(f field) catalog.Field {
	sensitivity := catalog.Sensitivity(f.Sensitivity)
	if sensitivity == "" {
		sensitivity = catalog.Open
	}
	return catalog.Field{
		Code: f.Code, Label: f.Label, Kind: catalog.FieldKind(f.Kind), Max: f.Max,
		Required: catalog.Condition(f.Required), Choices: b.choices[f.Choices], Several: f.Several,
		Sensitivity: sensitivity, Mask: f.Mask, Public: f.Public, Scanned: f.Scanned, Unit: f.Unit,
		Aliases: f.Aliases, Spine: f.Spine, Local: f.Local, Also: f.Also, Facet: f.Facet,
		Form: catalog.Form(f.Form), With: f.With, NotBefore: f.NotBefore, Past: f.Past, Lasting: f.Lasting,
		Compare: f.Compare, Home: f.Home,
	}
}

// checkField looks at one field by itself.
func (b *builder) checkField(p place, f field) error {
	kind := catalog.FieldKind(f.Kind)
	hasLength := kind == catalog.Text || kind == catalog.Code
	for _, need := range []struct {
		element string
		present bool
	}{
		{"code", f.Code != ""},
		{"label", f.Label != ""},
		{"kind", f.Kind != ""},
		{"max", !hasLength || f.Max > 0},
		{"choices", kind != catalog.Choice || b.choices[f.Choices] != nil},
		{"unit", kind != catalog.Money || catalog.KnownUnit(f.Unit)},
		{"with", catalog.Form(f.Form) != catalog.PersonDocument || f.With != ""},
	} {
		if !need.present {
			return p.refuseAt(f.Code, "catalog.fault.missing", fault.Args{"Element": f.Code + "." + need.element})
		}
	}
	return checkWords(p, f)
}

// checkWords holds what a field says against the closed vocabularies.
func checkWords(p place, f field) error {
	for _, word := range []struct {
		found string
		known bool
	}{
		{f.Kind, slices.Contains(kinds, catalog.FieldKind(f.Kind))},
		{f.Sensitivity, f.Sensitivity == "" || slices.Contains(sensitivities, catalog.Sensitivity(f.Sensitivity))},
		{f.Mask, f.Mask == "" || slices.Contains(disclosure.MaskNames(), f.Mask)},
		{f.Form, slices.Contains(forms, catalog.Form(f.Form))},
		{f.Spine, f.Spine == "" || slices.Contains(columns, f.Spine)},
		{f.Also, f.Also == "" || slices.Contains(columns, f.Also)},
	} {
		if !word.known {
			return p.refuseAt(f.Code, "catalog.fault.unknown_word", fault.Args{"Found": word.found})
		}
	}
	secret := f.Sensitivity == string(catalog.Sensitive) || f.Sensitivity == string(catalog.Internal)
	if f.Public && (secret || f.Mask != "") {
		return p.refuseAt(f.Code, "catalog.fault.public_secret", fault.Args{"Found": f.Code})
	}
	return nil
}

// checkReferences resolves what the fields of an item say of each other.
func checkReferences(p place, built *catalog.Item) error {
	for _, f := range built.Fields {
		named, err := f.Required.Fields()
		if err != nil {
			return p.refuseAt(f.Code, "catalog.fault.unknown_word", fault.Args{"Found": string(f.Required)})
		}
		for _, code := range append(named, f.With, f.NotBefore, f.Compare) {
			if _, ok := built.Field(code); code != "" && !ok {
				return p.refuseAt(f.Code, "catalog.fault.no_such_field", fault.Args{"Found": code})
			}
		}
	}
	return nil
}
