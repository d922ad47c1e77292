package page

import (
	"slices"

	"creditportal/internal/report"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/templates/layout"
)

// consented says on the page of a report by consent how long it is open, and
// leads back to the authorisation and to the proof of the look.
func (s Scene) consented(v *ReportView, in OpenReport) {
	v.Notice = &component.NoticeView{
		Tone: component.Info, Text: s.t("report.open_until", "Until", s.Words.Instant(in.Until)),
	}
	v.Paper = s.link(s.t("report.paper"), in.Back+"/report.pdf")
	v.Frame.Crumbs = []layout.Link{{Label: s.t("report.back_query"), Href: in.Back}, {Label: in.Report.Number}}
}

// agreed lists what the subject agreed to show, and how much there is of each; nil
// for a report about oneself.
func (s Scene) agreed(c report.Content) *ReportChapter {
	if len(c.Agreed) == 0 {
		return nil
	}
	part := ReportChapter{ID: "agreed", Title: s.t("report.agreed.title"), Points: []string{s.t("report.agreed.alone")}}
	for _, a := range c.Agreed {
		says := s.t("report.agreed.none")
		if a.Count > 0 {
			says = s.n("report.agreed.count", a.Count)
		}
		part.Facts = append(part.Facts, component.FactView{Term: s.itemName(a.Item), Own: s.chinese(), Text: says})
	}
	return &part
}

// countedIn are the chapters whose records are counted in the report: a count of
// what was not agreed to would say something of it.
func countedIn(c report.Content) []report.Chapter {
	return slices.DeleteFunc(report.Counted(), func(chapter report.Chapter) bool { return !c.Has(chapter) })
}

// named says who the report is about, as whoever asks had to know.
func (s Scene) named(c report.Content) []component.FactView {
	number := "code"
	if c.Subject.Kind == subject.Person {
		number = "document"
	}
	return []component.FactView{
		{Term: s.t("report.fact.subject"), Text: c.Subject.Name, Lang: s.chinese()},
		{Term: s.t("report.fact." + number), Text: c.Named()},
	}
}
