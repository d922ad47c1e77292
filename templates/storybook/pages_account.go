package storybook

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// accountPage draws the pages on which somebody registers, proves who they are,
// and acts for others.
func (st stock) accountPage(s page.Scene, t pageTelling) (templ.Component, error) {
	s.Accounts, s.Holder = true, page.Holder{Name: st.Words["person"], Home: "/my", Form: "form"}
	refusal := t.refusal()
	switch t.Page {
	case "register":
		wish := account.Wish{Login: t.Typed["login"], Name: t.Typed["name"], Contact: t.Typed["contact"]}
		in := page.Registration{Form: "form", Op: "op", Wish: wish, Closed: t.Stale, Fault: refusal}
		s.Holder = page.Holder{}
		return page.Form(page.NewRegistrationView(s, in)), nil
	case "recover":
		s.Holder = page.Holder{}
		return page.Form(page.NewRecoveryView(s, page.Registration{Form: "form", Op: "op", Fault: refusal})), nil
	case "sent-code":
		s.Holder = page.Holder{}
		return page.Form(page.NewSentCodeView(s, t.sentCode(refusal))), nil
	case "identity":
		return page.Cards(page.NewIdentityView(s, st.identity(t, refusal))), nil
	case "mandates":
		return page.MandatesPage(page.NewMandatesView(st.speaking(s, t), st.mandates(t, refusal))), nil
	case "mandate-form":
		return page.Form(page.NewAskingView(s, page.Asking{Op: "op", Fault: refusal})), nil
	case "office-mandates":
		s.Holder.Staff = true
		return page.Waiting(page.NewAskedMandatesView(s, st.held(t))), nil
	case "office-mandate":
		s.Holder.Staff = true
		return page.Proof(page.NewMandateView(s, st.asked(t, refusal))), nil
	case "activation":
		s.Holder.Staff = true
		return page.Form(page.NewActivationView(s, st.activation(t, refusal))), nil
	}
	switch {
	case strings.HasPrefix(t.Page, "step-up"):
		return st.stepUpPage(s, t, refusal), nil
	case t.Page == "resume":
		return st.resumePage(s, t), nil
	}
	return st.presentedPage(s, t, refusal)
}

// stepUpPage draws the page on which somebody proves anew that it is they.
func (st stock) stepUpPage(s page.Scene, t pageTelling, refusal *fault.Error) templ.Component {
	in := page.StepUp{Next: "/my", Staff: t.Figures, Fault: refusal}
	if t.Page == "step-up" {
		return page.Form(page.NewStepUpView(s, in))
	}
	if t.Stale { // a form was sent
		in.Kept.Action = "/my"
	}
	return page.Cards(page.NewVouchedStepUpView(s, in))
}

// resumePage draws the page on which somebody comes back to what they had typed,
// or learns that somebody else had.
func (st stock) resumePage(s page.Scene, t pageTelling) templ.Component {
	switch {
	case t.Stale:
		return page.Form(page.NewDroppedView(s, "/desk"))
	case t.Capped:
		return page.Form(page.NewFileReadyView(s, "/desk/docket.csv", "/desk"))
	}
	kept := page.Kept{
		Action: route.RemarksOn("abcdefghijklmnopqrstuvwxyz"), From: route.Request("abcdefghijklmnopqrstuvwxyz"),
		Values: url.Values{route.Remark: {st.Words["reason"]}}, Proved: t.Figures,
	}
	if t.Revised {
		return page.Form(page.NewUnmandatedView(s, kept))
	}
	return page.Form(page.NewResumeView(s, kept))
}

// presentedPage draws the pages on which somebody presents pictures of their
// document, and two officers judge them.
func (st stock) presentedPage(s page.Scene, t pageTelling, refusal *fault.Error) (templ.Component, error) {
	p := account.Presented{
		ID: 1, PublicID: "waits", Account: 1, Login: "newcomer", At: storyDay.Start().Add(9 * time.Hour), Version: 1,
		Person: subject.Subject{Kind: subject.Person, Name: st.Words["person"]},
	}
	if t.Figures { // the first officer has compared them
		p.SeenAt, p.SeenBy = storyDay.Start(), 1
	}
	switch t.Page {
	case "present":
		return page.Form(page.NewPresentingView(s, page.Presenting{Op: "op", Name: t.Typed["name"], Fault: refusal})), nil
	case "identity-presented":
		in := st.identity(t, refusal)
		if t.Capped {
			p.EndedAt, p.Ended, p.Reason = storyDay.Start(), account.PresentedRefused, st.Words["reason"]
		}
		if t.Capped && t.Figures { // by the first officer alone, and not in time
			p.Ended, p.Reason = account.PresentedLapsed, ""
		}
		in.Presented = &p
		return page.Cards(page.NewIdentityView(s, in)), nil
	case "office-presented":
		s.Holder.Staff = true
		list := []account.Presented{p}
		if t.Stale {
			list = nil
		}
		return page.Waiting(page.NewPresentationsView(s, list)), nil
	case "office-presentation":
		s.Holder.Staff = true
		return page.Proof(page.NewPresentationView(s, page.PresentedCase{
			Presented: p, Op: "op", By: actor.Actor{Account: 2, Side: actor.Operator, Role: actor.IntakeOfficer}, Fault: refusal,
			Files: []attachment.Attachment{{ID: "A", Name: st.Words["paper"], Kind: attachment.PDF, State: attachment.Clean}},
		})), nil
	}
	return nil, errors.New("there is no such page")
}

