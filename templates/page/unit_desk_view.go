package page

import (
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/docket"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/monitor"
	"creditportal/internal/objection"
	"creditportal/internal/repair"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// ProviderDeskView is the first page of those who answer for a provider.
type ProviderDeskView struct {
	Frame    layout.View
	Title    string
	Lead     string
	Lang     string
	Notice   *component.NoticeView
	Numerals []component.NumeralView
	Table    component.TableView
	Lines    []ProviderLine
	Empty    *component.EmptyView
	Begin    *component.LinkView // puts right what the provider reported; nil for who may not
}

// ProviderLine is an objection that a provider has.
type ProviderLine struct {
	By, Limit    string
	Near         *component.SlipView
	Number, Href string
	Matter       string
	State        component.SlipView
	Chased       *component.SlipView
}

// NewProviderDeskView builds the first page of a provider.
func NewProviderDeskView(s Scene, list []flow.Request) ProviderDeskView {
	title := s.t("provider_desk.title")
	v := ProviderDeskView{
		Title: title, Lead: joined(s.Providers[s.Holder.By.Unit], s.t("provider_desk.lead")), Lang: s.chinese(),
		Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.deskFrame(layout.NavProvider, layout.Link{Label: title}),
	}
	if _, reports := s.Holder.By.In(actor.ProviderReporter); reports {
		begin := s.link(s.t("correction.form.begin"), route.NewCorrection)
		v.Begin = &begin
	}
	for _, name := range []string{"asked", "limit", "number", "matter", "state"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("provider_desk.column." + name), Narrow: name != "matter" && name != "state",
		})
	}
	for _, r := range list {
		v.Lines = append(v.Lines, s.providerLine(r, r.Items[0]))
	}
	if len(v.Lines) == 0 {
		v.Empty = s.noneForUnit()
		return v
	}
	n := s.pressing(list)
	if n["overdue"] > 0 {
		v.Notice = &component.NoticeView{Tone: component.Adverse, Text: s.n("provider_desk.late", n["overdue"])}
	}
	for _, name := range []string{"open", "today", "overdue", "signing"} {
		numeral := component.NumeralView{Value: s.Words.Count(n[name]), Label: s.t("provider_desk.count." + name)}
		if name == "overdue" && n[name] > 0 {
			numeral.Tone = component.Adverse
		}
		v.Numerals = append(v.Numerals, numeral)
	}
	return v
}

// noneForUnit says that there is nothing to do; who only reports is not told that
// nothing waits for those who verify.
func (s Scene) noneForUnit() *component.EmptyView {
	if _, answers := s.Holder.By.In(actor.ProviderChecker, actor.ProviderReviewer); !answers {
		return &component.EmptyView{Title: s.t("provider_desk.none_reported"), Text: s.t("provider_desk.none_reported_text")}
	}
	return &component.EmptyView{Title: s.t("provider_desk.none"), Text: s.t("provider_desk.none_text")}
}

// pressing counts what a provider has: all of it, what is to be answered today,
// what is late, and what waits for a second person.
func (s Scene) pressing(list []flow.Request) map[string]int {
	n := map[string]int{"open": len(list)}
	for _, r := range list {
		it := r.Items[0]
		asked, ok := s.askedOf(r.Kind, it)
		switch {
		case ok && asked.Limit.Late(s.Today):
			n["overdue"]++
		case ok && !s.Today.Before(asked.By):
			n["today"]++
		}
		if it.State == objection.ProviderSigning || it.State == repair.Signing {
			n["signing"]++
		}
	}
	return n
}

// askedOf is by when the unit that has the item is to act: of what it decides itself
// by the limit that ends first.
func (s Scene) askedOf(kind flow.Kind, it flow.Item) (objection.Asked, bool) {
	if kind != flow.Repair && kind != flow.Correction {
		return objection.AskedOf(it, s.Calendar)
	}
	next, ok := it.Next()
	return objection.Asked{Limit: next, By: next.Due.On}, ok
}

func (s Scene) providerLine(r flow.Request, it flow.Item) ProviderLine {
	line := ProviderLine{
		Number: r.Number, Href: s.itemHref(r.Kind, r.PublicID, it.ID),
		Matter: joined(s.matterIn(r.Kind, it.Ground), string(it.Number)),
		State:  s.stateSlip(r.Kind, it.State, it.Outcome),
	}
	for _, chase := range []audit.Act{objection.Chase, repair.Chase} {
		if last, ok := it.Last(chase); ok {
			line.Chased = &component.SlipView{Tone: component.Caution, Text: s.n(
				"provider_desk.chased", it.Times(chase), "By", s.t(last.By.Side.Key()), "On", civil.Of(last.At),
			)}
		}
	}
	if asked, ok := s.askedOf(r.Kind, it); ok {
		line.By, line.Limit = s.Words.Date(asked.By), s.Words.Date(asked.Limit.Due.On)
		line.Near = s.dueSlip(asked.By) // which stands beside that day
	}
	return line
}

// Authority is what the authority watches.
type Authority struct {
	Kept   []monitor.Punctuality
	Alerts int // that nobody has answered
	Months int
	Spans  []int
}

// AuthorityView is the first page of the authority.
type AuthorityView struct {
	Frame    layout.View
	Title    string
	Lead     string
	Alerts   *component.NoticeView
	Tabs     component.TabsView
	Units    SumsView
	Operator SumsView
	Note     string
}

