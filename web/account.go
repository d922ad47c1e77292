package web

import (
	"encoding/hex"
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showAccount shows the holder's own account: where they are signed in, and how
// to change the password.
func (s *Server) showAccount(c echo.Context) error {
	return s.sendAccount(c, http.StatusOK, page.OwnAccount{
		Changed: c.QueryParam(route.Done) == "1", Renewed: c.QueryParam(route.Done) == "secret",
	})
}

func (s *Server) sendAccount(c echo.Context, status int, own page.OwnAccount) error {
	h := visitOf(c).Holder
	sessions, err := s.deps.Accounts.Sessions(c.Request().Context(), h.account)
	if err != nil {
		return err
	}
	if err := s.readFactor(c, &own); err != nil {
		return err
	}
	own.Account, own.Here, own.Sessions, own.Op = h.account, h.session.Key, sessions, newOp()
	return s.send(c, status, page.Account(page.NewAccountView(s.scene(c, nil), own)))
}

// readFactor adds what the page says of the second factor and of what was done
// to the account: its owner sees each change of it.
func (s *Server) readFactor(c echo.Context, own *page.OwnAccount) error {
	ctx, a := c.Request().Context(), visitOf(c).Holder.account
	var err error
	if own.Past, err = s.deps.Staff.Trail(ctx, a); err != nil || !a.Staff() {
		return err
	}
	own.Outlived, own.Kinds = s.deps.Accounts.Outlived(a), s.deps.Accounts.LeastKinds()
	own.Left, err = s.deps.Accounts.RecoveryLeft(ctx, a)
	return err
}

// takePassword changes the holder's own password.
func (s *Server) takePassword(c echo.Context) error {
	h := visitOf(c).Holder
	op, err := opOf(c)
	if err == nil {
		err = s.deps.Accounts.ChangePassword(c.Request().Context(), h.account, h.session.Key,
			c.FormValue(route.Password), c.FormValue(route.NextPassword), op)
	}
	if refusal := faultOf(err); refusal != nil {
		return s.sendAccount(c, statusOf(err), page.OwnAccount{Fault: refusal})
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.OwnAccount+"?"+route.Done+"=1")
}

// takeEnd ends another session of the holder's.
func (s *Server) takeEnd(c echo.Context) error {
	raw, err := hex.DecodeString(c.FormValue(route.SessionKey))
	if err != nil || len(raw) != len(account.Key{}) {
		return echo.ErrNotFound
	}
	if err := s.deps.Accounts.End(c.Request().Context(), visitOf(c).Holder.account, account.Key(raw)); err != nil {
		return err
	}
	return s.lead(c, route.OwnAccount)
}
