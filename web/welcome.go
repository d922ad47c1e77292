package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showWelcome is the page behind a link that is used once: its owner sets the
// password and the second factor.
func (s *Server) showWelcome(c echo.Context) error {
	return s.sendWelcome(c, http.StatusOK, page.Welcome{})
}

func (s *Server) sendWelcome(c echo.Context, status int, v page.Welcome) error {
	link, a, err := s.deps.Staff.Invited(c.Request().Context(), account.Token(c.Param("link")))
	if refusal := faultOf(err); refusal != nil {
		return s.send(c, http.StatusNotFound, page.Plain(page.NewLinkOverView(s.scene(c, nil))))
	}
	if err != nil {
		return err
	}
	v.Kinds = s.deps.Accounts.LeastKinds()
	v.Form, v.Link, v.First = s.guestForm(c), c.Param("link"), link.Purpose == account.ForFirst
	if !v.First {
		v.Login, v.Name = a.Login, a.Name
	}
	if v.Secret == "" {
		v.Secret = account.KeyText(account.NewSecret())
	}
	return s.send(c, status, page.Form(page.NewWelcomeView(s.scene(c, nil), v)))
}

// takeWelcome sets them, and shows the recovery codes: now and never again.
func (s *Server) takeWelcome(c echo.Context) error {
	typed := page.Welcome{
		Login: c.FormValue(route.Login), Name: c.FormValue(route.PersonName), Secret: c.FormValue(route.Secret),
	}
	if !s.ownForm(c) {
		typed.Fault = fault.New(fault.Invalid, "account.fault.cookies", nil)
		return s.sendWelcome(c, statusOf(typed.Fault), typed)
	}
	codes, err := s.deps.Staff.Enrol(c.Request().Context(), account.Token(c.Param("link")), account.Enrolment{
		Login: typed.Login, Name: typed.Name, Secret: typed.Secret, Password: c.FormValue(route.Password),
		Again: c.FormValue(route.PasswordAgain), Code: c.FormValue(route.OneTimeCode),
	})
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.sendWelcome(c, statusOf(err), typed)
	}
	if err != nil {
		return err
	}
	return s.show(c, page.Once(page.NewRecoveryCodesView(s.scene(c, nil), codes, route.SignIn)))
}

// takeRecovery gives the holder another set of recovery codes.
func (s *Server) takeRecovery(c echo.Context) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	codes, err := s.deps.Accounts.RenewRecovery(c.Request().Context(), visitOf(c).Holder.account, op)
	if err != nil {
		return err
	}
	return s.show(c, page.Once(page.NewRecoveryCodesView(s.scene(c, nil), codes, route.OwnAccount)))
}

// showSecret is the page where the holder sets up another authenticator.
func (s *Server) showSecret(c echo.Context) error {
	return s.sendSecret(c, http.StatusOK, page.Code{Secret: account.NewSecret()})
}

func (s *Server) sendSecret(c echo.Context, status int, v page.Code) error {
	h := visitOf(c).Holder
	v.Form, v.Login, v.Own, v.Op = h.form(), h.account.Login, true, newOp()
	return s.send(c, status, page.Form(page.NewCodeView(s.scene(c, nil), v)))
}

// takeSecret sets it up, when a code of it was typed in proof.
func (s *Server) takeSecret(c echo.Context) error {
	h := visitOf(c).Holder
	op, err := opOf(c)
	if err == nil {
		err = s.deps.Accounts.RenewSecret(c.Request().Context(), h.account, h.session.Key,
			c.FormValue(route.Secret), c.FormValue(route.OneTimeCode), op)
	}
	if refusal := faultOf(err); refusal != nil {
		return s.sendSecret(c, statusOf(err), page.Code{Secret: account.NewSecret(), Fault: refusal})
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.OwnAccount+"?"+route.Done+"=secret")
}
