package page

import (
	"strconv"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Presenting is what somebody presents to prove who they are, as typed.
type Presenting struct {
	Op, Name, Number string
	Files            []attachment.Attachment
	Refused          []attachment.Refusal
	Fault            *fault.Error
}

// NewPresentingView builds the form by which somebody presents pictures of their
// identity document.
func NewPresentingView(s Scene, typed Presenting) FormView {
	fields := []component.FieldView{{
		ID: "name", Name: route.PrincipalName, Kind: component.Text, Label: s.t("identity.name"), Value: typed.Name,
		Autocomplete: "name",
	}, {
		ID: "number", Name: route.IDNumber, Kind: component.Text, Label: s.t("identity.number"), Value: typed.Number,
		Hint: s.t("identity.present.number_hint"), NoSpelling: true, Autocomplete: "off",
	}}
	files := s.fileFields(typed.Files, typed.Refused)
	last := &files[len(files)-1]
	last.Label = s.t("identity.present.files")
	last.Hint = s.t("identity.present.files_hint", "MiB", attachment.Usual().MiB())
	fields = append(fields, files...)
	s.blame(fields, typed.Fault, map[string]string{
		"identity.fault.number": "number", "identity.fault.young": "number", "identity.fault.files": "files",
		"attachment.fault.missing": "files", "attachment.fault.too_many": "files",
	})
	v := s.accountForm(s.t("identity.present.title"), s.t("identity.present.lead"), typed.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit, v.Sent.Upload = s.href(route.Present), s.t("identity.present.submit"), true
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: typed.Op})
	v.Sent.Back = s.link(s.t("mandate.form.back"), route.Identity)
	said := []string{s.t("identity.present.aside")}
	for _, term := range s.Rules.InForce(s.Today).Periods(law.PresentedPeriod, law.Facts{}) {
		said = append(said, s.t("identity.present.aside_term", "Length", s.span(term.Max)))
	}
	v.Aside = s.Words.Sentences(said...)
	return v
}

// presentedCard is the person's step while papers wait, or after they were
// refused.
func (s Scene) presentedCard(card MandateCard, in Identity) MandateCard {
	p := in.Presented
	switch {
	case p == nil:
	case p.State() != account.PresentedOver:
		card.Slip = component.SlipView{Tone: component.Info, Text: s.t(p.State().Key())}
		card.Text = s.t("identity.present.waits", "At", p.At)
		card.Link = component.LinkView{}
		card.Forms = append(card.Forms, SentForm{
			Action: s.href(route.TakeBackOf(p.PublicID)), Submit: s.t("identity.present.take_back"), Quiet: true,
			Hidden: s.rulingHidden(p.Version, in.Op),
		})
		return card
	case p.Ended == account.PresentedRefused:
		card.Facts = append(card.Facts, component.FactView{
			Term: s.t("identity.present.refused"), Text: p.Reason, Lang: s.chinese(), Note: s.Words.Instant(p.EndedAt),
		})
	case p.Ended == account.PresentedLapsed:
		card.Facts = append(card.Facts, component.FactView{
			Term: s.t("identity.present.lapsed"), Text: s.t("identity.present.lapsed_why"), Note: s.Words.Instant(p.EndedAt),
		})
	}
	card.Links = append(card.Links, s.link(s.t("identity.present.way"), route.Present))
	return card
}

func (s Scene) rulingHidden(version int, op string) []component.Pair {
	return append(s.token(), component.Pair{Name: route.Operation, Value: op},
		component.Pair{Name: route.Version, Value: strconv.Itoa(version)})
}

// NewPresentationsView builds the list of what waits for an officer.
func NewPresentationsView(s Scene, list []account.Presented) WaitingView {
	v := s.waiting(s.t("identity.presented.title"), s.t("identity.presented.lead"), len(list) == 0)
	v.Table.Columns[1].Label = s.t("identity.presented.column_who")
	if v.Empty != nil {
		v.Empty.Title = s.t("identity.presented.none")
	}
	for _, p := range list {
		v.Rows = append(v.Rows, WaitingRow{
			Since: s.Words.Instant(p.At), Who: p.Person.Name, Lang: s.chinese(),
			Detail: joined(s.t(p.State().Key()), s.presentedUntil(p)),
			Link:   s.link(s.t("mandate.office.open"), route.PresentationOf(p.PublicID)),
		})
	}
	return v
}

