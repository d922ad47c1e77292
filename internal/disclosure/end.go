package disclosure

import (
	"cmp"
	"slices"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/record"
)

// Source is what a line of the end date rests on.
type Source string

// The sources of a line.
const (
	ByStatute  Source = "statute"  // a line of a statute book
	ByProvider Source = "provider" // the provider's own 公示截止期
	ByRemoval  Source = "removal"  // the court's or the list's removal date
	ByValidTo  Source = "validity" // the end of validity, for items shown until then
)

// Sources lists every source, for tests that walk them all.
func Sources() []Source { return []Source{ByStatute, ByProvider, ByRemoval, ByValidTo} }

// Key returns the message key of the source.
func (s Source) Key() string { return "law.source." + string(s) }

// Line is one reason why a record ends.
type Line struct {
	Source   Source
	Basis    law.Basis  // for ByStatute
	Length   civil.Span // for ByStatute: the maximum
	Counts   law.Start  // for ByStatute: the event of day 0
	From     civil.Date // for ByStatute: day 0
	Presumed bool       // 推定: day 0 was not stated, the document date stands for it
	Ends     civil.Date // last day of the term itself
	Last     civil.Date // last visible day by this line: Ends, but not before its book took effect
	Governs  bool       // Last is the record's last day
}

// Ends is when a record leaves display, with every reason, and when its
// subject may first apply for repair.
type Ends struct {
	// Last is the last visible day: record.Forever for a record without an end,
	// the zero Date for an adverse record that no line covers, which is never
	// shown.
	Last civil.Date
	// Lines are all lines, the earliest first and of equal ones the one of
	// highest rank.
	Lines []Line
	// Repair says whether the record can be repaired, and RepairFrom is the
	// first day on which its subject may apply; zero unless Repair is RepairFrom.
	Repair     RepairState
	RepairFrom civil.Date
	Minimums   []Minimum // that lead to it
}

// Governing returns the first of the governing lines, and false for a record
// without an end.
func (e Ends) Governing() (Line, bool) {
	if len(e.Lines) == 0 {
		return Line{}, false
	}
	return e.Lines[0], e.Lines[0].Governs
}

// GovernedBy is what a record keeps of the governing line: book and article,
// or the source where it is no book; "" for a record without an end.
func (e Ends) GovernedBy() string {
	line, ok := e.Governing()
	switch {
	case !ok:
		return ""
	case line.Source == ByStatute:
		return line.Basis.Cite()
	}
	return string(line.Source)
}

// InForce returns the lines that apply on the day today; lines of a book that
// takes effect later are left out.
func (e Ends) InForce(today civil.Date) []Line {
	return slices.DeleteFunc(slices.Clone(e.Lines), func(l Line) bool {
		return l.Source == ByStatute && !l.Basis.InForce(today)
	})
}

// Set returns rec, a new record or one that a signed act has changed, with its
// end.
func (e Ends) Set(rec record.Record) record.Record {
	rec.DisclosedUntil, rec.GovernedBy, rec.RepairableFrom = e.Last, e.GovernedBy(), e.RepairFrom
	return rec
}

// Tighten returns rec with the end moved earlier, and whether it moved: a new
// book moves an end earlier at once, and never later without a signed act.
func (e Ends) Tighten(rec record.Record) (record.Record, bool) {
	if !e.Last.Before(rec.DisclosedUntil) {
		return rec, false
	}
	return e.Set(rec), true
}

// openEnded is the year from which an end date in a provider's file means that
// there is none.
const openEnded = 2099

// End computes when rec, a record of item from a provider of the given
// authority track ("" for none), leaves display: the earliest of all lines
// wins, those of books that take effect later included. The day from which the
// portal shows rec must stand in DisclosedFrom, or be that of receipt. End is
// pure; it moves nothing and remembers nothing.
func End(rec record.Record, item catalog.Item, track string, rules law.Rules) Ends {
	facts := FactsOf(rec, item, track, rules)
	lines := statedLines(rec, item)
	adverse := item.Term == catalog.ByConduct || item.Term == catalog.ByConductStated
	if adverse {
		lines = append(lines, statuteLines(rec, facts, rules)...)
	}
	ends := Ends{Last: record.Forever, Lines: lines}
	if adverse && len(lines) == 0 {
		ends.Last = civil.Date{}
	}
	slices.SortStableFunc(ends.Lines, earliestThenHighest)
	for i := range ends.Lines {
		ends.Last = ends.Lines[0].Last
		ends.Lines[i].Governs = ends.Lines[i].Last == ends.Last
	}
	if adverse {
		ends.Repair, ends.RepairFrom, ends.Minimums = repairOf(rec, item, facts, rules, ends.Last)
	}
	return ends
}

