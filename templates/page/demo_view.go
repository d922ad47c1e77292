package page

import (
	"time"

	"creditportal/internal/fault"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// DemoClock is the clock of a demo.
type DemoClock struct {
	Now   time.Time
	Form  string // token of the form
	Days  string // as typed
	Fault *fault.Error
}

// NewDemoClockView builds the page that moves the clock of a demo.
func NewDemoClockView(s Scene, clock DemoClock) FormView {
	days := component.FieldView{
		ID: "days", Name: route.Days, Kind: component.Text, Label: s.t("demo.days"), Hint: s.t("demo.days_hint"),
		Value: clock.Days, InputMode: "numeric",
	}
	if clock.Fault != nil {
		days.Fault = s.Words.Fault(clock.Fault)
	}
	v := s.accountForm(s.t("demo.title"), s.t("demo.lead"), clock.Fault != nil, []component.FieldView{days})
	v.Facts = []component.FactView{{Term: s.t("demo.now"), Text: s.Words.Instant(clock.Now)}}
	v.Sent.Action, v.Sent.Submit = s.href(route.DemoClock), s.t("demo.submit")
	v.Sent.Hidden = []component.Pair{{Name: route.FormToken, Value: clock.Form}}
	return v
}
