package intake

import (
	"encoding/json"
	"fmt"
	"slices"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/law"
	"creditportal/internal/record"
)

// Amendment is what a field of a record must say.
type Amendment struct {
	Field string // code of the catalog
	Text  string // as typed
}

// Amend returns the record as the amendments make it (art. 33, 37). Each value
// is read as one of a provider's row would be, but for a bare amount: whoever
// amends sees yuan and types yuan, whatever unit the column of the provider's
// template has. fault.Invalid says what is wrong with it. Whom the record
// concerns is no field that can be amended: that is another record. The last day
// is for the caller to compute anew.
func Amend(rec record.Record, item catalog.Item, list []Amendment, today civil.Date) (record.Record, error) {
	attributes := map[string]string{}
	for _, code := range rec.Attributes.Codes() {
		attributes[code] = rec.Attributes.Get(code)
	}
	for _, a := range list {
		field, ok := item.Field(a.Field)
		if !ok {
			return rec, newFault("field_unknown", fault.Args{"Field": a.Field})
		}
		alone := item
		alone.Fields = []catalog.Field{field}
		sent := catalog.Sent{field.Code: {Text: a.Text, Unit: catalog.Yuan}}
		reading, faults := alone.Read(sent, today)
		for _, f := range faults {
			if f.Field.Code == field.Code {
				return rec, f.Err
			}
		}
		if field.Spine == "" {
			attributes[field.Code] = reading.Attributes.Get(field.Code)
			if field.Also != "" { // what the rules read of it
				amendColumn(&rec, field.Also, reading.Spine.Get(field.Also))
			}
			continue
		}
		if !amendColumn(&rec, field.Spine, reading.Spine.Get(field.Spine)) {
			return rec, newFault("not_amendable", fault.Args{"Field": field.Label})
		}
	}
	text, err := json.Marshal(attributes)
	if err == nil {
		rec.Attributes, err = catalog.Restore(text)
	}
	if err != nil {
		return rec, fmt.Errorf("amending a record: %w", err)
	}
	return rec, nil
}

// Regraded returns the record is, which was the record was before it was amended, as
// grave as the severity table of the rules says of what it says now, where the table and
// not the provider said it before, and kept from the public where it is no longer for it
// (order 36; order 45 art. 2). What the table does not cover stays as grave as it was,
// and no amendment shows anything to more people. item and track are those of the
// record and of its provider.
func Regraded(was, is record.Record, item catalog.Item, track string, rules law.Rules) record.Record {
	derived := func(g law.Grade) bool { return g.Basis.Cite() == was.SeverityBasis }
	if was.Severity != record.NoSeverity && slices.ContainsFunc(rules.Grades(), derived) {
		facts := disclosure.FactsOf(is, item, track, rules)
		facts.Severity = ""
		if severity, basis, known := rules.Severity(facts); known {
			is.Severity, is.SeverityBasis = record.Severity(severity), basis.Cite()
		}
	}
	barred := keptBack(is, item, track, rules) && !keptBack(was, item, track, rules)
	if barred && is.Channel == catalog.Public {
		is.Channel = catalog.Authorised
	}
	return is
}

// Amendable says whether the field of a record can be amended: whom it concerns
// and how it is disclosed are not a field's to say.
func Amendable(f catalog.Field) bool {
	return f.Spine == "" || amendColumn(&record.Record{}, f.Spine, "2000-01-01")
}

// amendColumn sets a column of the record; false for one that says whom it
// concerns or how it is disclosed.
func amendColumn(rec *record.Record, column, value string) bool {
	if to, ok := texts(rec)[column]; ok {
		*to = value
		if column == "authority_name" {
			*to = fold.Name(value)
		}
		return true
	}
	to, ok := days(rec)[column]
	if !ok {
		return false
	}
	day, err := civil.Parse(value)
	if err == nil {
		*to = day
		implied(rec, column)
	}
	return err == nil
}

// implied says what follows from a day that is put right: it is presumed no longer, nor
// does the conduct go on whose end it is.
func implied(rec *record.Record, column string) {
	switch column {
	case "conduct_ended_on":
		rec.ConductContinuing, rec.ConductPresumed = false, false
	case "formed_on":
		rec.FormedPresumed = false
	case "valid_to":
		if rec.LongTerm = rec.ValidTo.String() == catalog.Lasting; rec.LongTerm {
			rec.ValidTo = civil.Date{}
		}
	}
}

// Understood is what an amendment of the field would have it say, as it is kept.
func Understood(field catalog.Field, typed string, today civil.Date) (string, error) {
	alone := catalog.Item{Fields: []catalog.Field{field}}
	rec, err := Amend(record.Record{}, alone, []Amendment{{Field: field.Code, Text: typed}}, today)
	return Says(rec, field), err
}

// Says is what a field of the record says, as it is kept; "" for nothing.
func Says(rec record.Record, field catalog.Field) string {
	if text, ok := texts(&rec)[field.Spine]; ok {
		return *text
	}
	if field.Spine == "valid_to" && rec.LongTerm {
		return catalog.Lasting
	}
	if day, ok := days(&rec)[field.Spine]; ok && !day.IsZero() {
		return day.String()
	}
	return rec.Attributes.Get(field.Code)
}

// texts are the columns of words that can be amended.
func texts(rec *record.Record) map[string]*string {
	return map[string]*string{
		"document_title": &rec.DocumentTitle, "document_number": &rec.DocumentNumber, "authority_name": &rec.AuthorityName,
		"authority_code": &rec.AuthorityCode, "penalties": &rec.Penalties, "fine_class": &rec.FineClass,
	}
}

// days are the columns of days that can be amended.
func days(rec *record.Record) map[string]*civil.Date {
	return map[string]*civil.Date{
		"decided_on": &rec.DecidedOn, "formed_on": &rec.FormedOn, "conduct_ended_on": &rec.ConductEndedOn,
		"valid_from": &rec.ValidFrom, "valid_to": &rec.ValidTo,
	}
}
