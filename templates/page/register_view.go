package page

import (
	"creditportal/internal/account"
	"creditportal/internal/fault"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// Registration is what somebody typed who makes an account, or comes in again.
type Registration struct {
	Form, Op string
	Wish     account.Wish
	Closed   bool // nobody registers here
	Fault    *fault.Error
}

// NewRegistrationView builds the form by which people make an account.
func NewRegistrationView(s Scene, in Registration) FormView {
	fields := []component.FieldView{
		{
			ID: "for", Name: route.ForOthers, Kind: component.Choice, Label: s.t("contact.for"),
			Options: []component.OptionView{
				{Label: s.t("contact.for_oneself"), Selected: !in.Wish.Agent},
				{Value: "1", Label: s.t("contact.for_others"), Selected: in.Wish.Agent},
			},
		},
		{
			ID: "name", Name: route.OwnName, Kind: component.Text, Label: s.t("contact.name"), Value: in.Wish.Name,
			Hint: s.t("contact.name_hint"), Autocomplete: "name",
		},
		s.contactField(in.Wish.Contact),
		{
			ID: "login", Name: route.Login, Kind: component.Text, Label: s.t("account.login"), Value: in.Wish.Login,
			Hint: s.t("contact.login_hint"), Autocomplete: "username", NoSpelling: true,
		},
		s.newPassword(),
	}
	s.blame(fields, in.Fault, map[string]string{
		"account.fault.own_name": "name", "account.fault.contact": "contact", "account.fault.login": "login",
		"account.fault.password_short": "next", "account.fault.password_long": "next",
		"account.fault.password_common": "next",
	})
	v := s.accountForm(s.t("contact.title"), s.t("contact.lead"), in.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit = s.href(route.Register), s.t("contact.submit")
	return s.guest(v, in)
}

// guest completes a form of somebody who has not signed in.
func (s Scene) guest(v FormView, in Registration) FormView {
	v.Sent.Hidden = []component.Pair{
		{Name: route.FormToken, Value: in.Form}, {Name: route.Operation, Value: in.Op},
	}
	v.Sent.Back = s.link(s.t("contact.back"), route.SignIn)
	if in.Closed {
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.t("contact.fault.closed")}
	}
	return v
}

func (s Scene) contactField(typed string) component.FieldView {
	return component.FieldView{
		ID: "contact", Name: route.Contact, Kind: component.Text, Label: s.t("contact.contact"),
		Hint: s.t("contact.contact_hint"), Value: typed, Autocomplete: "email", NoSpelling: true,
	}
}

func (s Scene) newPassword() component.FieldView {
	return component.FieldView{
		ID: "next", Name: route.NextPassword, Kind: component.Secret, Label: s.t("account.password_next"),
		Hint: s.passwordHint(false, 0), Autocomplete: "new-password",
	}
}

// NewRecoveryView builds the form that asks for the contact of an account.
func NewRecoveryView(s Scene, in Registration) FormView {
	fields := []component.FieldView{s.contactField(in.Wish.Contact)}
	s.blame(fields, in.Fault, nil)
	v := s.accountForm(s.t("contact.recover_title"), s.t("contact.recover_lead"), in.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit = s.href(route.Recover), s.t("contact.submit")
	v.Aside = s.t("contact.recover_aside")
	return s.guest(v, in)
}

// SentCode is what is known of a code that was sent.
type SentCode struct {
	Form    string
	Use     account.Use
	Contact account.Contact
	Code    string // as typed
	Login   string // as typed, where the first one is taken
	Again   string // where it is begun anew
	Demo    string // what was sent, in a demo
	Fault   *fault.Error
}

// NewSentCodeView builds the form that asks for a code that was sent.
func NewSentCodeView(s Scene, in SentCode) FormView {
	fields := []component.FieldView{{
		ID: "code", Name: route.SentCode, Kind: component.Text, Label: s.t("contact.code"), Value: in.Code,
		Autocomplete: "one-time-code", InputMode: "numeric", NoSpelling: true,
	}}
	action, submit := route.RegisterCode, s.t("contact.finish")
	taken := in.Fault != nil && (in.Fault.Key == "account.fault.login_taken" || in.Fault.Key == "account.fault.login")
	switch {
	case in.Use == account.ToRecover:
		action, submit = route.RecoverCode, s.t("account.password_submit")
		fields = append(fields, s.newPassword())
	case taken || in.Login != "":
		fields = append(fields, component.FieldView{
			ID: "login", Name: route.Login, Kind: component.Text, Label: s.t("account.login"), Value: in.Login,
			Hint: s.t("contact.login_hint"), Autocomplete: "username", NoSpelling: true,
		})
	}
	s.blame(fields, in.Fault, map[string]string{
		"account.fault.login_taken": "login", "account.fault.login": "login", "account.fault.password_short": "next",
		"account.fault.password_long": "next", "account.fault.password_common": "next",
	})
	lead := s.t("contact.code_lead", "Contact", in.Contact.Masked())
	v := s.accountForm(s.t("contact.code_title"), lead, in.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit = s.href(action), submit
	v.Sent.Hidden = []component.Pair{{Name: route.FormToken, Value: in.Form}}
	v.Sent.Back = s.link(s.t("contact.again"), in.Again)
	if in.Demo != "" {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.t("contact.demo", "Text", in.Demo)}
	}
	v.Aside = s.t("contact.code_aside")
	return v
}
