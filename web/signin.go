package web

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showSignIn asks for name and password; whoever has signed in goes on.
func (s *Server) showSignIn(c echo.Context) error {
	next := local(c.QueryParam(route.Next))
	if h := visitOf(c).Holder; h.in() {
		return s.leadOn(c, h.account, next)
	}
	in := page.SignIn{Form: s.guestForm(c), Next: next, Closed: c.QueryParam(route.Done) != ""}
	return s.show(c, page.Form(page.NewSignInView(s.scene(c, nil), in)))
}

// takeSignIn compares the password. Staff go on to their one-time code.
func (s *Server) takeSignIn(c echo.Context) error {
	typed := page.SignIn{Next: local(c.FormValue(route.Next)), Login: c.FormValue(route.Login), Kept: keptOf(c)}
	if !s.ownForm(c) {
		return s.refuseSignIn(c, typed, fault.New(fault.Invalid, "account.fault.cookies", nil))
	}
	token, session, err := s.deps.Accounts.SignIn(c.Request().Context(), account.Try{
		Login: typed.Login, Password: c.FormValue(route.Password), Address: c.RealIP(), Device: device(c.Request()),
	})
	if err != nil {
		return s.refuseSignIn(c, typed, err)
	}
	return s.begun(c, token, session, typed.Next, typed.Kept)
}

func (s *Server) refuseSignIn(c echo.Context, typed page.SignIn, err error) error {
	if typed.Fault = faultOf(err); typed.Fault == nil {
		return err
	}
	typed.Form = s.guestForm(c)
	return s.send(c, statusOf(err), page.Form(page.NewSignInView(s.scene(c, nil), typed)))
}

// begun gives the browser its token, and leads on.
func (s *Server) begun(
	c echo.Context, token account.Token, session account.Session, next string, kept page.Kept,
) error {
	s.writeToken(c, sessionCookie, token)
	a, _, err := s.deps.Accounts.Visitor(c.Request().Context(), token)
	if err != nil {
		return err
	}
	if visitOf(c).Holder, err = s.holderOf(c, token, a, session); err != nil {
		return err
	}
	if err := s.speak(c); err != nil {
		return err
	}
	switch {
	case session.Half && kept.Action != "":
		return s.sendCode(c, http.StatusOK, page.Code{Next: next, Kept: kept})
	case session.Half:
		return s.lead(c, route.With(route.SignInCode, nextOf(next)))
	case kept.Action != "":
		return s.resume(c, kept)
	}
	return s.leadOn(c, a, next)
}

func nextOf(next string) url.Values {
	if next == "" {
		return nil
	}
	return url.Values{route.Next: {next}}
}

// leadOn leads to where somebody wanted to go, or where their work is. To a file,
// which a browser takes without leaving the page, leads a page that says so.
func (s *Server) leadOn(c echo.Context, a account.Account, next string) error {
	to, _, _ := strings.Cut(next, "?")
	if path.Ext(to) != "" {
		return s.show(c, page.Form(page.NewFileReadyView(s.scene(c, nil), next, homeOf(a))))
	}
	if next != "" {
		return c.Redirect(http.StatusSeeOther, next)
	}
	return s.lead(c, homeOf(a))
}

// homeOf is where the holder of an account begins.
func homeOf(a account.Account) string {
	by := a.Actor()
	switch {
	case by.Side == actor.Subject:
		return route.Own
	case accountAdmins.admits(by):
		return route.Staff
	case providerAdmin.admits(by):
		return route.UnitAccounts
	case auditors.admits(by):
		return route.Audit
	case !handlers.admits(by) && !operators.admits(by):
		return route.OwnAccount
	case by.Side == actor.Provider:
		return route.ProviderDesk
	case by.Side == actor.Authority:
		return route.AuthorityDesk
	}
	return route.Desk
}

// showCode asks for the one-time code; an account without a secret sets one up.
func (s *Server) showCode(c echo.Context) error {
	h := visitOf(c).Holder
	switch {
	case h.in():
		return s.leadOn(c, h.account, local(c.QueryParam(route.Next)))
	case h.account.ID == 0:
		return s.lead(c, route.SignIn)
	}
	return s.sendCode(c, http.StatusOK, page.Code{Next: local(c.QueryParam(route.Next))})
}

func (s *Server) sendCode(c echo.Context, status int, v page.Code) error {
	h := visitOf(c).Holder
	v.Form = h.token.Form()
	if len(h.account.Secret) == 0 {
		v.Secret = account.NewSecret()
		v.Login = h.account.Login
	} else if s.deps.Demo {
		v.Demo = account.Code(h.account.Secret, s.deps.Now())
	}
	return s.send(c, status, page.Form(page.NewCodeView(s.scene(c, nil), v)))
}

// takeCode compares the one-time code and begins the session.
func (s *Server) takeCode(c echo.Context) error {
	h := visitOf(c).Holder
	if h.account.ID == 0 || h.in() {
		return s.lead(c, route.SignIn)
	}
	typed := page.Code{Next: local(c.FormValue(route.Next)), Kept: keptOf(c)}
	if !h.token.Sent(c.FormValue(route.FormToken)) {
		return s.refuseCode(c, typed, fault.New(fault.Forbidden, "account.fault.form", nil))
	}
	token, session, err := s.confirm(c, h)
	if err != nil {
		return s.refuseCode(c, typed, err)
	}
	return s.begun(c, token, session, typed.Next, typed.Kept)
}

// confirm compares the one-time code, after it set up its secret where there
// was none.
func (s *Server) confirm(c echo.Context, h holder) (account.Token, account.Session, error) {
	ctx, code := c.Request().Context(), c.FormValue(route.OneTimeCode)
	if secret := c.FormValue(route.Secret); secret != "" && len(h.account.Secret) == 0 {
		if err := s.deps.Accounts.SetUp(ctx, h.token, secret, code); err != nil {
			return "", account.Session{}, err
		}
	}
	return s.deps.Accounts.Confirm(ctx, h.token, code, c.RealIP())
}

func (s *Server) refuseCode(c echo.Context, typed page.Code, err error) error {
	if typed.Fault = faultOf(err); typed.Fault == nil {
		return err
	}
	return s.sendCode(c, statusOf(err), typed)
}

// takeSignOut ends the session and has the browser forget what it kept.
func (s *Server) takeSignOut(c echo.Context) error {
	if err := s.deps.Accounts.SignOut(c.Request().Context(), visitOf(c).Holder.token); err != nil {
		return err
	}
	s.writeToken(c, sessionCookie, "")
	c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	return s.lead(c, route.Home)
}

// faultOf is the refusal that an error carries; nil where something broke.
func faultOf(err error) *fault.Error {
	var refusal *fault.Error
	if errors.As(err, &refusal) && refusal.Kind != fault.Unavailable {
		return refusal
	}
	return nil
}
