package page

import (
	"creditportal/internal/account"
	"creditportal/internal/fault"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Identity is what is known of how far it is proven who somebody is.
type Identity struct {
	Account  account.Account
	Party    account.Party
	Standing account.Standing
	// Presented is what the holder presented last; nil: nothing.
	Presented *account.Presented
	Op        string
	Proved    bool // just now
	Fault     *fault.Error
}

// CardsView is a page of things that are done one after the other.
type CardsView struct {
	Frame       layout.View
	Title, Lead string
	Errors      component.ErrorSummaryView
	Notice      *component.NoticeView
	Cards       []MandateCard
}

// NewIdentityView builds the page on which somebody proves who they are.
func NewIdentityView(s Scene, in Identity) CardsView {
	title := s.t("identity.title")
	v := CardsView{
		Title: title, Lead: s.t("identity.lead"),
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}, Failed: in.Fault != nil,
		}),
	}
	switch {
	case in.Proved:
		v.Notice = &component.NoticeView{
			Tone: component.Good, Text: s.t("identity.proved"), Link: s.link(s.t("own.title"), route.Own),
		}
	case !in.Standing.SuspendedAt.IsZero() && !in.Account.Proven():
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.t("identity.suspended")}
	}
	person := s.step("person", in.Account.Proven())
	if in.Account.Proven() {
		person.Facts = []component.FactView{
			{Term: s.t("identity.name"), Text: in.Account.Name, Lang: s.chinese()},
		}
		if by := in.Standing.Method; by != "" {
			person.Facts = append(person.Facts, component.FactView{
				Term: s.t("identity.by"), Text: joined(s.t(by.Key()), s.Words.Instant(in.Standing.ProvedAt)),
			})
		}
	} else {
		form := s.activationForm(in)
		person.Text, person.Forms = s.t("identity.person_how"), []SentForm{form}
		v.Errors = component.Summarise(form.Fields)
		if s.Provider {
			person.Links = append(person.Links, s.link(s.t("identity.provider"), route.ProviderSignIn))
		}
		person = s.presentedCard(person, in)
	}
	sides := s.step("sides", len(in.Party.Choices) > 0)
	sides.Text, sides.Link = s.t("identity.sides_how"), s.link(s.t("mandate.title"), route.Mandates)
	v.Cards = []MandateCard{person, sides}
	return v
}

// step is one line of the check list.
func (s Scene) step(name string, done bool) MandateCard {
	card := MandateCard{
		ID: name, Title: s.t("identity.step_" + name),
		Slip: component.SlipView{Tone: component.Neutral, Text: s.t("identity.open")},
	}
	if done {
		card.Slip = component.SlipView{Tone: component.Good, Text: s.t("identity.done")}
	}
	return card
}

func (s Scene) activationForm(in Identity) SentForm {
	fields := []component.FieldView{{
		ID: "code", Name: route.Activation, Kind: component.Text, Label: s.t("identity.code"),
		Hint: s.t("identity.code_hint"), NoSpelling: true, Autocomplete: "off",
	}, {
		ID: "number", Name: route.IDNumber, Kind: component.Text, Label: s.t("identity.number"),
		Hint: s.t("identity.number_hint"), NoSpelling: true, Autocomplete: "off",
	}}
	s.blame(fields, in.Fault, nil)
	return SentForm{
		Action: s.href(route.Activate), Submit: s.t("identity.submit"), Fields: fields,
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: in.Op}),
	}
}

// Activation is a code that an officer gives.
type Activation struct {
	Op, Name, Number string
	Code             string // to be shown once; "" before it is given
	Given            account.Activation
	Fault            *fault.Error
}

// NewActivationView builds the form by which an officer gives a code, and shows
// the one that was given.
func NewActivationView(s Scene, in Activation) FormView {
	name, number := in.Name, in.Number
	if in.Code != "" {
		name, number = "", ""
	}
	fields := []component.FieldView{{
		ID: "name", Name: route.PrincipalName, Kind: component.Text, Label: s.t("identity.name"), Value: name,
		Autocomplete: "off",
	}, {
		ID: "number", Name: route.IDNumber, Kind: component.Text, Label: s.t("identity.number"), Value: number,
		NoSpelling: true, Autocomplete: "off",
	}}
	s.blame(fields, in.Fault, map[string]string{"identity.fault.number": "number"})
	v := s.accountForm(s.t("identity.office.title"), s.t("identity.office.lead"), in.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit = s.href(route.OfficeActivation), s.t("identity.office.submit")
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: in.Op})
	if in.Code != "" {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("identity.office.given")}
		v.Facts = []component.FactView{
			{Term: s.t("identity.name"), Text: in.Name, Lang: s.chinese()},
			{Term: s.t("identity.code"), Text: in.Code},
			{Term: s.t("identity.office.until"), Text: s.Words.Instant(in.Given.ExpiresAt)},
		}
	}
	v.Aside = s.t("identity.office.aside")
	return v
}

// Closing is what is known when somebody closes their account.
type Closing struct {
	Op    string
	Word  bool // the account has a password, which is asked for
	Fault *fault.Error
}

// NewClosingView builds the form by which somebody closes their account.
func NewClosingView(s Scene, in Closing) FormView {
	var fields []component.FieldView
	if in.Word {
		fields = append(fields, component.FieldView{
			ID: "present", Name: route.Password, Kind: component.Secret, Label: s.t("account.password_present"),
			Autocomplete: "current-password",
		})
	}
	s.blame(fields, in.Fault, nil)
	v := s.accountForm(s.t("identity.close"), s.t("identity.close_lead"), in.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit, v.Sent.Login = s.href(route.CloseAccount), s.t("identity.close_submit"), s.Holder.Login
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: in.Op})
	v.Sent.Back = s.link(s.t("mandate.form.back"), route.OwnAccount)
	return v
}
