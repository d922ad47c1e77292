package page

import (
	"slices"
	"strconv"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Awaited is something that waits for a second person.
type Awaited struct {
	account.Ask
	Mine bool // the reader may decide it
}

// StaffList is what is known on the page of all accounts of staff.
type StaffList struct {
	By       actor.Actor
	Accounts []account.Account
	Ending   map[int64]time.Time // when unused ones are disabled, by row id
	Asks     []Awaited
	Op       string
	Done     string
	Fault    *fault.Error // of a decision
	At       int64        // about which it is
	Reason   string       // that was typed into it
}

// StaffListView is the page of all accounts of staff.
type StaffListView struct {
	Frame       layout.View
	Title, Lead string
	Errors      component.ErrorSummaryView
	Notice      *component.NoticeView
	New         component.LinkView // empty: the reader makes none
	Asks        []AskView
	Table       component.TableView
	Rows        []StaffRow
}

// AskView is something that waits for a second person.
type AskView struct {
	ID, Title string
	Facts     []component.FactView
	Sent      *SentForm // nil: the reader does not decide it
	Refuse    string    // the words of the second button
	Aside     string
}

// StaffRow is one account of staff.
type StaffRow struct {
	Account            component.LinkView
	Name, Unit, Roles  string
	UnitLang, NameLang string
	State              component.SlipView
	Ends               string // that it is disabled soon, unless it is used
}

// NewStaffListView builds the page of all accounts of staff.
func NewStaffListView(s Scene, in StaffList) StaffListView {
	title := s.t("staff.title")
	v := StaffListView{
		Title: title, Lead: s.t("staff.lead"), Table: s.staffTable(),
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}, Failed: in.Fault != nil,
			Section: layout.NavStaff,
		}),
	}
	if _, ok := in.By.In(actor.SystemAdmin); ok {
		v.New = s.link(s.t("staff.new.title"), route.StaffNew)
	}
	if slices.Contains([]string{route.Agree, route.Refuse}, in.Done) {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("staff.done." + in.Done)}
	}
	for _, k := range in.Asks {
		shown := s.ask(k, in)
		if shown.Sent != nil {
			v.Errors.Faults = append(v.Errors.Faults, component.Summarise(shown.Sent.Fields).Faults...)
		}
		v.Asks = append(v.Asks, shown)
	}
	if in.Fault != nil && len(v.Errors.Faults) == 0 {
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.Words.Fault(in.Fault)}
	}
	for _, a := range in.Accounts {
		row := s.staffRow(a, true)
		if ends, soon := in.Ending[a.ID]; soon && !s.Demo {
			row.Ends = s.t("staff.ends", "On", civil.Of(ends))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func (s Scene) staffTable() component.TableView {
	t := component.TableView{Caption: s.t("staff.list"), Quiet: true}
	for _, name := range []string{"login", "name", "unit", "roles", "state"} {
		t.Columns = append(t.Columns, component.Column{Label: s.t("staff.column." + name)})
	}
	return t
}

func (s Scene) staffRow(a account.Account, linked bool) StaffRow {
	row := StaffRow{
		Account: component.LinkView{Label: a.Login}, Name: a.Name, Unit: s.unitName(a.Unit), Roles: s.roles(a.Roles),
		State: s.accountState(a), NameLang: s.chinese(),
	}
	if a.Unit != "" {
		row.UnitLang = s.chinese()
	}
	if linked {
		row.Account.Href = s.href(route.AccountOf(a.Handle()))
	}
	if len(a.Roles) == 0 {
		row.Roles = s.t("staff.no_roles")
	}
	return row
}

func (s Scene) unitName(code string) string {
	if code == "" {
		return s.t("staff.no_unit")
	}
	if name := s.Providers[code]; name != "" {
		return name
	}
	return code
}

func (s Scene) accountState(a account.Account) component.SlipView {
	switch {
	case a.State == account.Disabled:
		return component.SlipView{Tone: component.Archive, Text: s.t("staff.state.disabled")}
	case a.Password == "":
		return component.SlipView{Tone: component.Caution, Text: s.t("staff.state.invited")}
	}
	return component.SlipView{Tone: component.Good, Text: s.t("staff.state.active")}
}

// ask is something that waits, with the form of whoever may decide it.
func (s Scene) ask(k Awaited, in StaffList) AskView {
	number := strconv.FormatInt(k.ID, 10)
	v := AskView{ID: "ask-" + number, Title: s.t("staff.ask."+string(k.What), "Roles", s.roles(k.Roles))}
	login, name := k.Login, k.Name
	if i := slices.IndexFunc(in.Accounts, func(a account.Account) bool { return a.ID == k.Account }); i >= 0 {
		login, name = in.Accounts[i].Login, in.Accounts[i].Name
	}
	v.Facts = []component.FactView{
		{Term: s.t("staff.column.name"), Text: name + " (" + login + ")"},
		{Term: s.t("staff.column.unit"), Text: s.unitName(k.Unit)},
		{Term: s.t("staff.ask.by"), Text: k.ByName, Note: s.Words.Instant(k.At)},
		{Term: s.t("staff.reason"), Text: k.Reason},
	}
	if !k.Mine {
		v.Aside = s.t("staff.ask.waits")
		return v
	}
	reason := s.whyField("reason-" + number)
	if in.Fault != nil && in.At == k.ID {
		reason.Fault, reason.Value = s.Words.Fault(in.Fault), in.Reason
	}
	v.Refuse = s.t("staff.ask.refuse")
	v.Sent = &SentForm{
		Action: s.href(route.StaffAsks), Fields: []component.FieldView{reason}, Submit: s.t("staff.ask.agree"),
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: in.Op},
			component.Pair{Name: route.AskNumber, Value: number}),
	}
	return v
}

func (s Scene) whyField(id string) component.FieldView {
	return component.FieldView{
		ID: id, Name: route.Reason, Kind: component.Text, Label: s.t("staff.reason"), Hint: s.t("staff.reason_hint"),
		Autocomplete: "off",
	}
}
