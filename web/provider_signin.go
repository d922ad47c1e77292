package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/identity"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// tripCookie is what a browser keeps while it is away at a sign-in provider.
const tripCookie = "trip"

// onCookie is where a browser goes on to that comes back with a proof made anew.
const (
	onCookie = "on"
	onMark   = "to" // before the address, which may be empty
)

// leadAway leads to the sign-in provider of the installation; who is asked to
// prove anew that it is they goes on from there to where it was asked.
func (s *Server) leadAway(c echo.Context) error {
	if s.deps.Provider == nil {
		return echo.ErrNotFound
	}
	again := c.QueryParam(route.Again) != ""
	start, err := s.deps.Provider.Begin(c.Request().Context(), again)
	if err != nil {
		return err
	}
	s.writeToken(c, tripCookie, account.Token(start.Keep))
	if again {
		s.writeToken(c, onCookie, account.Token(onMark+url.QueryEscape(local(c.QueryParam(route.Next)))))
	}
	return c.Redirect(http.StatusSeeOther, start.Address)
}

// takeVouched reads what somebody came back with from the provider: who was led
// there to prove anew that it is they goes on, who has signed in proves who they
// are, anybody else comes in.
func (s *Server) takeVouched(c echo.Context) error {
	if s.deps.Provider == nil {
		return echo.ErrNotFound
	}
	next, again := s.wayOn(c)
	s.writeToken(c, onCookie, "")
	err := s.takeWord(c, next)
	refusal := faultOf(err)
	switch {
	case refusal == nil:
		return err
	case again && visitOf(c).Holder.in():
		return s.sendStepUp(c, statusOf(err), page.StepUp{Next: next, Fault: refusal})
	}
	return s.refuseSignIn(c, page.SignIn{}, refusal)
}

func (s *Server) takeWord(c echo.Context, next string) error {
	kept := s.readToken(c.Request(), tripCookie)
	s.writeToken(c, tripCookie, "") // one trip, one answer
	v, err := s.deps.Provider.Finish(c.Request().Context(), string(kept), c.QueryParams())
	switch {
	case err != nil:
		return err
	case v.Again:
		return s.comeAgain(c, v, next)
	}
	return s.comeIn(c, v)
}

func (s *Server) comeIn(c echo.Context, v identity.Vouched) error {
	proof := account.Proof{Person: v.Person, Method: account.ByOpenID, External: v.External}
	if proof.Person.Name == "" {
		proof.Person.Name = v.Name
	}
	ctx, h := c.Request().Context(), visitOf(c).Holder
	if h.in() && h.by().Side == actor.Subject {
		if proof.Person.Document.IsZero() {
			return fault.New(fault.Invalid, "identity.fault.provider_number", nil)
		}
		if err := s.deps.Identities.Prove(ctx, h.account, proof, "openid/"+newOp()); err != nil {
			return err
		}
		return s.lead(c, route.Identity+"?"+route.Done+"=1")
	}
	token, session, err := s.deps.Identities.Come(ctx, s.deps.Accounts, proof, account.Try{Device: device(c.Request())})
	if err != nil {
		return err
	}
	return s.begun(c, token, session, "", page.Kept{})
}

// comeAgain takes the provider's word, given anew, that it is they, and leads to
// where that was asked for.
func (s *Server) comeAgain(c echo.Context, v identity.Vouched, next string) error {
	h := visitOf(c).Holder
	token, session, err := s.deps.Identities.ComeAgain(c.Request().Context(), s.deps.Accounts, h.token, v.External)
	if err != nil {
		return err
	}
	return s.begun(c, token, session, next, page.Kept{})
}

// wayOn is where a browser goes on to that was led away to prove anew that it is
// they; false for one that was not.
func (s *Server) wayOn(c echo.Context) (string, bool) {
	kept, again := strings.CutPrefix(string(s.readToken(c.Request(), onCookie)), onMark)
	next, err := url.QueryUnescape(kept)
	if err != nil {
		next = ""
	}
	return local(next), again
}
