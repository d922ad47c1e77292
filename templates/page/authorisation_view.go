package page

import (
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Authorisations is what is known on the page that lists them.
type Authorisations struct {
	Asked []authorisation.Authorisation // by the holder's side
	About []authorisation.Authorisation // the holder's side
	Sent  bool                          // one was asked for just now
}

// NewAuthorisationsView builds the list: what others ask of the holder's side,
// and what it asked of others.
func NewAuthorisationsView(s Scene, in Authorisations) CardsView {
	title := s.t("authorisation.list.title")
	v := CardsView{
		Title: title, Lead: s.t("authorisation.list.lead"),
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{
			{Label: s.t("own.title"), Href: route.Own}, {Label: title},
		}}),
		Cards: []MandateCard{
			{
				ID: "begin", Title: s.t("authorisation.list.begin"), Text: s.t("authorisation.list.begin_text"),
				Link: s.link(s.t("authorisation.list.ask"), route.NewAuthorisation),
			},
			{
				ID: "looks", Title: s.t("seen.title"), Text: s.t("seen.about"), Link: s.link(s.t("seen.title"), route.OwnLooks),
			},
		},
	}
	if in.Sent {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("authorisation.list.sent")}
	}
	for _, a := range in.About {
		v.Cards = append(v.Cards, s.authorisationCard(a, s.t("authorisation.list.about", "Name", a.Applicant.Name)))
	}
	for _, a := range in.Asked {
		v.Cards = append(v.Cards, s.authorisationCard(a, s.t("authorisation.list.asked", "Name", a.Named.Masked())))
	}
	return v
}

// authorisationCard is one of a list.
func (s Scene) authorisationCard(a authorisation.Authorisation, title string) MandateCard {
	it := a.Item()
	return MandateCard{
		ID: "a-" + a.PublicID, Title: title, Slip: s.stateSlip(flow.Authorisation, it.State, it.Outcome),
		Text: s.t("authorisation.list.line", "Number", a.Number, "Purpose", s.t(a.Purpose().Key()), "Day", a.ReceivedOn()),
		Link: s.link(s.t("authorisation.list.open"), route.Authorisation(a.PublicID)),
	}
}

// OneAuthorisation is one authorisation, as who looks at it may know it.
type OneAuthorisation struct {
	Authorisation authorisation.Authorisation
	About         bool // who looks is the subject
	Open          bool // what was opened is shown still to who looks
	Shown         bool // it is shown still to whoever opened it
	Typed         *Terms
	Fault         *fault.Error
	Op            string
	Files         []attachment.Attachment
	Letters       []notice.Notice // that were made of it, for the officers
	Reason        string          // as an officer typed it
	Act           audit.Act       // that was refused an officer
	Callback      string          // registered contact of the subject, masked; "" for none
}

// Terms are those of an authorisation as they are typed.
type Terms struct {
	Items      []string
	Days, Uses string
}

// Terms reads them; what is no number is none.
func (t Terms) Terms() flow.Terms {
	return flow.Terms{Items: slices.Sorted(slices.Values(t.Items)), Days: counted(t.Days), Uses: counted(t.Uses)}
}

// counted reads a number that was typed; zero for what is none.
func counted(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0
	}
	return n
}

