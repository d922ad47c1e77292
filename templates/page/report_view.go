package page

import (
	"net/url"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/catalog"
	"creditportal/internal/disclosure"
	"creditportal/internal/query"
	"creditportal/internal/report"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// ReportsView is where somebody asks about themselves, with the reports that
// were made before.
type ReportsView struct {
	Frame layout.View
	Title string
	Lead  string
	Notes []string
	Make  SentForm
	Table component.TableView
	Rows  []ReportRow
	Empty *component.EmptyView
}

// ReportRow is a report in a list.
type ReportRow struct {
	Link, Paper component.LinkView
	Issued      string
}

// Reports is what is known of the reports about the holder's own side.
type Reports struct {
	Name string // of the subject
	List []report.Report
	Op   string
}

// NewReportsView builds the page of the query about oneself.
func NewReportsView(s Scene, in Reports) ReportsView {
	title := s.t("report.list_title")
	v := ReportsView{
		Title: title, Lead: s.t("report.lead", "Name", in.Name), Notes: []string{s.t("report.says"), s.t("report.before")},
		Make: SentForm{
			Action: s.href(route.OwnReports), Submit: s.t("report.make"),
			Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: in.Op}),
		},
		Table: component.TableView{Caption: s.t("report.earlier"), Quiet: true},
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{
			{Label: s.t("own.title"), Href: route.Own}, {Label: title},
		}}),
	}
	for _, name := range []string{"number", "issued", "paper"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("report.column." + name), Narrow: name == "issued",
		})
	}
	for _, r := range in.List {
		v.Rows = append(v.Rows, ReportRow{
			Link: s.link(r.Number, route.Report(r.PublicID)), Issued: s.Words.Instant(r.IssuedAt),
			Paper: component.LinkView{Label: s.t("letter.pdf"), Href: s.href(route.ReportPaperOf(r.PublicID)), Note: r.Number},
		})
	}
	if len(v.Rows) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("report.none")}
	}
	return v
}

// ReportView is a credit report on the screen.
type ReportView struct {
	Frame    layout.View
	Title    string
	Name     string
	Lang     string // of the name
	Notice   *component.NoticeView
	Paper    component.LinkView // takes it home
	Acts     []component.LinkView
	Facts    []component.FactView
	Agreed   *ReportChapter // what the subject agreed to show
	Counts   []component.NumeralView
	Chapters []ReportChapter
	Tips     ReportChapter
	Closing  []string
}

// ReportChapter is a chapter of a report.
type ReportChapter struct {
	ID, Title string
	None      string // what stands there where there is nothing
	Facts     []component.FactView
	Records   []ReportRecord
	Points    []string
}

// ReportRecord is a record in a report.
type ReportRecord struct {
	ID, Title  string
	Lang       string
	Slips      []component.SlipView
	Annotation *component.AnnotationView
	Facts      []component.FactView
	Revisions  []RevisionView
	Object     component.LinkView
}

// OpenReport is a report that is shown: how it was issued, and what it says.
type OpenReport struct {
	Report  report.Report
	Content report.Content
	Issuer  string
	Made    bool // a moment ago
	Proved  bool // there is a ledger that proves the look

	Back  string    // page of the authorisation; "" for a report about oneself
	Until time.Time // until when it is shown
}

// NewReportView builds the page of a credit report.
func NewReportView(s Scene, in OpenReport) ReportView {
	title := s.t("report.title")
	chapters := s
	if in.Report.Consented() {
		chapters.Holder.By = actor.Public() // who reads of somebody else objects to nothing
	}
	v := ReportView{
		Title: title, Name: in.Content.Subject.Name, Lang: s.chinese(), Facts: s.reportFacts(in), Closing: s.closing(),
		Paper: s.link(s.t("report.paper"), route.ReportPaperOf(in.Report.PublicID)),
		Acts:  s.reportActs(in),
		Frame: s.frame(place{Title: title, Robots: robotsNone, Modules: []string{copyModule}, Crumbs: []layout.Link{
			{Label: s.t("report.list_title"), Href: route.OwnReports}, {Label: in.Report.Number},
		}}),
		Tips: ReportChapter{
			ID: string(report.Advice), Title: s.t(report.Advice.Key()), Points: s.tips(in),
		},
	}
	if in.Made {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("report.fresh")}
	}
	if in.Back != "" {
		s.consented(&v, in)
	}
	v.Agreed = s.agreed(in.Content)
	for _, chapter := range countedIn(in.Content) {
		n := in.Content.Count(chapter)
		v.Counts = append(v.Counts, component.NumeralView{
			Value: s.Words.Count(n), Unit: s.n("report.unit", n), Label: s.t("report.count." + string(chapter)),
			Href: "#" + string(chapter), Tone: chapterTone(chapter, n),
		})
	}
	for _, part := range in.Content.Parts {
		v.Chapters = append(v.Chapters, chapters.chapter(part, in.Content))
	}
	return v
}

// reportActs lead from a report to where it came from, and to the proof of its query.
func (s Scene) reportActs(in OpenReport) []component.LinkView {
	acts := []component.LinkView{
		s.link(s.t("report.back"), route.OwnReports), s.link(s.t("report.cases"), route.Own),
	}
	if in.Back != "" {
		acts = []component.LinkView{s.link(s.t("report.back_query"), in.Back)}
	}
	if in.Proved {
		acts = append(acts, s.link(s.t("report.receipt"), route.LookReceiptOf(in.Report.Entry)))
	}
	return acts
}

