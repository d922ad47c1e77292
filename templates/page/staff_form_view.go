package page

import (
	"slices"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// StaffForm is what was typed for a new account.
type StaffForm struct {
	Op     string
	New    account.New
	Reason string
	Fault  *fault.Error
}

// newFaults says which field a refusal of a new account is about.
func newFaults() map[string]string {
	return map[string]string{
		"account.fault.login": "login", "account.fault.login_taken": "login", "account.fault.person": "name",
		"account.fault.unit": "unit", "account.fault.reason": "reason", "account.fault.no_role": "roles",
		"account.fault.conflict": "roles", "account.fault.asked_already": "login",
	}
}

// NewStaffFormView builds the form by which an account is made.
func NewStaffFormView(s Scene, in StaffForm) FormView {
	unit := component.FieldView{
		ID: "unit", Name: route.UnitCode, Kind: component.Select, Label: s.t("staff.column.unit"),
		Hint:    s.t("staff.new.unit_hint"),
		Options: []component.OptionView{{Label: s.t("staff.no_unit"), Selected: in.New.Unit == ""}},
	}
	for _, code := range s.providersByName() {
		unit.Options = append(unit.Options, component.OptionView{
			Value: code, Label: s.Providers[code], Selected: code == in.New.Unit,
		})
	}
	reason := s.whyField("reason")
	reason.Value = in.Reason
	fields := []component.FieldView{s.loginField(in.New.Login), s.nameField(in.New.Name), unit, reason}
	s.blame(fields, in.Fault, newFaults())
	v := s.accountForm(s.t("staff.new.title"), s.t("staff.new.lead"), in.Fault != nil, fields)
	v.Frame.Crumbs = []layout.Link{{Label: s.t("staff.title"), Href: route.Staff}, {Label: v.Title}}
	v.Sent.Action, v.Sent.Submit = s.href(route.StaffNew), s.t("staff.new.submit")
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: in.Op})
	v.Sent.Back = s.link(s.t("staff.new.back"), route.Staff)
	return v
}

// providersByName lists the codes of the providers in the order of their names.
func (s Scene) providersByName() []string {
	codes := make([]string, 0, len(s.Providers))
	for code := range s.Providers {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int {
		if s.Providers[a] < s.Providers[b] {
			return -1
		}
		return 1
	})
	return codes
}

// UnitList is what is known on the page of a provider's own accounts.
type UnitList struct {
	By       actor.Actor
	Accounts []account.Account
	Asks     []account.Ask
	New      account.New // as typed
	Roles    []actor.Role
	Reason   string
	Op       string
	Done     bool
	Fault    *fault.Error
}

// UnitView is the page of a provider's own accounts.
type UnitView struct {
	Frame       layout.View
	Title, Lead string
	Errors      component.ErrorSummaryView
	Notice      *component.NoticeView
	Table       component.TableView
	Rows        []StaffRow
	Asks        []AskView
	Sent        SentForm
}

// NewUnitView builds the page of a provider's own accounts.
func NewUnitView(s Scene, in UnitList) UnitView {
	title := s.t("staff.own.title")
	fields := s.unitFields(in)
	v := UnitView{
		Title: title, Lead: s.t("staff.own.lead", "Unit", s.unitName(in.By.Unit)), Table: s.staffTable(),
		Errors: component.Summarise(fields),
		Sent: SentForm{
			Action: s.href(route.UnitAccounts), Fields: fields, Submit: s.t("staff.own.submit"),
			Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: in.Op}),
		},
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}, Failed: in.Fault != nil,
			Section: layout.NavUnit,
		}),
	}
	if in.Done {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("staff.done.asked")}
	}
	for _, a := range in.Accounts {
		v.Rows = append(v.Rows, s.staffRow(a, false))
	}
	for _, k := range in.Asks {
		v.Asks = append(v.Asks, s.ask(Awaited{Ask: k}, StaffList{Accounts: in.Accounts}))
	}
	return v
}

func (s Scene) unitFields(in UnitList) []component.FieldView {
	roles := component.FieldView{
		ID: "roles", Name: route.RoleName, Kind: component.Many, Label: s.t("account.roles"),
		Hint: s.t("staff.own.roles_hint"),
	}
	for _, role := range actor.Roles() {
		if role.Side() == actor.Provider {
			roles.Options = append(roles.Options, component.OptionView{
				Value: string(role), Label: s.t(role.Key()), Selected: slices.Contains(in.Roles, role),
			})
		}
	}
	reason := s.whyField("reason")
	reason.Value = in.Reason
	fields := []component.FieldView{s.loginField(in.New.Login), s.nameField(in.New.Name), roles, reason}
	s.blame(fields, in.Fault, newFaults())
	return fields
}
