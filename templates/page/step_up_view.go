package page

import (
	"net/url"

	"creditportal/internal/account"
	"creditportal/internal/fault"
	"creditportal/internal/qr"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// StepUp is what is known when somebody proves once more that it is they.
type StepUp struct {
	Next  string
	Kept  Kept
	Staff bool   // who owe a code too
	Demo  string // the present code, in a demo
	Fault *fault.Error
}

// NewStepUpView builds the page that asks for the proof.
func NewStepUpView(s Scene, in StepUp) FormView {
	fields := []component.FieldView{{
		ID: "password", Name: route.Password, Kind: component.Secret, Label: s.t("account.password"),
		Autocomplete: "current-password",
	}}
	if in.Staff {
		fields = append(fields, s.codeField())
	}
	s.blame(fields, in.Fault, map[string]string{"account.fault.code": "otp"})
	v := s.accountForm(s.t("staff.proof.title"), s.t("staff.proof.lead"), in.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit, v.Sent.Login = s.href(route.StepUp), s.t("staff.proof.submit"), s.Holder.Login
	v.Sent.Hidden = append(in.Kept.carried(), s.token()...)
	if in.Next != "" {
		v.Sent.Hidden = append(v.Sent.Hidden, component.Pair{Name: route.Next, Value: in.Next})
	}
	if in.Kept.Action != "" {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.t("staff.proof.kept")}
	}
	if in.Demo != "" {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.t("account.code.demo", "Code", in.Demo)}
	}
	return v
}

// NewVouchedStepUpView builds the page that leads whoever comes by a sign-in
// provider there, to prove anew that it is they.
func NewVouchedStepUpView(s Scene, in StepUp) CardsView {
	title := s.t("staff.proof.title")
	way := url.Values{route.Again: {"1"}, route.Next: {in.Next}}
	v := CardsView{
		Title: title, Lead: s.t("identity.again.lead"),
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}, Failed: in.Fault != nil,
		}),
		Cards: []MandateCard{{
			ID: "provider", Title: s.t("identity.again.title"), Text: s.t("identity.again.text"),
			Link: s.link(s.t("identity.again.way"), route.With(route.ProviderSignIn, way)),
		}},
	}
	if in.Kept.Action != "" {
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.t("identity.again.kept")}
	}
	if in.Fault != nil {
		v.Errors.Faults = []component.SummaryFault{{FieldID: "provider", Text: s.Words.Fault(in.Fault)}}
	}
	return v
}

// codeField asks for a one-time code, or for a recovery code in its stead.
func (s Scene) codeField() component.FieldView {
	return component.FieldView{
		ID: "otp", Name: route.OneTimeCode, Kind: component.Text, Label: s.t("account.code.label"),
		Hint: s.t("staff.recovery.instead"), Autocomplete: "one-time-code", InputMode: "numeric", NoSpelling: true,
	}
}

// Welcome is what is known of somebody behind a link that is used once.
type Welcome struct {
	Form, Link  string
	First       bool // one of the first two administrators, who choose the name too
	Login, Name string
	Secret      string
	Kinds       int // of signs that the password needs; zero: not asked
	Fault       *fault.Error
}

