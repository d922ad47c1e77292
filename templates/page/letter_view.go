package page

import (
	"net/url"
	"strconv"
	"time"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/notice"
	"creditportal/internal/report"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// LetterView is a letter in the frame of the site.
type LetterView struct {
	Frame  layout.View
	Paper  component.LinkView // the form for paper
	Inbox  component.LinkView
	Facts  []component.FactView
	Letter string // as it was drawn when it was issued
}

// NewLetterView builds the page of a letter. What was drawn is given as it is:
// our own drawing of facts that were escaped then.
func NewLetterView(s Scene, n notice.Notice, text []byte) LetterView {
	title := s.t(n.Kind.Key())
	return LetterView{
		Letter: string(text), Paper: s.link(s.t("letter.paper"), route.PaperOf(n.PublicID)),
		Inbox: s.link(s.t("letter.inbox"), route.OwnLetters),
		Facts: []component.FactView{
			{Term: s.t("letter.column.served"), Text: s.moment(n.ServedAt, "letter.not_served")},
			{Term: s.t("letter.column.read"), Text: s.moment(n.ReadAt, "letter.read_now")},
		},
		Frame: s.frame(place{
			Title: title, Robots: robotsNone,
			Crumbs: []layout.Link{{Label: s.t("letter.title"), Href: route.OwnLetters}, {Label: title}},
		}),
	}
}

// moment is the moment in words, or what stands for none.
func (s Scene) moment(at time.Time, none string) string {
	if at.IsZero() {
		return s.t(none)
	}
	return s.Words.Instant(at)
}

// LettersView is an inbox.
type LettersView struct {
	Frame layout.View
	Title string
	Lead  string
	Table component.TableView
	Rows  []LetterRow
	Empty *component.EmptyView
	Older component.LinkView // Href "": these are all
}

// LetterRow is a letter in an inbox.
type LetterRow struct {
	Letter, Paper        component.LinkView
	Lang                 string // of the number
	Number, Served, Read string
	New                  *component.SlipView // not read yet
}

// NewLettersView builds the page of an inbox, the newest letters first.
func NewLettersView(s Scene, list []notice.Notice) LettersView {
	title := s.t("letter.title")
	v := LettersView{
		Title: title, Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}}),
	}
	for _, name := range []string{"title", "served", "read", "paper"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("letter.column." + name), Narrow: name == "served" || name == "read",
		})
	}
	unread := 0
	for _, n := range list {
		row := LetterRow{
			Letter: s.link(s.t(n.Kind.Key()), route.LetterOf(n.PublicID)), Number: n.Number, Lang: s.chinese(),
			Paper:  component.LinkView{Label: s.t("letter.pdf"), Href: s.href(route.PaperOf(n.PublicID)), Note: n.Number},
			Served: s.moment(n.ServedAt, "letter.not_served"), Read: s.moment(n.ReadAt, "letter.unread"),
		}
		if n.ReadAt.IsZero() {
			unread++
			row.New = &component.SlipView{Tone: component.Caution, Text: s.t("letter.new")}
		}
		v.Rows = append(v.Rows, row)
	}
	v.Lead = s.n("letter.unread_count", unread)
	if len(list) == 0 {
		v.Lead = ""
		v.Empty = &component.EmptyView{Title: s.t("letter.none"), Text: s.t("letter.none_lead")}
	}
	if len(list) >= notice.InboxPage {
		older := url.Values{route.Before: {strconv.FormatInt(list[len(list)-1].ID, 36)}}
		v.Older = s.link(s.t("letter.older"), route.With(route.OwnLetters, older))
	}
	return v
}

// Verify is somebody who asks whether a letter is genuine.
type Verify struct {
	Letter string // its number, as typed
	Code   string // its proof code, as typed
	Found  notice.Certificate
	Report report.Certificate // where it is a credit report
	Proof  LookProof          // of the look under which the report was made
	Fault  *fault.Error
}

// ReceiptForm is the form in which the receipt of a report's look is taken home.
const ReceiptForm route.Form = "receipt"

