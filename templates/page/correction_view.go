package page

import (
	"creditportal/internal/correction"
	"creditportal/internal/fault"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Correcting is what somebody of a provider begins to put right, as it was typed.
type Correcting struct {
	Op     string
	Number string
	Ground correction.Ground
	On     string
	Fault  *fault.Error
}

// NewCorrectionView builds the form with which a provider begins to put right what it
// reported.
func NewCorrectionView(s Scene, in Correcting) FormView {
	fields := []component.FieldView{
		{
			ID: "record", Name: route.OfRecord, Kind: component.Text, Label: s.t("correction.form.record"),
			Hint: s.t("correction.form.record_hint"), Value: in.Number,
		},
		{
			ID: "ground", Name: route.CorrectionGround, Kind: component.Choice, Label: s.t("correction.form.ground"),
			Options: each(correction.Grounds(), func(g correction.Ground) component.OptionView {
				return component.OptionView{Value: string(g), Label: s.t(g.Key()), Selected: g == in.Ground}
			}),
		},
		{
			ID: "day", Name: route.CorrectionDay, Kind: component.Day, Label: s.t("correction.form.day"),
			Hint: s.t("correction.form.day_hint"), Value: in.On,
		},
	}
	s.blame(fields, in.Fault, map[string]string{
		"correction.fault.unknown": "record", "correction.fault.not_theirs": "record",
		"correction.fault.not_standing": "record", "correction.fault.open": "record",
		"correction.fault.ground": "ground", "correction.fault.day": "day", "correction.fault.too_early": "day",
	})
	v := s.accountForm(s.t("correction.form.title"), s.t("correction.form.lead"), in.Fault != nil, fields)
	v.Frame = s.deskFrame(layout.NavProvider, layout.Link{Label: s.t("provider_desk.title"), Href: route.ProviderDesk},
		layout.Link{Label: v.Title})
	v.Frame.Failed = in.Fault != nil
	v.Sent.Action, v.Sent.Submit = s.href(route.NewCorrection), s.t("correction.form.submit")
	v.Sent.Back = s.link(s.t("correction.form.back"), route.ProviderDesk)
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: in.Op})
	v.Aside = s.t("correction.form.aside", "Told", query.Told)
	return v
}

// AnnulledView is the list of what was taken down.
type AnnulledView struct {
	Frame layout.View
	Title string
	Lead  string
	Lang  string
	Table component.TableView
	Rows  []AnnulledRow
	Empty *component.EmptyView
	About []string
}

// AnnulledRow is one document that is not shown any more.
type AnnulledRow struct{ Day, Item, Document, Authority, Said string }

// NewAnnulledView builds the list of what was taken down because its basis fell: it
// explains, and names nobody.
func NewAnnulledView(s Scene, list []record.Explanation) AnnulledView {
	title := s.t("annulled.title")
	v := AnnulledView{
		Title: title, Lead: s.t("annulled.lead"), Lang: s.chinese(),
		Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.frame(place{Title: title, Section: layout.NavAdverse, Crumbs: []layout.Link{{Label: title}}}),
		About: []string{s.t("annulled.about"), s.t("annulled.until")},
	}
	for _, name := range []string{"day", "document", "authority", "said"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("annulled.column." + name), Narrow: name == "day",
		})
	}
	v.Rows = each(list, func(e record.Explanation) AnnulledRow {
		item, _ := s.Catalog.Item(e.Item)
		return AnnulledRow{
			Day: s.Words.Date(e.On), Item: item.Name, Document: e.Document, Authority: e.Authority,
			Said: e.Said,
		}
	})
	if len(v.Rows) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("annulled.none"), Text: s.t("annulled.none_text")}
	}
	return v
}

// groundOf is why an objection was filed, or a provider acts by itself; "" for what asks
// for no reason.
func (s Scene) groundOf(ground string) string {
	if ground == "" {
		return ""
	}
	if g := correction.Ground(ground); g.Known() {
		return s.t(g.Key())
	}
	return s.t(objection.Ground(ground).Key())
}