// NewWelcomeView builds the page where the owner of an account sets password
// and second factor.
func NewWelcomeView(s Scene, in Welcome) FormView {
	fields := s.welcomeFields(in)
	s.blame(fields, in.Fault, map[string]string{
		"account.fault.login": "login", "account.fault.login_taken": "login", "account.fault.person": "name",
		"account.fault.two_persons": "name", "account.fault.password_short": "next", "account.fault.password_long": "next",
		"account.fault.password_common": "next", "account.fault.password_kinds": "next", "account.fault.again": "again",
		"account.fault.code": "otp", "account.fault.conflict": "login",
	})
	lead := s.t("staff.welcome.lead")
	if in.First {
		lead = s.t("staff.welcome.first")
	}
	v := s.accountForm(s.t("staff.welcome.title"), lead, in.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit = s.href(route.WelcomeOf(in.Link)), s.t("staff.welcome.submit")
	v.Sent.Hidden = []component.Pair{{Name: route.FormToken, Value: in.Form}, {Name: route.Secret, Value: in.Secret}}
	if !in.First {
		v.Sent.Login = in.Login
		v.Facts = []component.FactView{
			{Term: s.t("account.login"), Text: in.Login}, {Term: s.t("staff.field.name"), Text: in.Name},
		}
	}
	v.Facts = append(v.Facts, component.FactView{
		Term: s.t("account.code.key"), Text: in.Secret, Note: s.t("staff.welcome.picture"),
	})
	v.PictureLabel = s.t("staff.welcome.picture")
	login := in.Login
	if login == "" {
		login = s.t("staff.welcome.nameless")
	}
	if code, err := qr.Encode(account.KeyAddressOf(s.siteName(), login, in.Secret)); err == nil {
		v.Picture = code
	}
	return v
}

func (s Scene) welcomeFields(in Welcome) []component.FieldView {
	var fields []component.FieldView
	if in.First {
		fields = []component.FieldView{s.loginField(in.Login), s.nameField(in.Name)}
	}
	code := s.codeField()
	code.Hint = s.t("staff.welcome.code_hint")
	return append(fields, component.FieldView{
		ID: "next", Name: route.Password, Kind: component.Secret, Label: s.t("account.password_next"),
		Hint: s.passwordHint(true, in.Kinds), Autocomplete: "new-password",
	}, component.FieldView{
		ID: "again", Name: route.PasswordAgain, Kind: component.Secret, Label: s.t("staff.field.again"),
		Autocomplete: "new-password",
	}, code)
}

func (s Scene) loginField(value string) component.FieldView {
	return component.FieldView{
		ID: "login", Name: route.Login, Kind: component.Text, Label: s.t("account.login"), Value: value,
		Hint: s.t("staff.field.login_hint"), Autocomplete: "off", NoSpelling: true,
	}
}

func (s Scene) nameField(value string) component.FieldView {
	return component.FieldView{
		ID: "name", Name: route.PersonName, Kind: component.Text, Label: s.t("staff.field.name"), Value: value,
		Autocomplete: "off", NoSpelling: true,
	}
}

// FactorView is the second factor of somebody's own account.
type FactorView struct {
	Left     string // recovery codes that are good
	Recovery SentForm
	Secret   component.LinkView
}

// factor is what staff may do about their second factor.
func (s Scene) factor(own OwnAccount) *FactorView {
	if !own.Account.Staff() {
		return nil
	}
	return &FactorView{
		Left: s.n("staff.recovery.left", own.Left),
		Recovery: SentForm{
			Action: s.href(route.OwnRecovery), Submit: s.t("staff.recovery.renew"), Quiet: true,
			Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: own.Op}),
		},
		Secret: s.link(s.t("staff.recovery.secret"), route.OwnSecret),
	}
}

// accountNotice is what is said first on the page of somebody's own account.
func (s Scene) accountNotice(own OwnAccount) *component.NoticeView {
	switch {
	case own.Outlived:
		return &component.NoticeView{Tone: component.Caution, Text: s.t("staff.outlived", "Days", account.PasswordDays)}
	case own.Renewed:
		return &component.NoticeView{Tone: component.Good, Text: s.t("staff.recovery.secret_done")}
	case own.Changed:
		return &component.NoticeView{Tone: component.Good, Text: s.t("account.password_changed")}
	}
	return nil
}

// OnceView is a page of what is shown once and never again.
type OnceView struct {
	Frame       layout.View
	Title, Lead string
	Warning     component.NoticeView
	Lines       []string
	Next        component.LinkView
}

// NewRecoveryCodesView builds the page of new recovery codes; from it one goes on to
// the address.
func NewRecoveryCodesView(s Scene, codes []string, next string) OnceView {
	v := s.once(s.t("staff.recovery.title"), s.t("staff.recovery.lead"))
	for _, code := range codes {
		v.Lines = append(v.Lines, account.Grouped(code))
	}
	v.Next = s.link(s.t("staff.recovery.kept"), next)
	return v
}

// NewLinkView builds the page of a link for the owner of an account.
func NewLinkView(s Scene, a account.Account, address string) OnceView {
	v := s.once(s.t("staff.link.title"), s.t("staff.link.lead", "Name", a.Name, "Login", a.Login))
	v.Lines = []string{address}
	v.Next = s.link(s.t("staff.link.back"), route.AccountOf(a.Handle()))
	return v
}

func (s Scene) once(title, lead string) OnceView {
	return OnceView{
		Title: title, Lead: lead, Warning: component.NoticeView{Tone: component.Caution, Text: s.t("staff.once")},
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}}),
	}
}

// NewLinkOverView builds the page of a link that opens nothing any longer. It
// says the same of one that never was.
func NewLinkOverView(s Scene) PlainView {
	title := s.t("staff.link.over")
	return PlainView{
		Title: title, Lead: s.t("staff.link.over_lead"),
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}}),
	}
}
