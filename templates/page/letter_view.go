package page

import (
	"creditportal/internal/fault"
	"creditportal/internal/notice"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// LetterView is a letter in the frame of the site.
type LetterView struct {
	Frame  layout.View
	Letter string // as it was drawn when it was issued
}

// NewLetterView builds the page of a letter. What was drawn is given as it is:
// our own drawing of facts that were escaped then.
func NewLetterView(s Scene, n notice.Notice, text []byte) LetterView {
	title := s.t(n.Kind.Key())
	return LetterView{
		Letter: string(text),
		Frame:  s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}}),
	}
}

// Verify is somebody who asks whether a letter is genuine.
type Verify struct {
	Letter string // its number, as typed
	Code   string // its proof code, as typed
	Found  notice.Certificate
	Fault  *fault.Error
}

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
	if typed.Found.Number != "" {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("verify.genuine")}
		v.Facts = []component.FactView{
			{Term: s.t("verify.number"), Text: typed.Found.Number, Lang: s.chinese()},
			{Term: s.t("verify.kind"), Text: s.t(typed.Found.Kind.Key())},
			{Term: s.t("verify.issuer"), Text: typed.Found.Issuer, Lang: s.chinese()},
			{Term: s.t("verify.issued_on"), Text: s.Words.LongDate(typed.Found.IssuedOn)},
		}
	}
	return v
}

// letterLinks are the letters of a request.
func (s Scene) letterLinks(list []notice.Notice) []component.LinkView {
	return each(list, func(n notice.Notice) component.LinkView {
		link := s.link(s.t(n.Kind.Key()), route.LetterOf(n.PublicID))
		link.Note = joined(n.Number, s.Words.Date(n.IssuedOn()))
		return link
	})
}
