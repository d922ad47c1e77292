package page

import (
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/law"
)

// cite is the citation of a line of a statute book: instrument and article,
// with the mark of a draft or of an unconfirmed figure.
func (s Scene) cite(b law.Basis) string {
	key := "page.cite.in_force"
	if b.Draft() {
		key = "page.cite.draft"
	}
	text := s.t(key, "Instrument", b.Book.Instrument, "Article", b.Article)
	if b.Verify {
		return s.t("page.cite.verify", "Citation", text)
	}
	return text
}

// span is a length of calendar time in words; "" for none.
func (s Scene) span(l civil.Span) string {
	switch {
	case l.Years > 0:
		return s.n("law.span.years", l.Years)
	case l.Months > 0:
		return s.n("law.span.months", l.Months)
	case l.Days > 0:
		return s.n("law.span.days", l.Days)
	}
	return ""
}

// source is what a line of an end date rests on.
func (s Scene) source(l disclosure.Line) string {
	if l.Source == disclosure.ByStatute {
		return s.cite(l.Basis)
	}
	return s.t(l.Source.Key())
}

// reckoning says how a line comes to its last day.
func (s Scene) reckoning(l disclosure.Line) string {
	if l.Source != disclosure.ByStatute {
		return s.t("record.line." + string(l.Source))
	}
	said := []string{s.t("record.line.statute", "Event", s.t(l.Counts.Key()), "From", l.From, "Length", s.span(l.Length))}
	if l.Presumed {
		said = append(said, s.t("record.line.presumed"))
	}
	if l.Last != l.Ends {
		said = append(said, s.t("record.line.since", "Ends", l.Ends, "From", l.Basis.From))
	}
	return s.Words.Sentences(said...)
}