// refusal is the one thing that is wrong with the page.
func (t pageTelling) refusal() *fault.Error {
	for _, key := range t.Refused {
		return &fault.Error{Kind: fault.Invalid, Key: key, Args: fault.Args{"Least": 4, "Most": 32}} //nolint:mnd // a sample
	}
	return nil
}

func (t pageTelling) sentCode(refusal *fault.Error) page.SentCode {
	in := page.SentCode{
		Form: "form", Use: account.ToRegister, Contact: account.Contact{Channel: account.Text, Address: "15400000001"},
		Again: "/register", Login: t.Typed["login"], Fault: refusal,
	}
	if t.Capped {
		in.Use, in.Again = account.ToRecover, "/recover"
	}
	return in
}

func (st stock) identity(t pageTelling, refusal *fault.Error) page.Identity {
	in := page.Identity{
		Account: account.Account{Name: st.Words["person"], Roles: []actor.Role{actor.Person}}, Op: "op", Fault: refusal,
	}
	if t.Figures {
		in.Account.Subject = 1
		in.Standing = account.Standing{Subject: 1, Method: account.ByActivation, ProvedAt: storyDay.Start()}
	}
	if t.Stale {
		in.Standing.SuspendedAt = storyDay.Start()
	}
	return in
}

func (st stock) activation(t pageTelling, refusal *fault.Error) page.Activation {
	in := page.Activation{Op: "op", Fault: refusal}
	if t.Figures {
		const week = 7
		in.Name, in.Code = st.Words["person"], "QK4M-2XD7-RBCA"
		in.Given = account.Activation{ExpiresAt: storyDay.AddDays(week).Start()}
	}
	return in
}

// held are the mandates that the telling names by their states.
func (st stock) held(t pageTelling) []account.Mandate {
	list := make([]account.Mandate, 0, len(t.Rows))
	for i, name := range t.Rows {
		m := account.Mandate{
			ID: int64(i + 1), PublicID: name, Account: 1, Holder: st.Words["person"], Kind: account.Agent,
			From: storyDay.AddDays(-9), To: storyDay.AddYears(1),
			AskedAt: storyDay.Start().Add(9 * time.Hour), ProvedAt: storyDay.Start(), Version: 1,
			Scopes: []actor.Scope{actor.Objecting, actor.Querying, actor.Receiving}, Principal: st.Subjects["usual"],
		}
		if m.Principal.ID == 0 {
			m.Principal.ID = int64(i + 1)
		}
		switch account.MandateState(name) {
		case account.MandateWaits:
			m.ProvedAt = time.Time{}
		case account.MandateExpires:
			m.To = storyDay.AddDays(1)
		case account.MandateLapsed:
			m.To = storyDay.AddDays(-1)
		case account.MandateOver:
			m.EndedAt, m.Ended = storyDay.Start(), account.Replaced
		case account.MandateDenied:
			m.EndedAt, m.Ended, m.Reason = storyDay.Start(), account.Refused, st.Words["reason"]
		case account.MandateOrphan:
			m.Principal.Standing = subject.Cancelled
		case account.MandateBegins, account.MandateLives:
		}
		list = append(list, m)
	}
	return list
}

func (st stock) mandates(t pageTelling, refusal *fault.Error) page.Mandates {
	in := page.Mandates{
		Proven: !t.Stale, Name: st.Words["person"], Held: st.held(t), Op: "op", Fault: refusal,
		Party: account.Party{Own: !t.Capped, Lost: t.Capped},
	}
	if t.Figures {
		in.Party = account.Party{Mandate: in.Held[0]}
		in.Given = in.Held[1:]
	}
	return in
}

// speaking is the scene of somebody who acts for the first of their sides.
func (st stock) speaking(s page.Scene, t pageTelling) page.Scene {
	if t.Figures {
		s.Holder.Party, s.Holder.PartyName = "party", st.Subjects["usual"].Name
	}
	return s
}

func (st stock) asked(t pageTelling, refusal *fault.Error) page.AskedMandate {
	return page.AskedMandate{
		Mandate: st.held(t)[0], Op: "op", Fault: refusal,
		Known: account.Registered{ID: 1, Name: st.held(t)[0].Principal.Name, LegalRep: st.held(t)[0].Holder, Papers: 1},
		Files: []attachment.Attachment{
			{ID: "AAAAAAAAAAAAAAAAAAAAAAAAAA", Name: st.Words["paper"], Kind: attachment.PDF, State: attachment.Clean},
		},
	}
}
