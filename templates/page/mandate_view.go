package page

import (
	"slices"
	"strconv"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Mandates is what is known on the page of mandates.
type Mandates struct {
	Party  account.Party
	Proven bool
	Name   string            // of the holder
	Held   []account.Mandate // by the holder
	Given  []account.Mandate // by whom the holder acts for
	Op     string
	Asked  bool // one was asked for just now
	Fault  *fault.Error
}

// MandatesView is the page of mandates: for whom one may act, and who may act
// for oneself.
type MandatesView struct {
	Frame       layout.View
	Title, Lead string
	Notice      *component.NoticeView
	Held, Given []MandateCard
	GivenTitle  string
	None        string // said where no mandate is held
	Ask         component.LinkView
}

// MandateCard is a party or a mandate with what may be done about it.
type MandateCard struct {
	ID, Title, Lang string
	Slip            component.SlipView
	Text            string
	Link            component.LinkView
	Links           []component.LinkView // further ways
	Facts           []component.FactView
	Forms           []SentForm
}

// NewMandatesView builds the page of mandates.
func NewMandatesView(s Scene, in Mandates) MandatesView {
	title := s.t("mandate.title")
	v := MandatesView{
		Title: title, Lead: s.t("mandate.lead"), Notice: s.mandatesNotice(in), GivenTitle: s.t("mandate.given"),
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}, Failed: in.Fault != nil,
		}),
	}
	if in.Proven {
		v.Ask = s.link(s.t("mandate.ask"), route.NewMandate)
		v.Held = append(v.Held, s.ownCard(in))
	}
	for _, m := range in.Held {
		v.Held = append(v.Held, s.heldCard(m, in))
	}
	for _, m := range in.Given {
		v.Given = append(v.Given, s.givenCard(m, in.Op))
	}
	if len(in.Held) == 0 {
		v.None = s.t("mandate.none")
	}
	return v
}

func (s Scene) mandatesNotice(in Mandates) *component.NoticeView {
	switch {
	case in.Fault != nil:
		return &component.NoticeView{Tone: component.Caution, Text: s.Words.Fault(in.Fault)}
	case in.Party.Lost:
		return &component.NoticeView{Tone: component.Caution, Text: s.t("mandate.lost")}
	case in.Asked:
		return &component.NoticeView{Tone: component.Good, Text: s.t("mandate.asked")}
	case !in.Proven:
		return &component.NoticeView{
			Tone: component.Info, Text: s.t("mandate.unproven"), Link: s.link(s.t("identity.title"), route.Identity),
		}
	}
	return nil
}

// ownCard is the holder themselves, as whom they may act.
func (s Scene) ownCard(in Mandates) MandateCard {
	card := MandateCard{
		ID: "own", Title: s.t("mandate.oneself", "Name", in.Name),
		Slip: component.SlipView{Tone: component.Good, Text: s.t("mandate.state.lives")},
	}
	return s.choosing(card, "", in.Party.Own, in.Op)
}

// choosing adds the form that chooses the party, or says that it is chosen.
func (s Scene) choosing(card MandateCard, publicID string, chosen bool, op string) MandateCard {
	if chosen {
		card.Slip = component.SlipView{Tone: component.Info, Text: s.t("mandate.chosen")}
		return card
	}
	card.Forms = append(card.Forms, SentForm{
		Action: s.href(route.Party), Submit: s.t("mandate.choose"),
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: op},
			component.Pair{Name: route.ChosenParty, Value: publicID}),
	})
	return card
}

func (s Scene) heldCard(m account.Mandate, in Mandates) MandateCard {
	card := s.mandateCard(m)
	if m.Live(s.Today) {
		card = s.choosing(card, m.PublicID, in.Party.Mandate.ID == m.ID, in.Op)
	}
	if m.Open() && m.State(s.Today) != account.MandateLapsed { // what is over by itself is not given up
		card.Forms = append(card.Forms, s.ruling(m, route.EndRuling, "mandate.renounce", in.Op))
	}
	return card
}

func (s Scene) givenCard(m account.Mandate, op string) MandateCard {
	card := s.mandateCard(m)
	card.ID, card.Title = "given-"+m.PublicID, m.Holder
	switch {
	case !m.Open():
	case m.ProvedAt.IsZero():
		card.Forms = append(card.Forms, s.ruling(m, route.ConfirmRuling, "mandate.confirm", op),
			s.ruling(m, route.EndRuling, "mandate.decline", op))
	default:
		card.Forms = append(card.Forms, s.ruling(m, route.EndRuling, "mandate.revoke", op))
	}
	return card
}

// ruling is the form of one button that rules on a mandate.
func (s Scene) ruling(m account.Mandate, what, label, op string) SentForm {
	return SentForm{
		Action: s.href(route.RuleMandate(m.PublicID, what)), Submit: s.t(label), Quiet: what != route.ConfirmRuling,
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: op},
			component.Pair{Name: route.Version, Value: strconv.Itoa(m.Version)}),
	}
}