// presentedUntil says until when what waits is decided on, before it is destroyed.
func (s Scene) presentedUntil(p account.Presented) string {
	last := p.Until(s.Rules)
	if p.State() == account.PresentedOver || last.IsZero() {
		return ""
	}
	return s.t("identity.presented.until", "Day", s.Words.LongDate(last))
}

// PresentedCase is what an officer rules on.
type PresentedCase struct {
	account.Presented
	Files  []attachment.Attachment
	Op     string
	Reason string
	By     actor.Actor
	Fault  *fault.Error
}

// NewPresentationView builds the page on which an officer compares what was
// presented, or confirms what another has found.
func NewPresentationView(s Scene, in PresentedCase) ProofView {
	title := s.t("identity.presented.case")
	v := ProofView{
		Title: title, Lead: s.t("identity.presented.case_lead"), NoFiles: s.t("mandate.office.no_files"),
		Facts: []component.FactView{
			{Term: s.t("identity.name"), Text: in.Person.Name, Lang: s.chinese()},
			{Term: s.t("account.login"), Text: in.Login},
			{Term: s.t("mandate.office.column_since"), Text: s.Words.Instant(in.At)},
			{
				Term: s.t("identity.presented.stage"), Text: s.t(in.State().Key()), Note: s.presentedUntil(in.Presented),
			},
		},
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Failed: in.Fault != nil, Section: layout.NavPresented,
			Crumbs: []layout.Link{{Label: s.t("identity.presented.title"), Href: route.Presentations}, {Label: title}},
		}),
	}
	if number := in.Person.Document.Reveal(); number != "" { // compared with the picture; the look is in the log
		v.Facts = append(v.Facts, component.FactView{Term: s.t("identity.number"), Text: number})
	}
	for _, file := range in.Files {
		link := component.LinkView{Label: file.Name, Note: s.t(file.State.Key())}
		if file.IsOpen() {
			link.Href = s.href(route.PresentationFileOf(in.PublicID, string(file.ID)))
		}
		v.Files = append(v.Files, link)
	}
	if in.State() == account.PresentedOver {
		v.Closed = &component.NoticeView{Tone: component.Info, Text: s.t("identity.presented.ended." + string(in.Ended))}
		return v
	}
	v.Forms = s.presentedForms(in)
	for _, form := range v.Forms {
		v.Errors.Faults = append(v.Errors.Faults, component.Summarise(form.Fields).Faults...)
	}
	return v
}

// presentedForms are the words that the officer may give: the first or the
// second, and the refusal.
func (s Scene) presentedForms(in PresentedCase) []SentForm {
	var forms []SentForm
	form := func(ruling, label string) SentForm {
		return SentForm{
			Action: s.href(route.RulePresentation(in.PublicID, ruling)), Submit: s.t(label),
			Hidden: s.rulingHidden(in.Version, in.Op),
		}
	}
	_, first := in.By.In(actor.IntakeOfficer)
	switch {
	case in.State() == account.PresentedWaits && first:
		forms = append(forms, form(route.SeeRuling, "identity.presented.see"))
	case in.State() == account.PresentedSeen && in.SeenBy != in.By.Account:
		forms = append(forms, form(route.ConfirmRuling, "identity.presented.confirm"))
	}
	reason := component.FieldView{
		ID: "reason", Name: route.Reason, Kind: component.Lines, Label: s.t("mandate.office.reason"),
		Hint: s.t("mandate.office.reason_hint"), Value: in.Reason, Short: true,
	}
	if in.Fault != nil {
		reason.Fault = s.Words.Fault(in.Fault)
	}
	refusing := form(route.RefuseRuling, "mandate.office.refuse")
	refusing.Quiet, refusing.Fields = true, []component.FieldView{reason}
	return append(forms, refusing)
}
