package page

import (
	"encoding/hex"
	"slices"
	"strings"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// The forms of the page of an account.
const (
	FormGrant   = "grant"
	FormRevoke  = "revoke"
	FormState   = "state"
	FormLink    = "link"
	FormSession = "session"
)

// StaffAccount is what is known of an account of staff on its page.
type StaffAccount struct {
	By       actor.Actor
	Account  account.Account
	Sessions []account.Session
	Past     []audit.Event
	Op       string
	Done     string
	Fault    *fault.Error
	At       string     // the form that was refused
	Role     actor.Role // that was chosen in it
	Reason   string     // that was typed into it
}

// StaffAccountView is the page of an account of staff.
type StaffAccountView struct {
	Frame       layout.View
	Title, Lead string
	Errors      component.ErrorSummaryView
	Notice      *component.NoticeView
	Facts       []component.FactView
	Acts        []StaffAct
	Sessions    []component.FactView
	Past        component.TimelineView
}

// StaffAct is something that the reader may do to the account.
type StaffAct struct {
	ID, Title, Lead string
	Sent            SentForm
}

// NewStaffAccountView builds the page of an account of staff.
func NewStaffAccountView(s Scene, in StaffAccount) StaffAccountView {
	a := in.Account
	title := joined(a.Name, a.Login)
	if a.Name == "" {
		title = a.Login
	}
	v := StaffAccountView{
		Title: title, Facts: s.staffFacts(a), Acts: s.staffActs(in), Past: s.accountPast(in.Past),
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Failed: in.Fault != nil, Section: layout.NavStaff,
			Crumbs: []layout.Link{{Label: s.t("staff.title"), Href: route.Staff}, {Label: title}},
		}),
	}
	for _, session := range in.Sessions {
		shown := s.session(session, account.Key{})
		v.Sessions = append(v.Sessions, component.FactView{
			Term: shown.Device, Text: s.t("staff.session", "Began", shown.Began, "Seen", shown.Seen),
		})
	}
	for _, act := range v.Acts {
		v.Errors.Faults = append(v.Errors.Faults, component.Summarise(act.Sent.Fields).Faults...)
	}
	switch {
	case in.Fault != nil && len(v.Errors.Faults) == 0:
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.Words.Fault(in.Fault)}
	case slices.Contains([]string{"granted", "revoked", "asked", "ended", "active", "disabled"}, in.Done):
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("staff.done." + in.Done)}
	}
	return v
}

func (s Scene) staffFacts(a account.Account) []component.FactView {
	roles := s.roles(a.Roles)
	if roles == "" {
		roles = s.t("staff.no_roles")
	}
	return []component.FactView{
		{Term: s.t("account.login"), Text: a.Login},
		{Term: s.t("staff.column.unit"), Text: s.unitName(a.Unit)},
		{Term: s.t("account.roles"), Text: roles},
		{Term: s.t("staff.column.state"), Text: s.accountState(a).Text},
	}
}

// staffActs are the forms that the reader may send: nobody acts upon their own
// account here.
func (s Scene) staffActs(in StaffAccount) []StaffAct {
	a := in.Account
	if a.ID == in.By.Account {
		return nil
	}
	_, system := in.By.In(actor.SystemAdmin)
	_, security := in.By.In(actor.SecurityAdmin)
	active := a.State == account.Active
	var acts []StaffAct
	if grantable := a.Grantable(); security && active && len(grantable) > 0 {
		acts = append(acts, s.staffAct(in, FormGrant, route.StaffGrant, s.roleField("grant-role", grantable, in.Role)))
	}
	if security && len(a.Roles) > 0 {
		acts = append(acts, s.staffAct(in, FormRevoke, route.StaffRevoke, s.roleField("revoke-role", a.Roles, in.Role)))
	}
	if system && active {
		acts = append(acts, s.staffAct(in, FormLink, route.StaffLink))
	}
	if len(in.Sessions) > 0 {
		act := s.staffAct(in, FormSession, route.StaffSessions)
		for _, session := range in.Sessions[:1] { // staff have one
			act.Sent.Hidden = append(act.Sent.Hidden, component.Pair{
				Name: route.SessionKey, Value: hex.EncodeToString(session.Key[:]),
			})
		}
		acts = append(acts, act)
	}
	if active || system {
		acts = append(acts, s.stateAct(in))
	}
	return acts
}

// stateAct disables an account that may be used, and lets another be used again.
func (s Scene) stateAct(in StaffAccount) StaffAct {
	act, to := s.staffAct(in, FormState, route.StaffState), account.Disabled
	if in.Account.State == account.Disabled {
		to = account.Active
		act.Title, act.Lead, act.Sent.Submit = s.t("staff.act.enable.title"), s.t("staff.act.enable.lead"),
			s.t("staff.act.enable.submit")
	}
	act.Sent.Hidden = append(act.Sent.Hidden, component.Pair{Name: route.AccountState, Value: string(to)})
	return act
}

func (s Scene) staffAct(in StaffAccount, form, pattern string, fields ...component.FieldView) StaffAct {
	reason := s.whyField(form + "-reason")
	if in.Fault != nil && in.At == form {
		reason.Value = in.Reason
		about := &reason
		if in.Fault.Key == "account.fault.no_role" && len(fields) > 0 {
			about = &fields[0]
		}
		about.Fault = s.Words.Fault(in.Fault)
	}
	key := "staff.act." + form
	return StaffAct{
		ID: form, Title: s.t(key + ".title"), Lead: s.t(key + ".lead"),
		Sent: SentForm{
			Action: s.href(route.AccountAct(in.Account.Handle(), pattern)), Fields: append(fields, reason),
			Submit: s.t(key + ".submit"), Quiet: form != FormGrant,
			Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: in.Op}),
		},
	}
}

// roleField asks for a role. Where there is more than one, none is chosen before
// somebody chooses: a right is never given by pressing a button too soon.
func (s Scene) roleField(id string, roles []actor.Role, chosen actor.Role) component.FieldView {
	f := component.FieldView{ID: id, Name: route.RoleName, Kind: component.Select, Label: s.t("staff.field.role")}
	if len(roles) > 1 {
		f.Options = append(f.Options, component.OptionView{Label: s.t("own.choose")})
	}
	for _, role := range roles {
		o := component.OptionView{Value: string(role), Label: s.t(role.Key()), Selected: role == chosen}
		if account.Weighty(role) {
			o.Label = s.t("staff.weighty", "Role", o.Label)
		}
		f.Options = append(f.Options, o)
	}
	return f
}

// accountPast is what was done to an account, the newest first.
func (s Scene) accountPast(past []audit.Event) component.TimelineView {
	group := component.TimelineGroup{}
	for _, e := range past {
		by := e.By.Name
		if e.By.Role != actor.NoRole {
			by = joined(by, s.t(e.By.Role.Key()))
		}
		day, clock, _ := strings.Cut(s.Words.Instant(e.At), " ")
		group.Events = append(group.Events, component.EventView{
			Day: day, ISO: day, Title: s.t(actKey(e.Did)),
			Detail: joined(clock, by, e.Reason),
		})
	}
	if len(group.Events) == 0 {
		return component.TimelineView{}
	}
	return component.TimelineView{Groups: []component.TimelineGroup{group}}
}