func (s Scene) mandateCard(m account.Mandate) MandateCard {
	state := m.State(s.Today)
	tones := map[account.MandateState]component.Tone{
		account.MandateLives: component.Good, account.MandateExpires: component.Caution,
		account.MandateWaits: component.Info, account.MandateBegins: component.Info,
	}
	tone, known := tones[state]
	if !known {
		tone = component.Neutral
	}
	return MandateCard{
		ID: "held-" + m.PublicID, Title: m.Principal.Name, Lang: s.chinese(),
		Slip: component.SlipView{Tone: tone, Text: s.t(state.Key())}, Facts: s.mandateFacts(m),
	}
}

func (s Scene) mandateFacts(m account.Mandate) []component.FactView {
	scopes := make([]string, len(m.Scopes))
	for i, scope := range m.Scopes {
		scopes[i] = s.t(scope.Key())
	}
	facts := []component.FactView{
		{Term: s.t("mandate.fact.kind"), Text: s.t(m.Kind.Key())},
		{Term: s.t("mandate.fact.scopes"), Text: s.Words.List(scopes)},
		{Term: s.t("mandate.fact.term"), Text: s.mandateTerm(m)},
	}
	if m.Ended != "" {
		facts = append(facts, component.FactView{
			Term: s.t("mandate.fact.ended"), Text: joined(s.Words.Instant(m.EndedAt), s.t("mandate.ending."+string(m.Ended))),
			Note: m.Reason,
		})
	}
	return facts
}

func (s Scene) mandateTerm(m account.Mandate) string {
	if m.To.IsZero() {
		return s.t("mandate.term_open", "From", m.From)
	}
	return s.t("mandate.term", "From", m.From, "To", m.To)
}

// Asking is a mandate as it was asked for.
type Asking struct {
	Op       string
	Of       string // kind of the principal
	Name     string
	Number   string
	Kind     string
	Scopes   []string
	From, To string
	Files    []attachment.Attachment
	Refused  []attachment.Refusal
	Fault    *fault.Error
}

// NewAskingView builds the form by which somebody asks for a mandate.
func NewAskingView(s Scene, typed Asking) FormView {
	fields := []component.FieldView{
		s.principalKinds(typed.Of),
		{ID: "name", Name: route.PrincipalName, Kind: component.Text, Label: s.t("mandate.form.name"), Value: typed.Name},
		{
			ID: "number", Name: route.PrincipalNumber, Kind: component.Text, Label: s.t("mandate.form.number"),
			Hint: s.t("mandate.form.number_hint"), Value: typed.Number, NoSpelling: true, Autocomplete: "off",
		},
		s.mandateKinds(typed.Kind), s.scopeField(typed.Scopes),
		{
			ID: "from", Name: route.From, Kind: component.Day, Label: s.t("mandate.form.from"), Value: typed.From,
			Hint: s.t("mandate.form.day_hint", "Today", s.Today),
		},
		{
			ID: "to", Name: route.To, Kind: component.Day, Label: s.t("mandate.form.to"), Value: typed.To,
			Hint: s.t("mandate.form.to_hint"),
		},
	}
	files, limits := s.fileFields(typed.Files, typed.Refused), attachment.Usual()
	files[len(files)-1].Hint = s.t("mandate.form.files_hint", "Files", limits.Files, "MiB", limits.MiB())
	fields = append(fields, files...)
	s.blame(fields, typed.Fault, map[string]string{
		"mandate.fault.name": "name", "mandate.fault.number": "number", "mandate.fault.kind": "mandate-kind",
		"mandate.fault.scopes": "scopes", "mandate.fault.from": "from", "mandate.fault.to": "to",
		"mandate.fault.document": "files",
	})
	v := s.accountForm(s.t("mandate.form.title"), s.t("mandate.form.lead"), typed.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit, v.Sent.Upload = s.href(route.Mandates), s.t("mandate.form.submit"), true
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: typed.Op})
	v.Sent.Back = s.link(s.t("mandate.form.back"), route.Mandates)
	v.Aside = s.t("mandate.form.aside")
	return v
}

func (s Scene) principalKinds(chosen string) component.FieldView {
	return component.FieldView{
		ID: "principal", Name: route.PrincipalKind, Kind: component.Choice, Label: s.t("mandate.form.principal"),
		Options: each(subject.Kinds(), func(k subject.Kind) component.OptionView {
			return component.OptionView{Value: string(k), Label: s.t("subject.kind." + string(k)), Selected: chosen == string(k)}
		}),
	}
}

func (s Scene) mandateKinds(chosen string) component.FieldView {
	return component.FieldView{
		ID: "mandate-kind", Name: route.MandateKind, Kind: component.Choice, Label: s.t("mandate.form.kind"),
		Options: each(account.MandateKinds(), func(k account.MandateKind) component.OptionView {
			return component.OptionView{Value: string(k), Label: s.t(k.Key()), Selected: chosen == string(k)}
		}),
	}
}

func (s Scene) scopeField(chosen []string) component.FieldView {
	return component.FieldView{
		ID: "scopes", Name: route.Scope, Kind: component.Many, Label: s.t("mandate.form.scopes"),
		Hint: s.t("mandate.form.scopes_hint"),
		Options: each(actor.Scopes(), func(scope actor.Scope) component.OptionView {
			return component.OptionView{
				Value: string(scope), Label: s.t(scope.Key()), Selected: slices.Contains(chosen, string(scope)),
			}
		}),
	}
}
