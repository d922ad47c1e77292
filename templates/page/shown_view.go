package page

import (
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// The lists of the catalog that call for another tone than their class has.
const (
	abnormalOperations = "abnormal_operations"
	favourable         = "favourable"
	aGradeTaxpayers    = "a_grade_taxpayers"
)

// sortOf returns the word for what sort of record it is, with its tone: the
// list it is an entry of, or licence, penalty, honour, or its class.
func (s Scene) sortOf(sh disclosure.Shown) component.SlipView {
	if key := "catalog.list." + sh.List; sh.List != "" && s.Words.Has(key) {
		return component.SlipView{Tone: toneOfList(sh), Text: s.t(key)}
	}
	switch {
	case sh.Dual && sh.Class == record.Adverse:
		return component.SlipView{Tone: component.Adverse, Text: s.t("record.sort.penalty")}
	case sh.Dual:
		return component.SlipView{Tone: component.Info, Text: s.t("record.sort.licence")}
	case sh.Honour:
		return component.SlipView{Tone: component.Good, Text: s.t("record.sort.honour")}
	}
	return component.SlipView{Tone: toneOf(sh), Text: s.t("catalog.class." + string(sh.Class))}
}

func toneOfList(sh disclosure.Shown) component.Tone {
	switch sh.List {
	case abnormalOperations:
		return component.Caution
	case favourable, aGradeTaxpayers:
		return component.Good
	}
	return toneOf(sh)
}

func toneOf(sh disclosure.Shown) component.Tone {
	switch {
	case sh.Class == record.Adverse:
		return component.Adverse
	case sh.Honour:
		return component.Good
	}
	return component.Info
}

// marked says whether a record carries an annotation (art. 38).
func marked(sh disclosure.Shown) bool { return sh.Annotation.Kind != record.NotAnnotated }

// annotationSlip is the annotation in a word.
func (s Scene) annotationSlip(sh disclosure.Shown) component.SlipView {
	return component.SlipView{
		Tone: component.Caution, Text: s.t("record.annotation." + string(sh.Annotation.Kind)),
	}
}

// annotationLine is the annotation in a sentence, with its day.
func (s Scene) annotationLine(sh disclosure.Shown) string {
	return s.t("record.annotated."+string(sh.Annotation.Kind), "On", sh.Annotation.On)
}

func (s Scene) slips(sh disclosure.Shown) []component.SlipView {
	slips := []component.SlipView{s.sortOf(sh)}
	if marked(sh) {
		slips = append(slips, s.annotationSlip(sh))
	}
	if sh.Held {
		slips = append(slips, component.SlipView{Tone: component.Caution, Text: s.t("record.on_hold")})
	}
	if !sh.Endless() && sh.DisclosedUntil == s.Today {
		slips = append(slips, component.SlipView{Tone: component.Caution, Text: s.t("record.ends_today")})
	}
	return slips
}

// brief is a record on pages of many subjects: the subject leads.
func (s Scene) brief(sh disclosure.Shown) component.RecordRow {
	row := s.briefOfSubject(sh)
	row.Title, row.Detail = sh.SubjectName, sh.Matter
	return row
}

// briefOfSubject is a record on a page of its subject: the matter leads.
func (s Scene) briefOfSubject(sh disclosure.Shown) component.RecordRow {
	return component.RecordRow{
		Day: s.Words.Date(sh.ListedOn), ISO: sh.ListedOn.String(),
		Title: sh.Matter, Detail: joined(sh.Document, sh.Authority),
		Href: s.href(route.Record(sh.Number)), Slips: s.slips(sh), Lang: s.chinese(),
	}
}

func each[T, V any](list []T, view func(T) V) []V {
	views := make([]V, 0, len(list))
	for _, one := range list {
		views = append(views, view(one))
	}
	return views
}

// until says until when a record is shown.
func (s Scene) until(sh disclosure.Shown) string {
	if sh.Endless() {
		return s.t("record.open_ended")
	}
	return s.Words.Date(sh.DisclosedUntil)
}

// subjectHref is the address of the subject's file; "" for a natural person,
// who has none (条例 20).
func (s Scene) subjectHref(sh disclosure.Shown) string {
	if sh.SubjectKind == subject.Person || sh.SubjectCode == "" {
		return ""
	}
	return s.href(route.Subject(sh.SubjectCode))
}

// total says how many there are: "1000+" where counting stopped.
func (s Scene) total(t search.Total) string {
	if t.Capped {
		return s.t("page.capped", "Limit", t.N)
	}
	return s.Words.Count(t.N)
}

// records says how many records there are.
func (s Scene) records(t search.Total) string {
	if t.Capped {
		return s.t("page.records_capped", "Limit", t.N)
	}
	return s.n("page.records", t.N)
}
