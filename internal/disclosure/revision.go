package disclosure

import (
	"slices"

	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/record"
)

// Revision is a change of a record as anyone may know it: when, by what act,
// and which parts. What stood there before is in none of it, and neither is
// the reason in an officer's own words: both may hold what was withdrawn.
type Revision struct {
	On     civil.Date
	Did    audit.Act
	Parts  []Part
	Fields []string // labels of the catalog
	Said   string   // what its provider tells everybody; "" for nothing
}

// Part is a part of a record beside the fields of its item.
type Part string

// The parts of a record that can change while it is known.
const (
	PartTitle     Part = "title"
	PartDocument  Part = "document"
	PartAuthority Part = "authority"
	PartDecided   Part = "decided_on"
	PartSeverity  Part = "severity"
	PartValidity  Part = "validity"
	PartFirstDay  Part = "first_day"
	PartLastDay   Part = "last_day"
	PartRepair    Part = "repair"
	PartProvider  Part = "provider"
	PartAnnotated Part = "annotated" // an annotation was set or changed (art. 38)
	PartCleared   Part = "cleared"   // the annotation was lifted
	PartHidden    Part = "hidden"    // it went off display for a time
	PartShown     Part = "shown"     // it came back on display
)

// Parts lists every part, for the words.
func Parts() []Part {
	return []Part{
		PartTitle, PartDocument, PartAuthority, PartDecided, PartSeverity, PartValidity, PartFirstDay, PartLastDay,
		PartRepair, PartProvider, PartAnnotated, PartCleared, PartHidden, PartShown,
	}
}

// Revisions says how rec, a record of item, came to be as it is, the latest
// change first. What was superseded comes the oldest first. A change of
// nothing that anyone may see is left out.
func Revisions(rec record.Record, superseded []record.Superseded, item catalog.Item) []Revision {
	return RevisionsFor(rec, superseded, item, Anyone)
}

// RevisionsFor says the same for a viewer, who learns of a change of what they
// see, and of nothing else.
func RevisionsFor(
	rec record.Record, superseded []record.Superseded, item catalog.Item, viewer Viewer,
) []Revision {
	item = item.For(rec.SubjectKind)
	var all []Revision
	after := rec
	for _, was := range slices.Backward(superseded) {
		r := revision(was, after, item, viewer)
		if len(r.Parts)+len(r.Fields) > 0 {
			all = append(all, r)
		}
		after = was.Record
	}
	return all
}

// RevisionOf says what the act that superseded a record of item changed for a viewer;
// after is what stood then.
func RevisionOf(was record.Superseded, after record.Record, item catalog.Item, viewer Viewer) Revision {
	return revision(was, after, item.For(after.SubjectKind), viewer)
}

func revision(was record.Superseded, after record.Record, item catalog.Item, viewer Viewer) Revision {
	return Revision{
		On: civil.Of(was.At), Did: was.Did, Said: was.Said,
		Parts: partsChanged(was.Record, after), Fields: fieldsChanged(was.Record, after, item, viewer),
	}
}

func partsChanged(was, is record.Record) []Part {
	var parts []Part
	for _, p := range []struct {
		part    Part
		changed bool
	}{
		{PartTitle, was.DocumentTitle != is.DocumentTitle},
		{PartDocument, was.DocumentNumber != is.DocumentNumber},
		{PartAuthority, was.AuthorityName != is.AuthorityName},
		{PartDecided, was.DecidedOn != is.DecidedOn},
		{PartSeverity, was.Severity != is.Severity},
		{PartValidity, was.ValidFrom != is.ValidFrom || was.ValidTo != is.ValidTo || was.LongTerm != is.LongTerm},
		{PartFirstDay, was.DisclosedFrom != is.DisclosedFrom},
		{PartLastDay, was.DisclosedUntil != is.DisclosedUntil},
		{PartRepair, was.RepairableFrom != is.RepairableFrom},
		{PartProvider, was.Provider != is.Provider},
		{PartAnnotated, was.Annotation != is.Annotation && is.Annotation.Kind != record.NotAnnotated},
		{PartCleared, was.Annotation != is.Annotation && is.Annotation.Kind == record.NotAnnotated},
		{PartHidden, was.Publishable() && !is.Publishable()},
		{PartShown, !was.Publishable() && is.Publishable()},
	} {
		if p.changed {
			parts = append(parts, p.part)
		}
	}
	return parts
}

// fieldsChanged compares what the viewer sees of the fields, so that a field that
// the catalog withholds is not given away by its change.
func fieldsChanged(was, is record.Record, item catalog.Item, viewer Viewer) []string {
	var labels []string
	before := fieldsFor(was, item, viewer)
	for i, f := range fieldsFor(is, item, viewer) {
		if f != before[i] {
			labels = append(labels, f.Label)
		}
	}
	return labels
}
