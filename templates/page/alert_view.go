package page

import (
	"strconv"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/monitor"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// AlertsView is the list of what was unusual about looks of staff.
type AlertsView struct {
	Frame layout.View
	Title string
	Lead  string
	Table component.TableView
	Rows  []AlertRow
	Empty *component.EmptyView
}

// AlertRow is one alert.
type AlertRow struct {
	On, Sign, Measure, Href  string
	Whose, Unit, Words, Lang string
	Finding                  string // of who audits
	State                    component.SlipView
}

var alertColumns = []string{"on", "sign", "whose", "state"}

// NewAlertsView builds the list of alerts, for the authority.
func NewAlertsView(s Scene, list []monitor.Alert) AlertsView {
	return s.alerts(layout.NavAlerts, "alert.list", list, route.AlertOf)
}

// NewSampleView builds the list of looks that were drawn, for who audits.
func NewSampleView(s Scene, list []monitor.Alert) AlertsView {
	return s.alerts(layout.NavSample, "alert.sample", list, route.SampledOf)
}

func (s Scene) alerts(section layout.NavKey, key string, list []monitor.Alert, address func(string) string) AlertsView {
	title := s.t(key + ".title")
	v := AlertsView{
		Title: title, Lead: s.t(key + ".lead"), Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.deskFrame(section, layout.Link{Label: title}),
	}
	for i, name := range alertColumns {
		v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("alert.column." + name), Narrow: i == 0})
	}
	for _, a := range list {
		v.Rows = append(v.Rows, s.alertRow(a, address))
	}
	if len(v.Rows) == 0 {
		v.Empty = &component.EmptyView{Title: s.t(key + ".none"), Text: s.t(key + ".none_text")}
	}
	return v
}

func (s Scene) alertRow(a monitor.Alert, address func(string) string) AlertRow {
	row := AlertRow{
		On: s.Words.Date(a.Day), Sign: s.t(a.Sign.Key()), Measure: s.alertMeasure(a), Whose: s.alertOf(a),
		Unit: s.Providers[a.Unit], Words: a.Words, Lang: s.chinese(),
		State: component.SlipView{Tone: component.Caution, Text: s.t("alert.open")},
	}
	row.Finding = a.Finding
	switch {
	case a.Open() && a.Account == s.Holder.By.Account:
		row.Words, row.Lang = s.t("alert.fault.own"), ""
		return row
	case a.Open():
		row.Href = s.href(address(a.PublicID))
		return row
	}
	row.State = component.SlipView{
		Tone: component.Good, Text: s.t("alert.closed", "By", a.ClosedBy, "On", s.Words.Date(civil.Of(a.ClosedAt))),
	}
	return row
}

func (s Scene) alertMeasure(a monitor.Alert) string {
	return s.t("alert.measure."+string(a.Sign), "Count", s.Words.Count(a.Count), "Usual", s.Words.Count(a.Usual),
		"Look", a.Look, "From", monitor.NightFrom, "Until", monitor.NightUntil)
}

// alertOf says whose looks they were.
func (s Scene) alertOf(a monitor.Alert) string {
	if a.Name == "" {
		return s.t("alert.nobody")
	}
	return a.Name
}

// Answered is an alert that somebody is about to answer.
type Answered struct {
	Alert   monitor.Alert
	Look    query.Logged // that was drawn
	Words   string       // as typed
	Verdict string       // as chosen, of a look that was drawn
	Op      string
	Fault   *fault.Error
}

// NewAlertView builds the form that says what was found about an alert.
func NewAlertView(s Scene, a Answered) FormView {
	words := component.FieldView{
		ID: "words", Name: route.Reason, Kind: component.Lines, Label: s.t("alert.words"), Hint: s.t("alert.words_hint"),
		Value: a.Words, Fault: s.Words.Fault(a.Fault),
	}
	title := s.t(a.Alert.Sign.Key())
	v := s.accountForm(title, s.t("alert.answer"), a.Fault != nil, []component.FieldView{words})
	v.Frame = s.deskFrame(layout.NavAlerts, layout.Link{Label: s.t("alert.list.title"), Href: route.Alerts},
		layout.Link{Label: title})
	v.Frame.Failed = a.Fault != nil
	v.Facts = []component.FactView{
		{Term: s.t("alert.column.whose"), Text: s.alertOf(a.Alert)},
		{Term: s.t("alert.column.on"), Text: s.Words.Date(a.Alert.Day)},
		{Term: s.t("alert.column.sign"), Text: s.alertMeasure(a.Alert)},
	}
	if a.Alert.Finding != "" {
		v.Facts = append(v.Facts, component.FactView{Term: s.t("alert.finding"), Text: a.Alert.Finding})
	}
	v.Sent.Action, v.Sent.Submit = s.href(route.AlertOf(a.Alert.PublicID)), s.t("alert.submit")
	v.Sent.Back = s.link(s.t("alert.back"), route.Alerts)
	s.answering(&v, a)
	return v
}

// NewSampledView builds the form that judges a look that was drawn.
func NewSampledView(s Scene, a Answered) FormView {
	verdict := component.FieldView{
		ID: "verdict", Name: route.Verdict, Kind: component.Choice, Label: s.t("alert.sample.verdict"),
	}
	for _, value := range []string{route.InOrder, route.NotInOrder} {
		verdict.Options = append(verdict.Options, component.OptionView{
			Value: value, Label: s.t("alert.sample." + value), Selected: a.Verdict == value,
		})
	}
	if a.Fault != nil && a.Verdict == "" {
		verdict.Fault = s.t("alert.fault.verdict")
	}
	words := component.FieldView{
		ID: "words", Name: route.Reason, Kind: component.Lines, Label: s.t("alert.words"),
		Hint: s.t("alert.sample.words_hint"), Value: a.Words,
	}
	if a.Fault != nil && verdict.Fault == "" {
		words.Fault = s.Words.Fault(a.Fault)
	}
	title := s.t("alert.sample.single")
	v := s.accountForm(title, s.t("alert.sample.answer"), a.Fault != nil, []component.FieldView{verdict, words})
	v.Frame = s.deskFrame(layout.NavSample, layout.Link{Label: s.t("alert.sample.title"), Href: route.AuditSample},
		layout.Link{Label: title})
	v.Frame.Failed = a.Fault != nil
	row := s.lookRow(a.Look)
	for i, text := range []string{
		row.At, joined(row.Who, row.Where), row.About, joined(row.What, row.Detail), joined(row.Purpose, row.Words),
		joined(row.Basis, row.Ground), row.Channel,
	} {
		v.Facts = append(v.Facts, component.FactView{Term: s.t("audit.column." + looksLog.columns[i]), Text: text})
	}
	v.Sent.Action, v.Sent.Submit = s.href(route.SampledOf(a.Alert.PublicID)), s.t("alert.sample.submit")
	v.Sent.Back = s.link(s.t("alert.sample.back"), route.AuditSample)
	s.answering(&v, a)
	return v
}

// answering adds what comes along with an answer.
func (s Scene) answering(v *FormView, a Answered) {
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: a.Op},
		component.Pair{Name: route.Version, Value: strconv.Itoa(a.Alert.Version)})
}
