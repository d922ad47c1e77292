package web

import (
	"net/http"

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

// leadAway leads to the sign-in provider of the installation.
func (s *Server) leadAway(c echo.Context) error {
	if s.deps.Provider == nil {
		return echo.ErrNotFound
	}
	start, err := s.deps.Provider.Begin(c.Request().Context())
	if err != nil {
		return err
	}
	s.writeToken(c, tripCookie, account.Token(start.Keep))
	return c.Redirect(http.StatusSeeOther, start.Address)
}

// takeVouched reads what somebody came back with from the provider: who has
// signed in proves who they are, anybody else comes in.
func (s *Server) takeVouched(c echo.Context) error {
	if s.deps.Provider == nil {
		return echo.ErrNotFound
	}
	kept := s.readToken(c.Request(), tripCookie)
	s.writeToken(c, tripCookie, "") // one trip, one answer
	v, err := s.deps.Provider.Finish(c.Request().Context(), string(kept), c.QueryParams())
	if err == nil {
		err = s.comeIn(c, v)
	}
	if refusal := faultOf(err); refusal != nil {
		return s.refuseSignIn(c, page.SignIn{}, refusal)
	}
	return err
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
