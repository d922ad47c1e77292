package page

import (
	"encoding/hex"
	"strings"

	"github.com/a-h/templ"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/qr"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// FormView is a page that is one form.
type FormView struct {
	Frame        layout.View
	Title, Lead  string
	Errors       component.ErrorSummaryView
	Notice       *component.NoticeView
	Facts        []component.FactView
	Picture      qr.Code
	PictureLabel string
	Sent         SentForm
	Aside        string
	More         []component.LinkView // where else one may go
}

// SentForm is a form that is sent.
type SentForm struct {
	Action string // complete with language
	Upload bool   // carries files
	Login  string // whose password it asks for or sets, for what keeps passwords; "" where the form asks for it
	Hidden []component.Pair
	Fields []component.FieldView
	Submit string
	Quiet  bool
	Also   ButtonView         // sends it otherwise; without a name: no such button
	Back   component.LinkView // leads away without sending; empty: no such link
}

// ButtonView is a further button of a form, and what it sends.
type ButtonView struct{ Name, Value, Label string }

// attributes are those that only some forms have.
func (v SentForm) attributes() templ.Attributes {
	if v.Upload {
		return templ.Attributes{"enctype": "multipart/form-data"}
	}
	return nil
}

// SignIn is what is known when somebody signs in.
type SignIn struct {
	Form  string // token of the form
	Next  string // where to go on to
	Login string // as typed
	Kept  Kept
	Over  bool // the session had ended
	Fault *fault.Error

	Closed bool // the account was closed just now
}

// NewSignInView builds the page where one signs in.
func NewSignInView(s Scene, in SignIn) FormView {
	name := component.FieldView{
		ID: "login", Name: route.Login, Kind: component.Text, Label: s.t("account.login"), Value: in.Login,
		Autocomplete: "username", NoSpelling: true,
	}
	if in.Fault != nil {
		name.Fault = s.Words.Fault(in.Fault)
	}
	secret := component.FieldView{
		ID: "password", Name: route.Password, Kind: component.Secret, Label: s.t("account.password"),
		Autocomplete: "current-password",
	}
	v := s.accountForm(s.t("account.title"), s.t("account.lead"), in.Fault != nil, []component.FieldView{name, secret})
	v.Sent.Action, v.Sent.Submit = s.href(route.SignIn), s.t("account.submit")
	v.Sent.Hidden = append(in.Kept.carried(), component.Pair{Name: route.FormToken, Value: in.Form})
	if in.Next != "" {
		v.Sent.Hidden = append(v.Sent.Hidden, component.Pair{Name: route.Next, Value: in.Next})
	}
	if in.Over {
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.keptWords(in.Kept, s.t("account.session_over"))}
	}
	if in.Closed {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("account.closed")}
	}
	v.Aside = s.t("account.help")
	if s.Provider {
		v.More = append(v.More, s.link(s.t("identity.provider"), route.ProviderSignIn))
	}
	v.More = append(v.More,
		s.link(s.t("contact.title"), route.Register), s.link(s.t("contact.recover_title"), route.Recover))
	return v
}

// accountForm is a page of one form that no search engine keeps.
func (s Scene) accountForm(title, lead string, failed bool, fields []component.FieldView) FormView {
	return FormView{
		Title: title, Lead: lead, Errors: component.Summarise(fields), Sent: SentForm{Fields: fields},
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}, Failed: failed,
		}),
	}
}

// robotsNone keeps a page out of every index.
const robotsNone = "noindex,noarchive"

// Code is what is known when somebody enters a one-time code.
type Code struct {
	Form   string
	Next   string
	Kept   Kept
	Secret []byte // to be set up; nil: it is
	Login  string // while it is set up
	Demo   string // the present code, in a demo
	Own    bool   // the holder of a session sets up another secret
	Op     string // of that
	Fault  *fault.Error
}

// NewCodeView builds the page that asks for a one-time code.
func NewCodeView(s Scene, in Code) FormView {
	field := s.codeField()
	if in.Secret != nil {
		field.Hint = s.t("staff.welcome.code_hint")
	}
	if in.Fault != nil {
		field.Fault = s.Words.Fault(in.Fault)
	}
	title, lead := s.t("account.code.title"), s.t("account.code.lead")
	hidden := append(in.Kept.carried(), component.Pair{Name: route.FormToken, Value: in.Form})
	if in.Next != "" {
		hidden = append(hidden, component.Pair{Name: route.Next, Value: in.Next})
	}
	if in.Secret != nil {
		title, lead = s.t("account.code.setup"), s.t("account.code.setup_lead")
		hidden = append(hidden, component.Pair{Name: route.Secret, Value: account.KeyText(in.Secret)})
	}
	v := s.accountForm(title, lead, in.Fault != nil, []component.FieldView{field})
	v.Sent.Action, v.Sent.Submit, v.Sent.Hidden = s.href(route.SignInCode), s.t("account.code.submit"), hidden
	if in.Own {
		v.Sent.Action = s.href(route.OwnSecret)
		v.Sent.Hidden = append(v.Sent.Hidden, component.Pair{Name: route.Operation, Value: in.Op})
	}
	if in.Demo != "" {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.t("account.code.demo", "Code", in.Demo)}
	}
	if in.Secret != nil {
		v.Facts = []component.FactView{{Term: s.t("account.code.key"), Text: account.KeyText(in.Secret)}}
		v.PictureLabel = lead
		address := account.KeyAddress(s.siteName(), in.Login, in.Secret)
		if code, err := qr.Encode(address); err == nil { // too long for a code, the key still stands there
			v.Picture = code
		}
	}
	return v
}