// NewOutdatedView builds the page that says of a report that it is shown no
// longer.
func NewOutdatedView(s Scene, r report.Report) PlainView {
	title := s.t("report.fault.outdated_title")
	return PlainView{
		Title: title, Lead: s.t("report.fault.outdated"),
		Sections: []TextView{{ID: "again", Title: r.Number, Links: []component.LinkView{
			s.link(s.t("report.list_title"), route.OwnReports),
		}}},
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{
			{Label: s.t("report.list_title"), Href: route.OwnReports}, {Label: title},
		}}),
	}
}

// chapterTone marks what weighs, where there is something.
func chapterTone(chapter report.Chapter, n int) component.Tone {
	switch {
	case n == 0:
		return ""
	case chapter == report.SeriousDefault:
		return component.Adverse
	case chapter == report.Honours:
		return component.Good
	}
	return component.Info
}

// reportFacts say what the report is: about whom, for whom, when, by whom.
func (s Scene) reportFacts(in OpenReport) []component.FactView {
	fact := func(name, text string) component.FactView {
		return component.FactView{Term: s.t("report.fact." + name), Text: text}
	}
	chinese := func(name, text string) component.FactView {
		f := fact(name, text)
		f.Lang = s.chinese()
		return f
	}
	proof := component.CodeView{Value: string(in.Report.Proof), Label: s.t("report.fact.proof"), Copy: true}
	facts := []component.FactView{
		fact("number", in.Report.Number),
		chinese("enquirer", in.Report.Enquirer), fact("purpose", s.t(in.Report.Purpose.Key())),
		fact("issued", s.Words.Instant(in.Report.IssuedAt)), chinese("issuer", in.Issuer),
		fact("entry", in.Report.Entry),
		{Term: s.t("report.fact.proof"), Code: &proof, Note: s.t("notice.check")},
	}
	if in.Report.Consented() {
		facts = append(facts, s.named(in.Content)...) // its chapter stands only where it was agreed to
	}
	return facts
}

// aboutWhom says who the report is about.
func (s Scene) aboutWhom(c report.Content) []component.FactView {
	facts := append(s.named(c), component.FactView{
		Term: s.t("report.fact.kind"), Text: s.t("subject.kind." + string(c.Subject.Kind)),
	})
	if c.Subject.Standing == subject.Cancelled {
		facts = append(facts, component.FactView{
			Term: s.t("report.fact.standing"), Text: s.t("subject.standing." + string(c.Subject.Standing)),
		})
	}
	return facts
}

func (s Scene) chapter(part report.Part, of report.Content) ReportChapter {
	c := ReportChapter{ID: string(part.Chapter), Title: s.t(part.Chapter.Key())}
	if part.Chapter == report.Registration {
		c.Facts = s.aboutWhom(of)
	}
	if len(part.Lines) == 0 && len(c.Facts) == 0 {
		c.None = s.t("report.nothing")
		if len(of.Agreed) > 0 {
			c.None = s.t("report.nothing_agreed")
		}
	}
	for _, line := range part.Lines {
		c.Records = append(c.Records, s.reportRecord(line))
	}
	return c
}

func (s Scene) reportRecord(line query.Line) ReportRecord {
	sh := line.Shown
	r := ReportRecord{
		ID: "r-" + string(sh.Number), Title: sh.Matter, Lang: s.chinese(), Slips: s.slips(sh),
		Annotation: s.annotation(sh), Facts: s.lineFacts(sh), Revisions: each(line.Revisions, s.revision),
	}
	if s.Holder.By.May(actor.Objecting) {
		of := url.Values{route.OfRecord: {string(sh.Number)}}
		r.Object = s.link(s.t("report.object"), route.With(route.NewFiling, of))
	}
	return r
}

// lineFacts are what a report says of a record: what is recorded, from whom,
// since when and until when it is shown, and to whom. What was not collected is
// not spoken of.
func (s Scene) lineFacts(sh disclosure.Shown) []component.FactView {
	var facts []component.FactView
	for _, f := range s.recordFacts(sh) {
		if f.Text != "" || f.Code != nil || f.Missing != s.t("record.missing."+string(disclosure.NotCollected)) {
			facts = append(facts, f)
		}
	}
	facts = append(facts,
		s.recorded("provider", s.providerName(sh.Provider)), s.fact("received_on", s.Words.LongDate(sh.ReceivedOn)))
	if ways := s.disclosedBy(sh); ways != "" { // the catalog of today may know the item no longer
		facts = append(facts, component.FactView{Term: s.t("report.fact.channel"), Text: ways})
	}
	return append(facts, s.fact("first_day", s.Words.LongDate(sh.DisclosedFrom)), s.fact("last_day", s.until(sh)),
		s.fact("number", string(sh.Number)))
}

// disclosedBy says by which ways the records of the item are disclosed.
func (s Scene) disclosedBy(sh disclosure.Shown) string {
	item, _ := s.Catalog.Item(sh.Item)
	return s.Words.List(each(item.Channels[sh.SubjectKind], func(c catalog.Channel) string {
		return s.t("catalog.channel." + string(c))
	}))
}
