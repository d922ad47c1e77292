package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showRegister is the form by which people make an account for themselves.
func (s *Server) showRegister(c echo.Context) error {
	return s.sendRegister(c, http.StatusOK, page.Registration{})
}

func (s *Server) sendRegister(c echo.Context, status int, v page.Registration) error {
	v.Form, v.Op, v.Closed = s.guestForm(c), newOp(), s.deps.Registrar == nil
	return s.send(c, status, page.Form(page.NewRegistrationView(s.scene(c, nil), v)))
}

// takeRegister sends a code to the contact that was typed. Known and unknown
// logins and contacts are answered alike.
func (s *Server) takeRegister(c echo.Context) error {
	w := account.Wish{
		Login: c.FormValue(route.Login), Name: c.FormValue(route.OwnName), Contact: c.FormValue(route.Contact),
		Password: c.FormValue(route.NextPassword), Agent: c.FormValue(route.ForOthers) != "",
	}
	op, err := s.guestOp(c)
	if err == nil {
		err = s.deps.Registrar.Begin(c.Request().Context(), s.readToken(c.Request(), guestCookie), w, op)
	}
	if refusal := faultOf(err); refusal != nil {
		w.Password = ""
		return s.sendRegister(c, statusOf(err), page.Registration{Wish: w, Fault: refusal})
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.RegisterCode)
}

// guestOp is the operation key of a form of somebody who has not signed in.
func (s *Server) guestOp(c echo.Context) (string, error) {
	switch {
	case s.deps.Registrar == nil:
		return "", fault.New(fault.Conflict, "contact.fault.closed", nil)
	case !s.ownForm(c):
		return "", fault.New(fault.Invalid, "account.fault.cookies", nil)
	}
	return opOf(c)
}

// showRegisterCode asks for the code that was sent.
func (s *Server) showRegisterCode(c echo.Context) error {
	return s.sendSentCode(c, http.StatusOK, page.SentCode{Use: account.ToRegister})
}

// sendSentCode asks for a code; who has begun nothing begins.
func (s *Server) sendSentCode(c echo.Context, status int, v page.SentCode) error {
	start := route.Register
	if v.Use == account.ToRecover {
		start = route.Recover
	}
	if s.deps.Registrar == nil {
		return s.lead(c, start)
	}
	r, err := s.deps.Registrar.Waiting(c.Request().Context(), s.readToken(c.Request(), guestCookie), v.Use)
	if fault.Is(err, fault.NotFound) {
		return s.lead(c, start)
	}
	if err != nil {
		return err
	}
	v.Form, v.Contact, v.Again = s.guestForm(c), r.Contact, start
	if s.deps.Overheard != nil {
		v.Demo = s.deps.Overheard(r.Contact)
	}
	return s.send(c, status, page.Form(page.NewSentCodeView(s.scene(c, nil), v)))
}

// takeRegisterCode makes the account, and leads to where it is proven who its
// holder is.
func (s *Server) takeRegisterCode(c echo.Context) error {
	login := c.FormValue(route.Login)
	token, session, err := s.register(c, login)
	if refusal := faultOf(err); refusal != nil {
		return s.sendSentCode(c, statusOf(err), page.SentCode{
			Use: account.ToRegister, Fault: refusal, Login: login, Code: c.FormValue(route.SentCode),
		})
	}
	if err != nil {
		return err
	}
	return s.begun(c, token, session, route.Identity, page.Kept{})
}

func (s *Server) register(c echo.Context, login string) (account.Token, account.Session, error) {
	if s.deps.Registrar == nil || !s.ownForm(c) {
		return "", account.Session{}, fault.New(fault.Invalid, "account.fault.cookies", nil)
	}
	t := account.Try{Address: c.RealIP(), Device: device(c.Request())}
	browser := s.readToken(c.Request(), guestCookie)
	return s.deps.Registrar.Finish(c.Request().Context(), browser, c.FormValue(route.SentCode), login, t)
}

// showRecover asks for the contact of an account whose password is lost.
func (s *Server) showRecover(c echo.Context) error {
	return s.sendRecover(c, http.StatusOK, page.Registration{})
}

func (s *Server) sendRecover(c echo.Context, status int, v page.Registration) error {
	v.Form, v.Op, v.Closed = s.guestForm(c), newOp(), s.deps.Registrar == nil
	return s.send(c, status, page.Form(page.NewRecoveryView(s.scene(c, nil), v)))
}

// takeRecover sends a code to the contact. Known and unknown ones are answered
// alike.
func (s *Server) takeRecover(c echo.Context) error {
	contact := c.FormValue(route.Contact)
	op, err := s.guestOp(c)
	if err == nil {
		browser := s.readToken(c.Request(), guestCookie)
		err = s.deps.Registrar.BeginRecovery(c.Request().Context(), browser, contact, op)
	}
	if refusal := faultOf(err); refusal != nil {
		return s.sendRecover(c, statusOf(err), page.Registration{Wish: account.Wish{Contact: contact}, Fault: refusal})
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.RecoverCode)
}

// showRecoverCode asks for the code that was sent, and for another password.
func (s *Server) showRecoverCode(c echo.Context) error {
	return s.sendSentCode(c, http.StatusOK, page.SentCode{Use: account.ToRecover})
}

// takeRecoverCode gives the account another password.
func (s *Server) takeRecoverCode(c echo.Context) error {
	err := s.recoverAccount(c)
	if refusal := faultOf(err); refusal != nil {
		return s.sendSentCode(c, statusOf(err), page.SentCode{
			Use: account.ToRecover, Fault: refusal, Code: c.FormValue(route.SentCode),
		})
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.SignIn)
}

func (s *Server) recoverAccount(c echo.Context) error {
	if s.deps.Registrar == nil || !s.ownForm(c) {
		return fault.New(fault.Invalid, "account.fault.cookies", nil)
	}
	browser, t := s.readToken(c.Request(), guestCookie), account.Try{Address: c.RealIP()}
	return s.deps.Registrar.FinishRecovery(
		c.Request().Context(), browser, c.FormValue(route.SentCode), c.FormValue(route.NextPassword), t)
}
