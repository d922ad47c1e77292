package web

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// isFresh says whether the holder proved a moment ago that it is they.
func (s *Server) isFresh(c echo.Context) bool { return visitOf(c).Holder.session.Fresh(s.deps.Now()) }

// askToStepUp leads to the page where the holder proves that it is they, and
// back from there. What was sent by a form goes with it, so that nothing typed
// is lost.
func (s *Server) askToStepUp(c echo.Context) error {
	if c.Request().Method != http.MethodPost {
		next := url.Values{route.Next: {resumed(c.Request().URL)}}
		return s.lead(c, route.With(route.StepUp, next))
	}
	if err := c.Request().ParseForm(); err != nil {
		return err
	}
	kept := keep(c, visitOf(c).Holder.owner)
	return s.sendStepUp(c, http.StatusUnauthorized, page.StepUp{Kept: kept})
}

// showStepUp asks for the password once more, of staff for a code as well.
func (s *Server) showStepUp(c echo.Context) error {
	return s.sendStepUp(c, http.StatusOK, page.StepUp{Next: local(c.QueryParam(route.Next))})
}

func (s *Server) sendStepUp(c echo.Context, status int, v page.StepUp) error {
	h := visitOf(c).Holder
	v.Staff = h.account.Staff()
	if h.account.Password == "" && s.deps.Provider != nil { // who comes by a provider proves it there
		if v.Kept.Action != "" { // a form cannot go along: back to where it was sent from
			v.Next = local(sentFrom(c.Request()))
		}
		return s.send(c, status, page.Cards(page.NewVouchedStepUpView(s.scene(c, nil), v)))
	}
	if s.deps.Demo && v.Staff {
		v.Demo = account.Code(h.account.Secret, s.deps.Now())
	}
	return s.send(c, status, page.Form(page.NewStepUpView(s.scene(c, nil), v)))
}

// sentFrom is the page of this site that a form was sent from; "" where the
// browser does not say.
func sentFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return ""
	}
	return resumed(from)
}

// takeStepUp takes the proof and goes on with what it was asked for.
func (s *Server) takeStepUp(c echo.Context) error {
	typed := page.StepUp{Next: local(c.FormValue(route.Next)), Kept: keptOf(c)}
	proof := account.Recheck{
		Password: c.FormValue(route.Password), Code: c.FormValue(route.OneTimeCode), Address: c.RealIP(),
	}
	token, session, err := s.deps.Accounts.StepUp(c.Request().Context(), visitOf(c).Holder.token, proof)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.sendStepUp(c, statusOf(err), typed)
	}
	if err != nil {
		return err
	}
	typed.Kept.Proved = true
	return s.begun(c, token, session, typed.Next, typed.Kept)
}

// sayAlive answers a page that asks for the session to go on.
func (s *Server) sayAlive(c echo.Context) error { return c.NoContent(http.StatusNoContent) }
