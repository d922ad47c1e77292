package page

import (
	"creditportal/internal/i18n"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/report"
	"creditportal/templates/component"
)

// ReportText says a credit report in words, for paper. It is in Chinese, as
// every document of the office is, with one English sentence.
func ReportText(s Scene, in OpenReport, address string) notice.Text {
	r := in.Report
	s.Today = r.IssuedOn() // what can be done is said as of the report
	t := notice.Text{
		Title: s.t("report.title"), English: i18n.Default().Printer(i18n.English).T("report.gist"), Number: r.Number,
		Opening: s.t("report.opening",
			"Name", r.Enquirer, "Purpose", s.t(r.Purpose.Key()), "At", s.Words.Instant(r.IssuedAt)),
		Issuer: in.Issuer, Date: s.Words.LongDate(r.IssuedOn()), Check: s.t("notice.check"), Address: address,
		Secret: s.t("notice.code", "Code", string(r.Proof)),
		Sections: []notice.Section{
			{Title: s.t("report.head"), Rows: factLines(s.reportFacts(in))},
		},
	}
	if agreed := s.agreed(in.Content); agreed != nil {
		t.Sections = append(t.Sections, notice.Section{
			Title: agreed.Title, Rows: factLines(agreed.Facts), Points: agreed.Points, Dense: true,
		})
	}
	if len(countedIn(in.Content)) > 0 {
		t.Sections = append(t.Sections, s.summaryText(in.Content))
	}
	if t.Issuer == "" {
		t.Issuer = s.t("layout.site.name")
	}
	for _, part := range in.Content.Parts {
		t.Sections = append(t.Sections, s.chapterText(s.chapter(part, in.Content), part.Lines)...)
	}
	t.Sections = append(t.Sections,
		notice.Section{Title: s.t(report.Advice.Key()), Points: s.tips(in)},
		notice.Section{Title: s.t("report.closing"), Points: s.closing()})
	return t
}

// ReportMark is what stands across every page of a report: who asked, why, when.
func ReportMark(s Scene, r report.Report) string {
	return s.t("report.watermark",
		"Name", r.Enquirer, "Purpose", s.t(r.Purpose.Key()), "At", s.Words.Instant(r.IssuedAt), "Number", r.Number)
}

// summaryText is the counts side by side.
func (s Scene) summaryText(c report.Content) notice.Section {
	t := notice.Table{Rows: [][]string{nil}}
	for _, chapter := range countedIn(c) {
		t.Heads = append(t.Heads, s.t("report.count."+string(chapter)))
		t.Rows[0] = append(t.Rows[0], s.Words.Count(c.Count(chapter)))
	}
	return notice.Section{Title: s.t("report.summary"), Tables: []notice.Table{t}}
}

// chapterText is a chapter, and each of its records under it.
func (s Scene) chapterText(c ReportChapter, lines []query.Line) []notice.Section {
	head := notice.Section{Title: c.Title, Rows: factLines(c.Facts), Dense: true}
	if c.None != "" {
		head.Rows = []notice.Line{{Says: []string{c.None}}}
	}
	all := []notice.Section{head}
	for i, r := range c.Records {
		under := notice.Section{Title: r.Title, Under: true, Dense: true, Rows: factLines(r.Facts)}
		if r.Annotation != nil {
			mark := notice.Line{Term: s.t("report.annotated"), Says: []string{r.Annotation.Text}}
			under.Rows = append([]notice.Line{mark}, under.Rows...)
		}
		if changes := s.changesText(lines[i]); len(changes) > 0 {
			under.Rows = append(under.Rows, notice.Line{Term: s.t("report.changes"), Says: changes})
		}
		all = append(all, under)
	}
	return all
}

// changesText says how a record came to be as it is, a line for each change.
func (s Scene) changesText(line query.Line) []string {
	var said []string
	for _, r := range each(line.Revisions, s.revision) {
		fields := r.Fields
		if fields != "" {
			fields = s.t("record.revision.fields") + fields
		}
		said = append(said, joined(r.Day, r.Acts, r.Changed, fields, r.Why))
	}
	return said
}

// factLines are facts as a letter has them: of one that is missing, why.
func factLines(facts []component.FactView) []notice.Line {
	return each(facts, func(f component.FactView) notice.Line {
		says := f.Text
		switch {
		case f.Code != nil:
			says = f.Code.Value
		case says == "":
			says = f.Missing
		}
		return notice.Line{Term: f.Term, Says: []string{says}}
	})
}

func (s Scene) tips(in OpenReport) []string {
	if in.Report.Consented() {
		return []string{s.t("report.consented")}
	}
	return each(in.Content.Tips(s.Today), func(tip report.Tip) string {
		return s.t(tip.Kind.Key(), "Matter", tip.Matter, "From", tip.From)
	})
}

// closing is what every report ends with.
func (s Scene) closing() []string {
	return each([]string{"objective", "scope", "object", "repair", "care"}, func(name string) string {
		return s.t("report.close." + name)
	})
}
