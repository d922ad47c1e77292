package page

import (
	"time"

	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// ArchiveAsk is what was typed to look into the archive, and what was found.
type ArchiveAsk struct {
	Number, Reason string
	By             string // name of who looks
	At             time.Time
	Found          *query.Original // nil: nothing is shown
	Fault          *fault.Error
}

// ArchiveView is the page of the archive: the form, and one record below its number.
type ArchiveView struct {
	Frame       layout.View
	Title, Lead string
	Errors      component.ErrorSummaryView
	Found       *OriginalView
	Ask         SentForm
	Asking      string // heading of the form
}

// OriginalView is a record of the archive, whole.
type OriginalView struct {
	Spine   component.SpineView
	Subject string
	Code    *component.CodeView
	Lang    string
	Notice  component.NoticeView
	Look    []component.FactView // who looks, when and why: the watermark
	Ended   []component.FactView
	Ruler   *component.RulerView // nil: it was shown on no day
	Facts   []component.FactView
	Source  []component.FactView
	Earlier []EarlierView
	Table   component.TableView // of the acts
	Acts    []ActRow
}

// EarlierView is an earlier version, with what the act changed that superseded it.
type EarlierView struct {
	RevisionView
	Reason string
	Facts  []component.FactView
}

// NewArchiveView builds the page of the archive.
func NewArchiveView(s Scene, a ArchiveAsk) ArchiveView {
	title := s.t("archive.title")
	v := ArchiveView{
		Title: title, Lead: s.t("archive.lead"), Asking: s.t("archive.ask"),
		Frame: s.deskFrame(layout.NavArchive, layout.Link{Label: title}),
	}
	number := component.FieldView{
		ID: "archived", Name: route.ArchivedNumber, Kind: component.Text, Label: s.t("archive.number"),
		Hint: s.t("archive.number_hint"), Value: a.Number, NoSpelling: true, Autocomplete: "off",
	}
	reason := component.FieldView{
		ID: "reason", Name: route.Reason, Kind: component.Text, Label: s.t("archive.reason"),
		Hint: s.t("archive.reason_hint", "Most", query.MostWords), Value: a.Reason,
	}
	switch {
	case a.Found != nil:
		number.Value, reason.Value = "", ""
		v.Found, v.Asking = s.original(a), s.t("archive.another")
	case a.Fault != nil && a.Fault.Key == "archive.fault.reason":
		reason.Fault = s.Words.Fault(a.Fault)
	default:
		number.Fault = s.Words.Fault(a.Fault)
	}
	v.Ask = SentForm{
		Action: s.href(route.AuditArchive), Submit: s.t("archive.submit"), Quiet: a.Found != nil,
		Hidden: []component.Pair{{Name: route.FormToken, Value: s.Holder.Form}},
		Fields: []component.FieldView{number, reason},
	}
	v.Errors, v.Frame.Failed = component.Summarise(v.Ask.Fields), a.Fault != nil
	return v
}

func (s Scene) original(a ArchiveAsk) *OriginalView {
	one := *a.Found
	v := OriginalView{
		Spine: component.SpineView{
			Tone: component.Archive, Title: one.Matter, Lang: s.chinese(),
			Class: joined(s.t("catalog.class."+string(one.Class)), s.sortOf(one.Shown).Text, s.t("archive.slip")),
		},
		Subject: one.SubjectName, Lang: s.chinese(),
		Notice: component.NoticeView{Tone: component.Archive, Text: s.t("archive.watermark")},
		Look: []component.FactView{
			{Term: s.t("archive.look.by"), Text: a.By, Lang: s.chinese()},
			{Term: s.t("archive.look.at"), Text: s.Words.Instant(a.At)},
			{Term: s.t("archive.look.reason"), Text: a.Reason, Lang: s.chinese()},
			{Term: s.t("archive.look.entry"), Text: one.Entry},
		},
		Ended: s.endedFacts(one), Ruler: s.endedRuler(one), Facts: s.recordFacts(one.Shown),
		Source: s.sourceFacts(one.Shown), Earlier: each(one.Earlier, s.earlier), Acts: each(one.Acts, s.actRow),
		Table: component.TableView{Caption: s.t("archive.section.acts"), Quiet: true},
	}
	if one.SubjectCode != "" {
		v.Code = &component.CodeView{Value: one.SubjectCode, Label: s.t("record.fact.code")}
	}
	for i := range v.Acts {
		v.Acts[i].Record = component.LinkView{} // it has no public page any more
	}
	for _, name := range actsLog.columns {
		v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("audit.column." + name), Narrow: name == "at"})
	}
	return &v
}

// endedFacts say when and by what the record came to its end.
func (s Scene) endedFacts(one query.Original) []component.FactView {
	how := component.FactView{Term: s.t("archive.fact.how"), Text: s.t("archive.how." + string(one.State))}
	if one.Did != "" {
		how.Note = s.t("archive.by_act", "Act", s.t(actKey(one.Did)))
	}
	since := component.FactView{Term: s.t("archive.fact.since"), Text: s.Words.LongDate(one.Since)}
	if one.Since.IsZero() {
		since.Text, since.Missing = "", s.t("record.missing.not_collected")
	}
	last := s.fact("last_day", s.until(one.Shown))
	if !one.Endless() {
		last.Text = s.Words.LongDate(one.DisclosedUntil)
	}
	if one.State != record.Active {
		last.Term = s.t("archive.fact.last_day")
	}
	if one.GovernedBy != "" {
		last.Note = s.t("record.governed_by", "Basis", s.ruleOf(one.GovernedBy))
	}
	number := component.CodeView{Value: string(one.Number), Label: s.t("record.fact.number")}
	return []component.FactView{
		how, since, s.fact("first_day", s.Words.LongDate(one.DisclosedFrom)), last,
		{Term: s.t("record.fact.number"), Code: &number},
	}
}

// endedRuler draws the days on which the record was shown: what an act ended was shown
// up to the day before.
func (s Scene) endedRuler(one query.Original) *component.RulerView {
	last := one.DisclosedUntil
	if one.State != record.Active && !one.Since.IsZero() && !one.Since.After(last) {
		last = one.Since.AddDays(-1)
	}
	if last == record.Forever || last.Before(one.DisclosedFrom) {
		return nil
	}
	v := component.TermRuler(s.Words, component.TermInput{
		ID: "term", From: one.DisclosedFrom, Last: last, Today: s.Today, Archived: true,
	})
	return &v
}

func (s Scene) earlier(e query.EarlierShown) EarlierView {
	last := s.fact("last_day", s.until(e.Shown))
	return EarlierView{
		RevisionView: s.revision(e.Revision), Reason: e.Reason, Facts: append(s.recordFacts(e.Shown), last),
	}
}
