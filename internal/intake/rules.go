package intake

import (
	"errors"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// rules are those of the regulation that no single field can tell.
func (d draft) rules(rec *record.Record, subj subject.Subject) {
	d.source()
	d.synthetic(subj)
	if !d.layout.Item.Covers(subj.Kind) {
		d.row.blame(d.label(catalog.ColumnKind), string(subj.Kind), newFault("head", fault.Args{
			"Item": d.layout.Item.Name,
		}), false)
	}
	if d.layout.Item.Class == catalog.Adverse {
		d.adverse(rec)
	}
	if subj.Kind == subject.Person {
		d.age(*rec, subj)
	}
}

// source returns rows of another provider's data (art. 6, 18).
func (d draft) source() {
	code := d.spine.Get("provider_code")
	if code != "" && !d.provider.Reports(code) {
		d.row.blame(d.label("provider_code"), code, newFault("provider", fault.Args{
			"Provider": d.provider.Name,
		}), false)
	}
}

// synthetic keeps demo data out of a real portal.
func (d draft) synthetic(subj subject.Subject) {
	if d.ref.Demo {
		return
	}
	marked := strings.HasPrefix(subj.Name, words()["synthetic"][0]) ||
		subj.Code.Region() == syntheticRegion || strings.HasPrefix(subj.Document.Reveal(), syntheticRegion)
	if marked {
		d.row.blame(d.label("subject_name"), "", newFault("synthetic", nil), false)
	}
}

// adverse are the bars and requirements of art. 15 and of order 36.
func (d draft) adverse(rec *record.Record) {
	item := d.layout.Item
	rec.Severity, rec.SeverityBasis = record.Severity(d.spine.Get("severity")), d.spine.Get("severity_basis")
	if item.Term == catalog.ByConductStated && rec.ConductEndedOn.IsZero() && !rec.ConductContinuing {
		d.row.blame(d.label("conduct_ended_on"), "", newFault("conduct_end", nil), true)
	}
	if d.has("procedure") {
		d.penalty(rec)
	}
	if rec.Severity != record.NoSeverity {
		return
	}
	facts := disclosure.FactsOf(*rec, item, d.track(), d.ref.Rules)
	severity, basis, known := d.ref.Rules.Severity(facts)
	if !known {
		d.row.blame(d.label("severity"), "", newFault("severity", nil), true)
		return
	}
	rec.Severity, rec.SeverityBasis = record.Severity(severity), basis.Cite()
}

// has says whether the item has a field for the record column.
func (d draft) has(column string) bool {
	for _, f := range d.layout.Item.Fields {
		if f.Spine == column {
			return true
		}
	}
	return false
}

// penalty are the rules of penalties: 条例 13 ¶2 keeps summary-procedure
// penalties and remedied minor conduct out, order 45 asks for the class of
// fine, and a decision that names other persons waits for a reader.
func (d draft) penalty(rec *record.Record) {
	switch rec.Procedure {
	case record.NoProcedure:
		d.row.blame(d.label("procedure"), "", newFault("procedure", nil), true)
	case record.SummaryProcedure:
		d.row.blame(d.label("procedure"), "", newFault("procedure_summary", nil), false)
	case record.GeneralProcedure:
	}
	if d.spine.Get("remedied") == yes {
		d.row.blame(d.label("remedied"), "", newFault("remedied_minor", nil), false)
	}
	if d.spine.Get("mentions_others") != no {
		d.row.blame(d.label("mentions_others"), "", newFault("mentions_others", nil), true)
	}
	facts := disclosure.FactsOf(*rec, d.layout.Item, d.track(), d.ref.Rules)
	if facts.Track == law.TrackMarket && facts.Fine == "" {
		d.row.blame(d.label("fine_class"), "", newFault("fine_class", nil), true)
	}
}

// no is the identifier of 否 in the catalog's choices.
const no = "no"

// age is the gate of art. 13: adult at the conduct and at collection. Of a
// minor's row nothing is kept, not even in the report.
func (d draft) age(rec record.Record, subj subject.Subject) {
	if subj.Document.IsZero() {
		return // blamed already
	}
	limit, ok := d.ref.Rules.InForce(d.today).Age(law.SubjectMinAge)
	if !ok {
		d.row.blame("", "", newFault("age_unknown", nil), true)
		return
	}
	born, stated := subj.Document.Born(), d.day("birth_date")
	if !born.IsZero() && !stated.IsZero() && born != stated {
		d.row.blame(d.label("birth_date"), "", newFault("birth_date", nil), true)
	}
	if born.IsZero() {
		born = stated
	}
	conduct := rec.ConductEndedOn
	if conduct.IsZero() {
		conduct = rec.FormedOn
	}
	var refusal *fault.Error
	if err := subject.OfAge(born, conduct, d.today, limit.Years); errors.As(err, &refusal) {
		minor := refusal.Key == subject.KeyAge
		d.row.blame("", "", refusal, !minor)
		d.row.secret = d.row.secret || minor
	}
}
