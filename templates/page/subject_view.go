package page

import (
	"strconv"

	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// SubjectView is the public credit file of a subject (P4).
type SubjectView struct {
	Frame    layout.View
	Spine    component.SpineView
	Code     component.CodeView
	Slips    []component.SlipView
	Facts    []component.FactView
	Counts   []component.NumeralView
	None     string // said when no adverse record is on display
	Ruler    component.RulerView
	Timeline component.TimelineView
	Sections []SectionView
	More     *component.NoticeView
	Notes    []string
	Sheet    component.LinkView // as it goes to paper
	Export   component.ExportView
}

// SectionView is the records of one part of a file.
type SectionView struct {
	ID, Title string
	Rows      []component.RecordRow
}

// The parts of a file, in their order; each is an anchor of the page.
const (
	adversePart = "adverse"
	licencePart = "licences"
	honourPart  = "honours"
	furtherPart = "further"
	basicPart   = "basic"
)

func fileParts() []string {
	return []string{adversePart, licencePart, honourPart, furtherPart, basicPart}
}

// partOf says in which part of a file a record stands.
func partOf(sh disclosure.Shown) string {
	switch {
	case sh.Class == record.Adverse:
		return adversePart
	case sh.Dual:
		return licencePart
	case sh.Honour:
		return honourPart
	case sh.Class == record.Basic:
		return basicPart
	}
	return furtherPart
}

// NewSubjectView builds the page of a credit file.
func NewSubjectView(s Scene, f search.File) SubjectView {
	subj := f.Subject
	v := SubjectView{
		Spine: component.SpineView{
			Tone: component.Info, Class: s.t("subject_page.file"), Title: subj.Name, Lang: s.chinese(),
		},
		Code:  component.CodeView{Value: subj.Code.String(), Label: s.t("record.fact.code"), Copy: true},
		Slips: s.standing(subj), Facts: s.subjectFacts(subj), Counts: s.counts(f),
		Ruler: s.years(f.Rows), Timeline: s.timeline(f.Rows), Sections: s.fileSections(f.Rows),
		Notes: []string{s.t("subject_page.note.report"), s.t("subject_page.note.rating")},
		Sheet: s.link(s.t("layout.sheet.print"), route.Sheet(route.Subject(subj.Code.String()))),
	}
	if f.Counts[record.Adverse] == 0 {
		v.None = s.t("subject_page.none_adverse")
		if !s.AsOf.IsZero() {
			v.None = s.t("subject_page.none_adverse_as_of", "At", s.AsOf)
		}
	}
	if !f.Next.IsZero() {
		v.More = &component.NoticeView{
			Tone: component.Neutral, Text: s.n("subject_page.more", len(f.Rows)), Link: s.allAdverse(subj),
		}
	}
	var alternates []layout.Alternate
	v.Export, alternates = s.exports(route.Subject(subj.Code.String()), nil)
	if s.onPaper() {
		// paper can be neither pressed nor copied from
		v.Sheet, v.Code.Copy, v.Export = component.LinkView{}, false, component.ExportView{}
	}
	v.Frame = s.frame(place{
		Title: subj.Name, Description: s.t("subject_page.summary", "Name", subj.Name), Robots: "noarchive",
		Crumbs: []layout.Link{{Label: s.t("subject_page.file")}, {Label: subj.Name}}, Modules: []string{copyModule},
		Meta: column(s.t("subject_page.file"), s.t("page.column.list")), Alternates: alternates,
	})
	return v
}

// allAdverse leads to the list of adverse records, narrowed to the subject.
func (s Scene) allAdverse(subj subject.Subject) component.LinkView {
	query := with(nil, route.Keyword, subj.Code.String())
	return s.link(s.t("subject_page.adverse_list"), route.With(route.List(search.AdverseList), query))
}

func (s Scene) standing(subj subject.Subject) []component.SlipView {
	if subj.Standing != subject.Cancelled {
		return nil
	}
	return []component.SlipView{{Tone: component.Neutral, Text: s.t("subject.standing.cancelled")}}
}

func (s Scene) subjectFacts(subj subject.Subject) []component.FactView {
	facts := []component.FactView{
		{Term: s.t("subject_page.fact.kind"), Text: s.kindName(string(subj.Kind))},
	}
	if subj.Standing != "" {
		facts = append(facts, component.FactView{
			Term: s.t("subject_page.fact.standing"), Text: s.t("subject.standing." + string(subj.Standing)),
		})
	}
	for _, former := range subj.Former {
		facts = append(facts, component.FactView{
			Term: s.t("subject_page.fact.former"), Text: former.Name, Lang: s.chinese(),
			Note: s.formerUntil(former),
		})
	}
	return facts
}

func (s Scene) formerUntil(f subject.Former) string {
	if f.Until.IsZero() {
		return ""
	}
	return s.t("subject_page.fact.former_until", "Day", f.Until)
}

// counts are the records of each class; those that are there lead to their
// first part.
func (s Scene) counts(f search.File) []component.NumeralView {
	classes := []struct {
		class record.Class
		tone  component.Tone
		parts []string
	}{
		{record.Adverse, component.Adverse, []string{adversePart}},
		{record.Basic, component.Info, []string{licencePart, basicPart}},
		{record.Further, component.Good, []string{honourPart, furtherPart}},
	}
	var views []component.NumeralView
	for _, c := range classes {
		n := component.NumeralView{Value: s.Words.Count(f.Counts[c.class]), Label: s.t("catalog.class." + string(c.class))}
		if f.Counts[c.class] > 0 {
			n.Tone, n.Href = c.tone, "#"+firstPart(f.Rows, c.parts)
		}
		views = append(views, n)
	}
	return views
}

// firstPart returns the first of the parts that has a record.
func firstPart(rows []disclosure.Shown, parts []string) string {
	for _, part := range parts {
		for _, sh := range rows {
			if partOf(sh) == part {
				return part
			}
		}
	}
	return "timeline"
}

func (s Scene) years(rows []disclosure.Shown) component.RulerView {
	in := component.YearsInput{ID: "years", Today: s.Today}
	for _, sh := range rows {
		in.Records = append(in.Records, component.YearsRecord{On: sh.ListedOn, Tone: s.sortOf(sh).Tone})
	}
	return component.YearsRuler(s.Words, in)
}

// timeline groups the records, newest first, by year.
func (s Scene) timeline(rows []disclosure.Shown) component.TimelineView {
	var v component.TimelineView
	for _, sh := range rows {
		year := strconv.Itoa(sh.ListedOn.Year())
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Heading != year {
			v.Groups = append(v.Groups, component.TimelineGroup{Heading: year})
		}
		sort := s.sortOf(sh)
		group := &v.Groups[len(v.Groups)-1]
		group.Events = append(group.Events, component.EventView{
			Day: s.Words.Date(sh.ListedOn), ISO: sh.ListedOn.String(), Slip: &sort, Title: sh.Matter,
			Href: s.href(route.Record(sh.Number)), Lang: s.chinese(),
		})
	}
	return v
}

// fileSections are the parts that have a record.
func (s Scene) fileSections(rows []disclosure.Shown) []SectionView {
	var sections []SectionView
	for _, part := range fileParts() {
		section := SectionView{ID: part, Title: s.t("subject_page.part." + part)}
		for _, sh := range rows {
			if partOf(sh) == part {
				section.Rows = append(section.Rows, s.briefOfSubject(sh))
			}
		}
		if len(section.Rows) > 0 {
			sections = append(sections, section)
		}
	}
	return sections
}