// NewAuthorityView builds the page of punctuality.
func NewAuthorityView(s Scene, a Authority) AuthorityView {
	title := s.t("authority_desk.title")
	v := AuthorityView{
		Title: title, Lead: s.t("authority_desk.lead"), Note: s.t("authority_desk.note"),
		Tabs:     component.TabsView{Label: s.t("authority_desk.span")},
		Units:    s.keptTable("units", s.t("authority_desk.units"), "unit"),
		Operator: s.keptTable("operator", s.t("authority_desk.operator"), "step"),
		Frame:    s.deskFrame(layout.NavAuthority, layout.Link{Label: title}),
	}
	v.Units.Lang = s.chinese()
	if a.Alerts > 0 {
		v.Alerts = &component.NoticeView{
			Tone: component.Adverse, Text: s.n("alert.notice", a.Alerts), Link: s.link(s.t("alert.list.title"), route.Alerts),
		}
	}
	for _, n := range a.Spans {
		v.Tabs.Tabs = append(v.Tabs.Tabs, component.TabView{
			Label: s.n("authority_desk.months", n), Current: n == a.Months,
			Href: s.href(route.With(route.AuthorityDesk, map[string][]string{route.Months: {strconv.Itoa(n)}})),
		})
	}
	for _, p := range a.Kept {
		row := []string{
			s.t(p.Clock.Key()), s.Words.Count(p.Due), s.share(p), s.took(p), s.Words.Count(p.Overdue),
		}
		if p.Provider == "" {
			v.Operator.Rows, v.Operator.Hrefs = append(v.Operator.Rows, row), append(v.Operator.Hrefs, "")
			continue
		}
		row[0] = s.Providers[p.Provider]
		v.Units.Rows, v.Units.Hrefs = append(v.Units.Rows, row), append(v.Units.Hrefs, "")
	}
	return v
}

func (s Scene) keptTable(id, title, first string) SumsView {
	v := SumsView{ID: id, None: s.t("authority_desk.none"), Table: component.TableView{Caption: title, Quiet: true}}
	for i, name := range []string{first, "due", "share", "median", "overdue"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("authority_desk.column." + name), Numeric: i > 0,
		})
	}
	return v
}

func (s Scene) share(p monitor.Punctuality) string {
	if p.Due == 0 {
		return s.t("authority_desk.nothing_due")
	}
	return s.t("authority_desk.share", "Share", p.Share())
}

// took is how long it usually took, beside how long it may take.
func (s Scene) took(p monitor.Punctuality) string {
	if p.Met() == 0 {
		return s.t("authority_desk.none_met")
	}
	for _, l := range s.Rules.InForce(s.Today).Limits(p.Clock, law.Facts{}) {
		if !l.Target {
			return s.t("authority_desk.took", "Days", p.Median, "Limit", l.Days)
		}
	}
	return s.Words.Count(p.Median)
}

// OverdueView is the list of what is late, for the authority.
type OverdueView struct {
	Frame layout.View
	Title string
	Lead  string
	Table component.TableView
	Rows  []OverdueRow
	Empty *component.EmptyView
	Pager component.PagerView

	Dispute  component.TableView // what the authority alone can move on, though it is not late
	Disputed []OverdueRow
}

// OverdueRow is one thing that is late.
type OverdueRow struct {
	Due          string
	Late         *component.SlipView
	Number, Href string
	Unit, Lang   string
	State        component.SlipView
	Reminded     string
}

// NewOverdueView builds the list of what is late, and of what providers quarrel
// about.
func NewOverdueView(s Scene, list, disputed []docket.Entry, next, after docket.Place) OverdueView {
	title, home := s.t("overdue.title"), layout.Link{Label: s.t("authority_desk.title"), Href: route.AuthorityDesk}
	v := OverdueView{
		Title: title, Lead: s.t("overdue.lead"), Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.deskFrame(layout.NavOverdue, home, layout.Link{Label: title}),
	}
	for _, name := range []string{"due", "number", "unit", "state", "reminded"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("overdue.column." + name), Narrow: name == "due" || name == "number", Numeric: name == "reminded",
		})
	}
	v.Rows, v.Disputed = each(list, s.overdueRow), each(disputed, s.overdueRow)
	v.Dispute = v.Table
	v.Dispute.Caption = s.t("overdue.disputed")
	if len(v.Rows) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("overdue.none"), Text: s.t("overdue.none_text")}
	}
	if !after.IsZero() {
		v.Pager.First = s.href(route.OverdueItems)
	}
	if !next.IsZero() {
		v.Pager.Next = s.href(route.With(route.OverdueItems, map[string][]string{route.After: {PlaceText(next)}}))
	}
	return v
}

func (s Scene) overdueRow(e docket.Entry) OverdueRow {
	row := OverdueRow{
		Due: s.Words.Date(e.Due), Late: s.dueSlip(e.Due), Number: e.Number, Unit: s.Providers[e.Provider],
		Lang: s.chinese(), State: s.stateSlip(e.Kind, e.State, e.Outcome), Reminded: s.Words.Count(e.Reminded),
	}
	if e.Kind != flow.Feedback { // what somebody asked the office stays with the office
		row.Href = s.href(route.Personal(e.PublicID))
	}
	return row
}