// NewAuthorisationView builds the page of one, with what may be done about it.
func NewAuthorisationView(s Scene, in OneAuthorisation) CardsView {
	a := in.Authorisation
	title := s.t("authorisation.title_of", "Number", a.Number)
	v := CardsView{
		Title: title, Lead: s.authorisationLead(in),
		Frame: s.frame(place{Title: title, Robots: robotsNone, Failed: in.Fault != nil, Crumbs: []layout.Link{
			{Label: s.t("authorisation.list.title"), Href: route.Authorisations}, {Label: title},
		}}),
		Cards: []MandateCard{{
			ID: "asked", Title: s.t("authorisation.part.asked"), Facts: s.authorisationFacts(a, in.About),
			Slip: s.stateSlip(flow.Authorisation, a.Item().State, a.Item().Outcome),
		}},
	}
	if in.About {
		v.Cards = append(v.Cards, s.subjectCards(in)...)
	} else {
		v.Cards = append(v.Cards, s.enquirerCards(in)...)
	}
	var fields []component.FieldView
	for _, card := range v.Cards {
		for _, form := range card.Forms {
			fields = append(fields, form.Fields...)
		}
	}
	v.Errors = component.Summarise(fields)
	if in.Fault != nil && len(fields) == 0 {
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.Words.Fault(in.Fault)}
	}
	return v
}

// authorisationLead says whose turn it is, and until when.
func (s Scene) authorisationLead(in OneAuthorisation) string {
	whom := "enquirer"
	if in.About {
		whom = "subject"
	}
	it := in.Authorisation.Item()
	key := "authorisation.lead." + whom + "." + string(it.State)
	if in.Authorisation.OnPaper() && s.Words.Has(key+"_paper") {
		key += "_paper" // nobody agreed: nobody objected
	}
	if !s.Words.Has(key) {
		key = "authorisation.lead.all"
	}
	return s.t(key, "Due", it.Due, "Until", in.Authorisation.Terms().Until)
}

// authorisationFacts say who asks whom for what, and why. What was agreed to
// stands beside what was asked for where it is less.
func (s Scene) authorisationFacts(a authorisation.Authorisation, about bool) []component.FactView {
	var facts []component.FactView
	fact := func(name, text string) {
		facts = append(facts, component.FactView{Term: s.t("authorisation.fact." + name), Text: text})
	}
	fact("number", a.Number)
	if about || a.OnPaper() {
		facts = append(facts, component.FactView{
			Term: s.t("authorisation.fact.enquirer"), Text: a.Applicant.Name, Lang: s.chinese(),
		})
	}
	if !about {
		whom := a.Named.Masked()
		if a.OnPaper() { // an officer compares it with the letter
			whom = a.Named.Name
		}
		facts = append(facts, component.FactView{
			Term: s.t("authorisation.fact.subject"), Text: whom, Lang: s.chinese(),
		})
	}
	fact("purpose", s.t(a.Purpose().Key()))
	facts = append(facts, component.FactView{
		Term: s.t("authorisation.fact.words"), Text: a.Item().Claim, Lang: s.chinese(),
	})
	fact("asked_on", s.Words.LongDate(a.ReceivedOn()))
	fact("items", s.itemNames(a.Asked.Items))
	fact("term", s.t("authorisation.days", "Days", a.Asked.Days, "Uses", a.Asked.Uses))
	if terms := a.Terms(); !terms.Until.IsZero() {
		fact("agreed_items", s.itemNames(terms.Items))
		fact("until", s.Words.LongDate(terms.Until))
		fact("left", s.Words.Count(terms.Uses))
	}
	return facts
}

// itemNames are the names of items of the catalog.
func (s Scene) itemNames(codes []string) string {
	return s.Words.List(each(codes, s.itemName))
}

// subjectCards are what the subject may do.
func (s Scene) subjectCards(in OneAuthorisation) []MandateCard {
	card := func(id string, forms ...SentForm) MandateCard {
		return MandateCard{
			ID: id, Title: s.t("authorisation.part." + id), Text: s.t("authorisation.says." + id), Forms: forms,
		}
	}
	switch state := in.Authorisation.Item().State; {
	case state == authorisation.AwaitingSubject:
		return []MandateCard{
			card("consent", s.consentForm(in)), card("decline", s.authorisationForm(in, "decline", true)),
		}
	case state == authorisation.NoticeWait:
		return []MandateCard{card("object", s.authorisationForm(in, "object", false))}
	case state == authorisation.Viewable, in.Shown:
		return []MandateCard{card("revoke", s.authorisationForm(in, "revoke", true))}
	}
	return nil
}

