package page

import (
	"strconv"

	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/web/route"
)

// exportColumns are the headings of a table that is taken home.
var exportColumns = []string{
	"record.fact.number", "disclosure.column.subject", "record.fact.code", "subject_page.fact.kind",
	"disclosure.column.sort", "record.fact.item", "export.column.item_code", "export.column.matter",
	"record.fact.title", "record.fact.document", "record.fact.authority", "record.fact.decided_on",
	"record.fact.severity", "export.column.valid_from", "export.column.valid_to",
	"record.fact.first_day", "record.fact.last_day", "export.column.annotation", "export.column.annotated_on",
	"record.fact.provider", "record.fact.received_on", "record.fact.edition", "export.column.address",
}

// Head returns the headings of the table.
func (e Export) Head() []string {
	return each(exportColumns, func(key string) string { return e.scene.t(key) })
}

// Row returns the cells of one record, in the order of the headings. Days are
// written 2026-09-18; all is text, so that a code keeps its digits.
func (e Export) Row(sh disclosure.Shown) []string {
	s := e.scene
	return []string{
		string(sh.Number), sh.SubjectName, sh.SubjectCode, s.kindName(string(sh.SubjectKind)),
		s.sortOf(sh).Text, sh.ItemName, sh.Item, sh.Matter,
		sh.DocumentTitle, sh.Document, sh.Authority, sh.DecidedOn.String(),
		s.severity(sh), sh.ValidFrom.String(), s.validTo(sh),
		sh.DisclosedFrom.String(), s.until(sh), s.annotationWord(sh), sh.Annotation.On.String(),
		s.providerName(sh.Provider), sh.ReceivedOn.String(), sh.Edition, s.absolute(route.Record(sh.Number)),
	}
}

func (s Scene) severity(sh disclosure.Shown) string {
	if sh.Severity == "" {
		return ""
	}
	return s.t("record.severity." + string(sh.Severity))
}

func (s Scene) validTo(sh disclosure.Shown) string {
	if sh.LongTerm {
		return s.t("record.open_ended")
	}
	return sh.ValidTo.String()
}

// annotationWord is the annotation of art. 38 in a word; "" for none.
func (s Scene) annotationWord(sh disclosure.Shown) string {
	if sh.Annotation.Kind == record.NotAnnotated {
		return ""
	}
	return s.annotationSlip(sh).Text
}

// Notes are what the table says about itself, a term and its text in each
// line. They stand behind the rows: there they can count them, and a file that
// was cut off on its way lacks them.
func (e Export) Notes(rows int, full bool) [][]string {
	s := e.scene
	notes := [][]string{
		{s.t("export.note.list"), e.Title},
		{s.t("export.note.scope"), e.Scope},
		{s.t("export.note.filter"), e.narrowing()},
		{s.t("export.note.rows"), strconv.Itoa(rows)},
		{s.t("export.note.as_of"), s.Words.Instant(s.AsOf)},
		{s.t("export.note.source"), s.publisher()},
		{s.t("export.note.page"), e.address("", e.query)},
		{s.t("export.note.annotation"), s.t("export.annotation")},
		{s.t("export.note.disclaimer"), s.t("export.disclaimer")},
	}
	if full {
		notes = append(notes, []string{s.t("export.note.full"), s.n("export.full", rows)})
	}
	return notes
}

// Sheets returns the names of the two sheets of a workbook: of the records and
// of what is said about them.
func (e Export) Sheets() (records, notes string) {
	return e.scene.t("export.sheet.records"), e.scene.t("export.sheet.notes")
}