// statedLines are the ends that the record itself states.
func statedLines(rec record.Record, item catalog.Item) []Line {
	var lines []Line
	stated := func(source Source, last civil.Date) {
		if !last.IsZero() && last.Year() < openEnded {
			lines = append(lines, Line{Source: source, Ends: last, Last: last})
		}
	}
	stated(ByProvider, rec.ProviderUntil)
	stated(ByRemoval, rec.RemovedOn)
	if item.Term == catalog.ByValidity && !rec.LongTerm {
		stated(ByValidTo, rec.ValidTo)
	}
	return lines
}

// statuteLines are the ends by every book.
func statuteLines(rec record.Record, facts law.Facts, rules law.Rules) []Line {
	periods := rules.Periods(law.AdversePeriod, facts)
	if rec.ConductContinuing {
		periods = append(periods, rules.Periods(law.ContinuingPeriod, facts)...)
	}
	var lines []Line
	for _, p := range periods {
		if line, ok := statuteLine(rec, p); ok {
			lines = append(lines, line)
		}
	}
	return lines
}

// statuteLine computes one line; it is none where the period has no maximum,
// has not begun to run, or is repealed before it could end anything.
func statuteLine(rec record.Record, p law.Period) (Line, bool) {
	day0, presumed := dayZero(rec, p.Counts)
	if p.Max.IsZero() || day0.IsZero() {
		return Line{}, false
	}
	line := Line{
		Source: ByStatute, Basis: p.Basis, Length: p.Max, Counts: p.Counts,
		From: day0, Presumed: presumed, Ends: p.Max.After(day0),
	}
	line.Last = line.Ends
	if effect := p.Basis.From; !effect.IsZero() && line.Ends.Before(effect) {
		line.Last = effect.AddDays(-1)
	}
	if until := p.Basis.Until; !until.IsZero() && !line.Last.Before(until) {
		return Line{}, false
	}
	return line, true
}

// dayZero returns the day of the event that a line counts from, and whether it
// is presumed. The zero Date says that it has not come: conduct that goes on
// has no end.
func dayZero(rec record.Record, counts law.Start) (civil.Date, bool) {
	document, stands := rec.DecidedOn, false
	if document.IsZero() {
		document, stands = rec.FormedOn, true
	}
	switch counts {
	case law.ConductEnded:
		switch {
		case rec.ConductContinuing:
			return civil.Date{}, false
		case rec.ConductEndedOn.IsZero():
			return document, true
		}
		return rec.ConductEndedOn, rec.ConductPresumed
	case law.DocumentDated:
		return document, stands
	case law.FirstDisclosed:
		if first := civil.Earliest(rec.FirstDisclosedOn, rec.DisclosedFrom); !first.IsZero() {
			return first, false
		}
		return rec.ReceivedOn, true
	case law.Formed:
		return rec.FormedOn, rec.FormedPresumed
	case law.Received:
		return rec.ReceivedOn, false
	case law.Found, law.Forwarded, law.Answered, law.Annulled, law.Born, law.Served:
		return civil.Date{}, false // events of procedures, not of a record on display
	}
	return civil.Date{}, false
}

// earliestThenHighest orders lines by last day; of equal ones a book comes
// before what is no book, and the higher rank before the lower.
func earliestThenHighest(a, b Line) int {
	if c := a.Last.Compare(b.Last); c != 0 {
		return c
	}
	if c := cmp.Compare(slices.Index(Sources(), a.Source), slices.Index(Sources(), b.Source)); c != 0 {
		return c
	}
	return law.CompareRank(a.Basis.Book.Rank, b.Basis.Book.Rank)
}