// enquirerCards are what the enquirer may do.
func (s Scene) enquirerCards(in OneAuthorisation) []MandateCard {
	a := in.Authorisation
	var cards []MandateCard
	if in.Open {
		cards = append(cards, MandateCard{
			ID: "open", Title: s.t("authorisation.part.open"),
			Text: s.t("authorisation.says.open", "Until", s.Words.Instant(a.Terms().Open)),
			Link: s.link(s.t("authorisation.show"), route.Authorisation(a.PublicID)+"/report"),
		})
	}
	switch a.Item().State {
	case authorisation.AwaitingSubject:
		cards = append(cards, MandateCard{
			ID: "withdraw", Title: s.t("authorisation.part.withdraw"), Text: s.t("authorisation.says.withdraw"),
			Forms: []SentForm{s.authorisationForm(in, "withdraw", true)},
		})
	case authorisation.Viewable:
		if !in.Open {
			cards = append(cards, MandateCard{
				ID: "view", Title: s.t("authorisation.part.view"),
				Text:  s.t("authorisation.says.view", "Minutes", int(authorisation.OpenFor.Minutes())),
				Forms: []SentForm{s.authorisationForm(in, "view", false)},
			})
		}
	default:
	}
	return cards
}

// authorisationForm is a form of one button.
func (s Scene) authorisationForm(in OneAuthorisation, act string, quiet bool) SentForm {
	return SentForm{
		Action: s.href(route.Authorisation(in.Authorisation.PublicID) + "/" + act), Submit: s.t("authorisation.do." + act),
		Quiet: quiet, Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: in.Op}),
	}
}

// consentForm lets the subject agree, to all that is asked or to less.
func (s Scene) consentForm(in OneAuthorisation) SentForm {
	asked := in.Authorisation.Asked
	typed := Terms{nil, strconv.Itoa(asked.Days), "1"} // who agrees ticks what they agree to
	if in.Typed != nil {
		typed = *in.Typed
	}
	items := component.FieldView{
		ID: "items", Name: route.AskedItems, Kind: component.Many, Label: s.t("authorisation.form.agree_items"),
		Hint: s.t("authorisation.form.agree_items_hint"),
	}
	for _, code := range asked.Items {
		items.Options = append(items.Options, component.OptionView{
			Value: code, Label: s.itemName(code), Selected: slices.Contains(typed.Items, code),
		})
	}
	fields := []component.FieldView{
		items,
		s.numberField("days", route.AskedDays, typed.Days, s.t("authorisation.form.agree_days_hint", "Most", asked.Days)),
		s.numberField("uses", route.AskedUses, typed.Uses, s.t("authorisation.form.agree_uses_hint", "Most", asked.Uses)),
	}
	s.blame(fields, in.Fault, askFields)
	form := s.authorisationForm(in, "consent", false)
	form.Fields = fields
	return form
}

// numberField asks for a small number.
func (s Scene) numberField(id, name, value, hint string) component.FieldView {
	return component.FieldView{
		ID: id, Name: name, Kind: component.Text, Label: s.t("authorisation.form." + id), Hint: hint, Value: value,
		InputMode: "numeric", Autocomplete: "off", NoSpelling: true,
	}
}

// askFields says which field a refusal is about.
var askFields = map[string]string{
	"authorisation.fault.name": "name", "authorisation.fault.number": "number", "authorisation.fault.oneself": "number",
	"authorisation.fault.items": "items", "authorisation.fault.wider": "items", "authorisation.fault.not_askable": "items",
	"authorisation.fault.purpose": "purpose",
	"authorisation.fault.days":    "days", "authorisation.fault.uses": "uses", "authorisation.fault.enquirer": "enquirer",
	"authorisation.fault.document": "document", "authorisation.fault.proofs": "proofs",
	"authorisation.fault.papers": "files",
}
