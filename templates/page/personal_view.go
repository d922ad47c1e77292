package page

import (
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Personal is the authority about to open a request.
type Personal struct {
	Request flow.Request
	Op      string
	Reason  string // as typed
	Fault   *fault.Error
}

// NewPersonalView builds the form that asks why a request is opened. It shows
// nothing of what the request says.
func NewPersonalView(s Scene, p Personal) FormView {
	reason := component.FieldView{
		ID: "reason", Name: route.Reason, Kind: component.Lines, Label: s.t("personal.reason"),
		Hint: s.t("personal.reason_hint"), Value: p.Reason, Short: true,
	}
	if p.Fault != nil {
		reason.Fault = s.Words.Fault(p.Fault)
	}
	title := s.t("personal.title", "Number", p.Request.Number)
	v := s.accountForm(title, s.t("personal.lead"), p.Fault != nil, []component.FieldView{reason})
	v.Frame = s.deskFrame(layout.NavOverdue,
		layout.Link{Label: s.t("overdue.title"), Href: route.OverdueItems}, layout.Link{Label: title})
	v.Frame.Failed = p.Fault != nil
	v.Sent.Action, v.Sent.Submit = s.href(route.Personal(p.Request.PublicID)), s.t("personal.submit")
	v.Sent.Back = s.link(s.t("personal.back"), route.OverdueItems)
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: p.Op})
	return v
}
