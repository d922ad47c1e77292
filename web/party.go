package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/web/route"
)

// matters says in which matter a door lets somebody act for somebody else; a
// door that is not named here asks for none.
var matters = map[string]actor.Scope{
	route.NewFiling: actor.Objecting, route.Drafts: actor.Objecting, route.DraftCheck: actor.Objecting,
	route.DraftDrop: actor.Objecting, route.NewRepair: actor.Repairing, route.RepairDrafts: actor.Repairing,
	route.RepairCheck: actor.Repairing, route.RepairDrop: actor.Repairing,
	route.NewDeletion: actor.Deleting, route.LetterPage: actor.Receiving,
	route.LetterPaper: actor.Receiving, route.OwnLetters: actor.Receiving,
	route.NewAuthorisation: actor.Querying, route.OwnLooks: actor.Querying, route.ConsentAct: actor.Consenting,
	route.ViewAct: actor.Querying, route.ConsentReport: actor.Querying, route.ConsentReportPaper: actor.Querying,
	route.OwnReports: actor.Querying, route.ReportPage: actor.Querying, route.ReportPaper: actor.Querying,
}

// inMatter refuses an agent a request of a procedure in which they may not act: of
// those pages the door alone does not tell.
func inMatter(r flow.Request, by actor.Actor) error {
	if by.Side == actor.Provider && !by.Answers() && r.Kind != flow.Correction {
		return echo.ErrNotFound // who reports for a provider answers nobody's request
	}
	scope := actor.Objecting
	switch r.Kind {
	case flow.Repair:
		scope = actor.Repairing
	case flow.Deletion:
		scope = actor.Deleting
	default:
	}
	if by.Side == actor.Subject && !by.May(scope) {
		return fault.New(fault.Forbidden, "mandate.fault.scope", nil)
	}
	return nil
}

// holderOf is who has signed in and for whom they act, by the mandates of this
// moment.
func (s *Server) holderOf(
	c echo.Context, token account.Token, a account.Account, session account.Session,
) (holder, error) {
	h := holder{token: token, account: a, session: session, origin: originOf(c, session.Key)}
	if !a.Staff() && s.deps.Mandates != nil {
		all, err := s.deps.Mandates.Of(c.Request().Context(), a.ID)
		if err != nil {
			return h, err
		}
		h.party = a.PartyOf(session, all, civil.Of(s.deps.Now()))
	}
	h.owner = s.deps.Accounts.Owner(a.ID, h.party.Mandate.PublicID)
	return h, nil
}

// ownerMark is between the token of a form and the mark of whose it is.
const ownerMark = "."

// form is what a form of the holder carries: it ties it to the session, and to
// the party in whose name it is sent; when the session has ended, its mark tells
// still whose it was.
func (h holder) form() string {
	return h.token.FormOf(h.party.Mandate.PublicID) + ownerMark + h.owner
}

// sent says whether a form that came back is one of the holder's, for the party
// for which they act now.
func (h holder) sent(form string) bool {
	token, _, _ := strings.Cut(form, ownerMark)
	return h.token.SentOf(h.party.Mandate.PublicID, token)
}

// checkForm refuses a form that is not one of the session, or that was begun in
// the name of another party.
func (h holder) checkForm(c echo.Context) error {
	switch {
	case h.sent(c.FormValue(route.FormToken)):
		return nil
	case c.FormValue(route.PartyID) != h.party.Mandate.PublicID:
		return fault.New(fault.Forbidden, "mandate.fault.other_party", nil)
	}
	return fault.New(fault.Forbidden, "account.fault.form", nil)
}

// represented lets those through who act for somebody in the matter of the
// door. Who acts for nobody yet is led to where that is settled.
func (s *Server) represented(c echo.Context, d door) (bool, error) {
	h := visitOf(c).Holder
	by := h.by()
	if word := d.who.plain(); by.Side != actor.Subject || word != subjects && word != parties {
		return true, nil
	}
	scope, named := matters[d.pattern]
	switch {
	case by.Subject != 0 && named && !by.May(scope):
		return false, fault.New(fault.Forbidden, "mandate.fault.scope", nil)
	case by.Subject != 0:
		return true, nil
	case d.method == http.MethodPost:
		return false, fault.New(fault.Forbidden, "mandate.fault.ended", nil)
	}
	return false, s.lead(c, standingOf(h))
}

// standingOf is where somebody who acts for nobody is led.
func standingOf(h holder) string {
	if h.account.Proven() {
		return route.Mandates
	}
	return route.Identity
}

// takeParty chooses for whom the holder acts from now on.
func (s *Server) takeParty(c echo.Context) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	chosen := c.FormValue(route.ChosenParty)
	if err := s.actFor(c, chosen, op+"/"+chosen); err != nil {
		return err
	}
	return s.lead(c, route.Own)
}

// speak has an agent of one side begin as its agent: whoever registered to act
// for others comes for them. Who has several chooses.
func (s *Server) speak(c echo.Context) error {
	h := visitOf(c).Holder
	agent := slices.Contains(h.account.Roles, actor.OrgAgent)
	if !h.in() || !agent || h.session.Mandate != 0 || len(h.party.Choices) != 1 {
		return nil
	}
	return s.actFor(c, h.party.Choices[0].PublicID, "begin/"+h.token.Form())
}

// actFor chooses the party of the session, from this request on.
func (s *Server) actFor(c echo.Context, publicID, op string) error {
	h := visitOf(c).Holder
	chosen, err := s.deps.Mandates.ActFor(c.Request().Context(), h.account, h.session.Key, h.party, publicID, op)
	if err != nil {
		return err
	}
	h.session.Mandate = chosen
	visitOf(c).Holder, err = s.holderOf(c, h.token, h.account, h.session)
	return err
}

// applicant is the holder as who files.
func (h holder) applicant(contact string) flow.Applicant {
	by := h.by()
	return flow.Applicant{
		Account: by.Account, Name: by.Name, Contact: contact, Agent: len(by.Held) > 0 && by.Role != actor.Person,
	}
}

// applicant is the holder as who files, whom an answer finds by the contact.
func (s *Server) applicant(c echo.Context, contact string) (flow.Applicant, error) {
	who := visitOf(c).Holder.applicant(strings.TrimSpace(contact))
	if who.Contact == "" {
		return who, fault.New(fault.Invalid, "objection.fault.contact", nil)
	}
	return who, nil
}
