package page

import (
	"strconv"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/search"
	"creditportal/templates/component"
)

// choiceJoint parts the values of a choice that takes several.
const choiceJoint = ";"

// fact is a line of the portal's own; a missing one says why.
func (s Scene) fact(name, text string) component.FactView {
	f := component.FactView{Term: s.t("record.fact." + name), Text: text}
	if text == "" {
		f.Missing = s.t("record.missing.not_collected")
	}
	return f
}

// recorded is a fact whose text is as recorded, in Chinese.
func (s Scene) recorded(name, text string) component.FactView {
	f := s.fact(name, text)
	f.Lang = s.chinese()
	return f
}

// recordFacts are the document and what it says.
func (s Scene) recordFacts(sh disclosure.Shown) []component.FactView {
	facts := []component.FactView{
		s.recorded("item", sh.ItemName),
		s.recorded("title", sh.DocumentTitle),
		s.recorded("document", sh.Document),
		s.recorded("authority", sh.Authority),
		s.fact("decided_on", s.Words.LongDate(sh.DecidedOn)),
	}
	if sh.Severity != "" {
		facts = append(facts, s.fact("severity", s.t("record.severity."+string(sh.Severity))))
	}
	if text := s.validity(sh); text != "" {
		facts = append(facts, s.fact("validity", text))
	}
	return append(facts, s.attributes(sh)...)
}

// attributes are the fields of the catalog item. Those that the catalog does
// not make public are named together at the end.
func (s Scene) attributes(sh disclosure.Shown) []component.FactView {
	var facts []component.FactView
	var withheld []string
	item, _ := s.Catalog.Item(sh.Item)
	for _, f := range sh.Fields {
		if f.Missing == disclosure.Withheld {
			withheld = append(withheld, f.Label)
			continue
		}
		field, _ := item.Field(f.Code)
		facts = append(facts, s.attribute(f, field))
	}
	if len(withheld) == 0 {
		return facts
	}
	return append(facts, component.FactView{
		Term: s.t("record.missing." + string(disclosure.Withheld)), Text: s.Words.List(withheld), Lang: s.chinese(),
	})
}

// attribute is a field of the catalog item as the visitor may see it.
func (s Scene) attribute(f disclosure.ShownField, field catalog.Field) component.FactView {
	v := component.FactView{Term: f.Label, Own: s.chinese()}
	if f.Missing != disclosure.Present {
		v.Missing = s.t("record.missing." + string(f.Missing))
		return v
	}
	switch f.Kind {
	case catalog.Money:
		v.Text = s.money(f.Value)
	case catalog.Date:
		v.Text = s.day(f.Value)
	case catalog.Choice:
		v.Text, v.Lang = s.choice(f.Value, field), s.chinese()
	case catalog.Text, catalog.Number, catalog.Code:
		v.Text, v.Lang = f.Value, s.chinese()
	}
	return v
}

// money says an amount kept in 分; what is no number is shown as it is.
func (s Scene) money(value string) string {
	fen, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return value
	}
	return s.Words.Money(fen)
}

func (s Scene) day(value string) string {
	day, err := civil.Parse(value)
	if err != nil {
		return value
	}
	return s.Words.LongDate(day)
}

// choice says the values of a choice in the words of providers.
func (s Scene) choice(value string, field catalog.Field) string {
	var words []string
	for v := range strings.SplitSeq(value, choiceJoint) {
		word := v
		for _, a := range field.Choices {
			if a.Value == v {
				word = a.Word()
			}
		}
		words = append(words, word)
	}
	return s.Words.List(words)
}

// validity is how long a licence or commitment is valid; "" where the record
// says nothing of it.
func (s Scene) validity(sh disclosure.Shown) string {
	switch {
	case sh.LongTerm:
		return s.t("record.validity.open", "From", sh.ValidFrom)
	case sh.ValidFrom.IsZero() && sh.ValidTo.IsZero():
		return ""
	case sh.ValidTo.IsZero():
		return s.t("record.validity.from", "From", sh.ValidFrom)
	case sh.ValidFrom.IsZero():
		return s.t("record.validity.to", "To", sh.ValidTo)
	}
	return s.t("record.validity.both", "From", sh.ValidFrom, "To", sh.ValidTo)
}

// disclosed says since when and until when the record is shown, and why.
func (s Scene) disclosed(p search.Page) []component.FactView {
	sh := p.Shown
	last := s.fact("last_day", s.until(sh))
	if !sh.Endless() {
		last.Text = s.Words.DueDate(sh.DisclosedUntil)
	}
	for _, line := range p.Ends.Lines {
		if line.Last == sh.DisclosedUntil {
			last.Note = s.t("record.governed_by", "Basis", s.source(line))
			break
		}
	}
	number := component.CodeView{Value: string(sh.Number), Label: s.t("record.fact.number"), Copy: !s.onPaper()}
	facts := []component.FactView{
		s.fact("first_day", s.Words.LongDate(sh.DisclosedFrom)), last,
		{Term: s.t("record.fact.number"), Code: &number, Note: s.t("record.permanent")},
	}
	if text := s.repair(p); text != "" {
		facts = append(facts, s.fact("repair", text))
		if !p.Ends.RepairFrom.IsZero() {
			facts[len(facts)-1].Note = s.t("record.repair_from", "On", p.Ends.RepairFrom)
		}
		facts = append(facts, s.minimumFacts(p.Ends.Minimums)...)
	}
	return facts
}

// sourceFacts say where the record comes from.
func (s Scene) sourceFacts(sh disclosure.Shown) []component.FactView {
	facts := []component.FactView{
		s.recorded("provider", s.providerName(sh.Provider)),
		s.fact("received_on", s.Words.LongDate(sh.ReceivedOn)),
		s.fact("edition", sh.Edition),
	}
	if sh.Site != "" {
		facts = append(facts, s.fact("site", sh.Site))
	}
	return facts
}
