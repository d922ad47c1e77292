package page

import (
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// RecordView is one record (P3).
type RecordView struct {
	Frame      layout.View
	Spine      component.SpineView
	Subject    string
	Href       string // of the subject's file; empty: none
	Code       *component.CodeView
	Slips      []component.SlipView
	Lang       string
	Annotation *component.AnnotationView
	Ruler      component.RulerView
	Repair     string
	Facts      []component.FactView
	Disclosed  []component.FactView
	Source     []component.FactView
	Revisions  []RevisionView
	Siblings   []component.RecordRow
	Services   []component.LinkView // what can be asked for about it
	Sheet      component.LinkView   // as it goes to paper
	All        component.LinkView   // to all records of the subject; empty Href: none
}

// NewRecordView builds the page of one record.
func NewRecordView(s Scene, p search.Page) RecordView {
	sh := p.Shown
	sort := s.sortOf(sh)
	v := RecordView{
		Spine: component.SpineView{
			Tone: sort.Tone, Class: joined(s.t("catalog.class."+string(sh.Class)), sort.Text),
			Title: sh.Matter, Lang: s.chinese(),
		},
		Subject: sh.SubjectName, Href: s.subjectHref(sh), Slips: s.slips(sh)[1:], Lang: s.chinese(),
		Ruler: s.termRuler(p), Repair: s.repair(p), Annotation: s.annotation(sh),
		Facts: s.recordFacts(sh), Disclosed: s.disclosed(p), Source: s.sourceFacts(sh),
		Siblings: each(p.Siblings, s.briefOfSubject), Revisions: each(p.Revisions, s.revision),
		Services: s.recordServices(sh.Number, sh.Honour, p.Ends.Repair != disclosure.RepairNone),
		Sheet:    s.link(s.t("layout.sheet.print"), route.Sheet(route.Record(sh.Number))),
	}
	if sh.SubjectCode != "" {
		v.Code = &component.CodeView{Value: sh.SubjectCode, Label: s.t("record.fact.code"), Copy: !s.onPaper()}
	}
	if v.Href != "" {
		v.All = component.LinkView{Label: s.t("record.all_of_subject"), Href: v.Href}
	}
	if s.onPaper() {
		v.Services, v.Sheet, v.Ruler.Unfolded = nil, component.LinkView{}, true
	}
	v.Frame = s.frame(place{
		Title:       joined(sh.SubjectName, sh.Matter),
		Description: s.t("record.summary", "Subject", sh.SubjectName, "Matter", sh.Matter),
		Robots:      RecordRobots(sh), Section: sectionOf(sh), Crumbs: s.recordCrumbs(sh), Modules: []string{copyModule},
		Alternates: s.recordTwin(sh),
		Meta: append(column(sort.Text, s.t("page.column.list")),
			layout.Meta{Name: "ArticleTitle", Content: sh.Matter},
			layout.Meta{Name: "PubDate", Content: sh.DisclosedFrom.String()},
			layout.Meta{Name: "ContentSource", Content: s.providerName(sh.Provider)}),
	})
	return v
}

// recordTwin is the record for programs; a natural person has none (条例 20).
func (s Scene) recordTwin(sh disclosure.Shown) []layout.Alternate {
	if sh.SubjectKind == subject.Person {
		return nil
	}
	return []layout.Alternate{{
		Type: route.JSON.Type(), Title: s.t("export.form.json"), Href: s.href(route.RecordTwin(sh.Number)),
	}}
}

// RecordRobots keeps adverse records out of caches and persons out of search
// engines.
func RecordRobots(sh disclosure.Shown) string {
	switch {
	case sh.SubjectKind == subject.Person:
		return "noindex,noarchive"
	case sh.Class == record.Adverse:
		return "noarchive"
	}
	return ""
}

// listOf is the list of the portal that the record stands in, EveryRecord for
// none.
func listOf(sh disclosure.Shown) search.List {
	switch {
	case sh.Class == record.Adverse:
		return search.AdverseList
	case sh.Honour:
		return search.FavourableList
	case sh.Dual:
		return search.DualList
	}
	return search.EveryRecord
}

func sectionOf(sh disclosure.Shown) layout.NavKey { return section(listOf(sh)) }

func (s Scene) recordCrumbs(sh disclosure.Shown) []layout.Link {
	here := layout.Link{Label: s.t("record.title", "Number", string(sh.Number))}
	if l := listOf(sh); l != search.EveryRecord {
		return []layout.Link{{Label: s.listTitle(l), Href: route.List(l)}, here}
	}
	return []layout.Link{here}
}

// annotation is the banner of art. 38; whoever sees the record sees it.
func (s Scene) annotation(sh disclosure.Shown) *component.AnnotationView {
	if !marked(sh) {
		return nil
	}
	return &component.AnnotationView{
		Tone: component.Caution, Title: s.t("record.annotation." + string(sh.Annotation.Kind)),
		Text: s.annotationLine(sh), Detail: s.t("record.annotation_detail"),
	}
}

// termRuler draws the disclosure with every line that gives it an end.
func (s Scene) termRuler(p search.Page) component.RulerView {
	sh := p.Shown
	in := component.TermInput{
		ID: "term", From: sh.DisclosedFrom, Today: s.Today, Repair: p.Ends.RepairFrom, Annotated: sh.Annotation.On,
	}
	if !sh.Endless() {
		in.Last = sh.DisclosedUntil
	}
	if marked(sh) {
		in.Note = s.t("record.annotation." + string(sh.Annotation.Kind))
	}
	for _, line := range p.Ends.Lines {
		rule := component.TermRule{
			Short: s.shortSource(line), Basis: s.source(line), Why: s.reckoning(line),
			Last: line.Last, Governs: line.Last == sh.DisclosedUntil,
		}
		if rule.Governs && in.Basis == "" {
			in.Basis = rule.Basis
		}
		in.Rules = append(in.Rules, rule)
	}
	return component.TermRuler(s.Words, in)
}

// shortSource fits beside a tick of the ruler.
func (s Scene) shortSource(l disclosure.Line) string {
	if l.Source == disclosure.ByStatute {
		return l.Basis.Book.Instrument
	}
	return s.t(l.Source.Key())
}

// repair says whether and from when the subject may apply for repair; "" for
// records that know none.
func (s Scene) repair(p search.Page) string {
	if p.Ends.Repair == disclosure.RepairNone {
		return ""
	}
	return s.t(p.Ends.Repair.Key())
}

func (s Scene) providerName(code string) string {
	if name, ok := s.Providers[code]; ok {
		return name
	}
	return code
}
