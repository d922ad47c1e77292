package portal

import (
	"fmt"
	"strconv"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/internal/intake"
	"creditportal/internal/notice"
	"creditportal/internal/record"
)

// amend returns the record as the values make it, with what follows from them: how grave
// it is, who is shown it, and its last day.
func (p *Portal) amend(rec record.Record, values []flow.Value) (record.Record, error) {
	item, ok := p.item(rec.Edition, rec.Item)
	if !ok {
		return rec, fmt.Errorf("amending a record: edition %s has no item %s", rec.Edition, rec.Item)
	}
	list := make([]intake.Amendment, len(values))
	for i, v := range values {
		list[i] = intake.Amendment(v)
	}
	amended, err := intake.Amend(rec, item, list, p.clock.Today())
	if err != nil {
		return rec, err
	}
	track, rules := p.track(rec.Provider), p.rules()
	amended = intake.Regraded(rec, amended, item, track, rules)
	return disclosure.End(amended, item, track, rules).Set(amended), nil
}

// alteration is how a letter says what a field said and is to say: both as the
// record shows them, so that an amount stands there in one unit.
func (p *Portal) alteration(rec record.Record, v flow.Value) notice.Alteration {
	item, _ := p.item(rec.Edition, rec.Item)
	field, _ := item.Field(v.Field)
	a := notice.Alteration{Field: field.Name(), Was: inLetter(field, intake.Says(rec, field)), Now: v.Text}
	if value, err := intake.Understood(field, v.Text, p.clock.Today()); err == nil {
		a.Now = inLetter(field, value)
	}
	return a
}

// letterWords print what the facts of a letter hold: they are in Chinese.
func letterWords() *i18n.Printer { return i18n.Default().Printer(i18n.Chinese) }

// inLetter is a kept value as a letter says it.
func inLetter(field catalog.Field, value string) string {
	if fen, err := strconv.ParseInt(value, 10, 64); err == nil && field.Kind == catalog.Money {
		return letterWords().Money(fen)
	}
	if field.Kind == catalog.Date && value == catalog.Lasting {
		return letterWords().T("record.open_ended")
	}
	if day, err := civil.Parse(value); err == nil && field.Kind == catalog.Date {
		return letterWords().LongDate(day)
	}
	return value
}