// OwnAccount is what is known of an account on the page of its holder.
type OwnAccount struct {
	Account  account.Account
	Here     account.Key // of the session that asks
	Sessions []account.Session
	Op       string
	Changed  bool
	Renewed  bool // the secret of the one-time codes
	Outlived bool // the password, which has to be changed first
	Kinds    int  // of signs that a password of staff needs; zero: not asked
	Left     int  // recovery codes that are good
	Past     []audit.Event
	Fault    *fault.Error
}

// AccountView is the page of an account.
type AccountView struct {
	Frame    layout.View
	Title    string
	Errors   component.ErrorSummaryView
	Notice   *component.NoticeView
	Facts    []component.FactView
	Table    component.TableView
	Sessions []SessionView
	Password SentForm
	More     []component.LinkView // what else belongs to the account
	Factor   *FactorView          // of staff
	Past     component.TimelineView
	PastLead string // what to do about a change that one does not know
}

// SessionView is one line of the list of sessions.
type SessionView struct {
	Device, Began, Seen string
	Here                bool
	End                 SentForm
}

// NewAccountView builds the page of an account.
func NewAccountView(s Scene, own OwnAccount) AccountView {
	title := s.t("account.own_title")
	fields := s.passwordFields(own)
	v := AccountView{
		Title: title, Errors: component.Summarise(fields), Facts: s.accountFacts(own.Account),
		Password: SentForm{
			Action: s.href(route.OwnPassword), Fields: fields, Submit: s.t("account.password_submit"),
			Login:  own.Account.Login,
			Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: own.Op}),
		},
		Table: component.TableView{Caption: s.t("account.sessions"), Quiet: true}, More: s.accountLinks(own.Account),
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}, Failed: own.Fault != nil,
		}),
	}
	v.PastLead = s.t("account.past_lead")
	if own.Account.Staff() {
		v.PastLead = s.t("staff.past_lead")
	}
	v.Notice, v.Factor, v.Past = s.accountNotice(own), s.factor(own), s.accountPast(own.Past)
	for _, name := range []string{"device", "began", "seen", "end"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("account.column." + name)})
	}
	for _, session := range own.Sessions {
		v.Sessions = append(v.Sessions, s.session(session, own.Here))
	}
	return v
}

// passwordHint says what a new password must be, before one is typed.
func (s Scene) passwordHint(staff bool, kinds int) string {
	switch {
	case staff && kinds > 0:
		return s.t("account.password_hint_kinds", "Least", account.LeastStaffPassword, "Kinds", kinds)
	case staff:
		return s.t("account.password_hint", "Least", account.LeastStaffPassword)
	}
	return s.t("account.password_hint", "Least", account.LeastPassword)
}

func (s Scene) passwordFields(own OwnAccount) []component.FieldView {
	fields := []component.FieldView{{
		ID: "present", Name: route.Password, Kind: component.Secret, Label: s.t("account.password_present"),
		Autocomplete: "current-password",
	}, {
		ID: "next", Name: route.NextPassword, Kind: component.Secret, Label: s.t("account.password_next"),
		Hint: s.passwordHint(own.Account.Staff(), own.Kinds), Autocomplete: "new-password",
	}}
	s.blame(fields, own.Fault, map[string]string{
		"account.fault.password_short": "next", "account.fault.password_long": "next",
		"account.fault.password_common": "next", "account.fault.password_kinds": "next",
	})
	return fields
}

func (s Scene) accountFacts(a account.Account) []component.FactView {
	facts := []component.FactView{
		{Term: s.t("account.login"), Text: a.Login},
		{Term: s.t("account.roles"), Text: s.roles(a.Roles)},
	}
	if a.Staff() {
		facts = append(facts, component.FactView{
			Term: s.t("account.unused"), Text: s.t("account.unused_days", "Days", a.UnusedDays()),
		})
	}
	if name := s.Providers[a.Unit]; name != "" {
		facts = append(facts, component.FactView{Term: s.t("record.fact.provider"), Text: name, Lang: s.chinese()})
	}
	return facts
}

// roles names the roles, one after the other.
func (s Scene) roles(list []actor.Role) string {
	names := make([]string, len(list))
	for i, role := range list {
		names[i] = s.t(role.Key())
	}
	return strings.Join(names, " · ")
}

func (s Scene) session(session account.Session, here account.Key) SessionView {
	v := SessionView{
		Device: session.Device, Began: s.Words.Instant(session.BeganAt), Seen: s.Words.Instant(session.SeenAt),
		Here: session.Key == here,
	}
	if v.Device == "" {
		v.Device = s.t("account.device_other")
	}
	v.End = SentForm{
		Action: s.href(route.OwnSessions), Submit: s.t("account.session_end"), Quiet: true,
		Hidden: append(s.token(), component.Pair{Name: route.SessionKey, Value: hex.EncodeToString(session.Key[:])}),
	}
	return v
}