// LookProof is what the ledger says of the look under which a report was made.
type LookProof struct {
	Receipt []byte // as it is taken home; none: the ledger has none
	Index   int64  // of the leaf
	Signed  ledger.Checkpoint
	Pending bool // the leaf is not signed for yet
}

// Number is the number of what was found; "" for nothing.
func (v Verify) Number() string { return v.Found.Number + v.Report.Number }

// NewVerifyView builds the page that says whether a letter was issued.
func NewVerifyView(s Scene, typed Verify) FormView {
	code := component.FieldView{
		ID: "code", Name: route.ProofCode, Kind: component.Text, Label: s.t("verify.code"), Hint: s.t("verify.code_hint"),
		Value: typed.Code, NoSpelling: true,
	}
	number := component.FieldView{
		ID: "letter", Name: route.Letter, Kind: component.Text, Label: s.t("verify.number"), Value: typed.Letter,
		NoSpelling: true,
	}
	if typed.Fault != nil {
		code.Fault = s.Words.Fault(typed.Fault)
	}
	v := s.accountForm(s.t("verify.title"), s.t("verify.lead"), typed.Fault != nil, []component.FieldView{number, code})
	v.Sent.Action, v.Sent.Submit = s.href(route.Verify), s.t("verify.submit")
	v.Frame.Assets = s.assets([]string{verifyModule})
	if typed.Report.Number != "" {
		s.certifyReport(&v, typed)
	}
	if typed.Found.Number != "" {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("verify.genuine")}
		v.Facts = []component.FactView{
			{Term: s.t("verify.number"), Text: typed.Found.Number, Lang: s.chinese()},
			{Term: s.t("verify.kind"), Text: s.t(typed.Found.Kind.Key())},
			{Term: s.t("verify.issuer"), Text: typed.Found.Issuer, Lang: s.chinese()},
			{Term: s.t("verify.issued_on"), Text: s.Words.LongDate(typed.Found.IssuedOn)},
			{Term: s.t("verify.fingerprint"), Text: typed.Found.Fingerprint.String()},
		}
		v.Aside = s.t("verify.compare")
	}
	return v
}

// certifyReport says that a report is genuine, and whether it would say the same
// today; never what it says.
func (s Scene) certifyReport(v *FormView, typed Verify) {
	c := typed.Report
	v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("verify.report_same")}
	switch {
	case c.Consented:
		v.Notice.Text = s.t("verify.report_consented")
	case c.Changed:
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.t("verify.report_changed")}
	}
	v.Facts = []component.FactView{
		{Term: s.t("verify.number"), Text: c.Number},
		{Term: s.t("verify.kind"), Text: s.t("report.title")},
		{Term: s.t("verify.issuer"), Text: c.Issuer, Lang: s.chinese()},
		{Term: s.t("verify.issued_at"), Text: s.Words.Instant(c.IssuedAt)},
		{Term: s.t("verify.fingerprint"), Text: c.Fingerprint.String()},
		{Term: s.t("report.fact.entry"), Text: c.Entry, Note: s.proofNote(typed.Proof)},
	}
	if len(typed.Proof.Receipt) > 0 {
		v.Sent.Also = ButtonView{Label: s.t("verify.receipt"), Name: route.As, Value: string(ReceiptForm)}
	}
	v.Aside = s.t("verify.compare")
}

// proofNote says whether the look under which a report was made is in the ledger.
func (s Scene) proofNote(p LookProof) string {
	switch {
	case len(p.Receipt) > 0:
		return s.t("verify.logged", "Leaf", p.Index, "Origin", p.Signed.Origin, "At", s.Words.Instant(p.Signed.At))
	case p.Pending:
		return s.t("verify.pending")
	}
	return s.t("verify.unlogged")
}

// letterLinks are the letters of a request.
func (s Scene) letterLinks(list []notice.Notice) []component.LinkView {
	return each(list, func(n notice.Notice) component.LinkView {
		link := s.link(s.t(n.Kind.Key()), route.LetterOf(n.PublicID))
		link.Note = joined(n.Number, s.Words.Date(n.IssuedOn()))
		return link
	})
}
