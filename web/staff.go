package web

import (
	"encoding/hex"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showStaff lists the accounts of staff and what waits for a second person.
func (s *Server) showStaff(c echo.Context) error {
	return s.sendStaff(c, http.StatusOK, page.StaffList{})
}

func (s *Server) sendStaff(c echo.Context, status int, v page.StaffList) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	var err error
	if v.Accounts, err = s.deps.Staff.Staff(ctx, by); err != nil {
		return err
	}
	if v.Ending, err = s.deps.Staff.Ending(ctx, v.Accounts); err != nil {
		return err
	}
	asks, err := s.deps.Staff.Asks(ctx, by)
	if err != nil {
		return err
	}
	for _, k := range asks {
		v.Asks = append(v.Asks, page.Awaited{Ask: k, Mine: s.deps.Staff.MayDecide(k, by, v.Accounts)})
	}
	v.By, v.Op, v.Done = by, newOp(), c.QueryParam(route.Done)
	return s.send(c, status, page.Staff(page.NewStaffListView(s.scene(c, nil), v)))
}

// takeAsk decides what was asked for.
func (s *Server) takeAsk(c echo.Context) error {
	why, err := whyOf(c)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(c.FormValue(route.AskNumber), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	return s.decide(c, id, why)
}

func (s *Server) decide(c echo.Context, id int64, why account.Why) error {
	agreed := c.FormValue(route.Decision) == route.Agree
	a, token, err := s.deps.Staff.Decide(c.Request().Context(), id, agreed, why, visitOf(c).Holder.by())
	if refusal := faultOf(err); refusal != nil {
		return s.sendStaff(c, statusOf(err), page.StaffList{Fault: refusal, At: id, Reason: why.Reason})
	}
	if err != nil {
		return err
	}
	if token != "" {
		return s.showLink(c, a, token)
	}
	return s.lead(c, route.Staff+"?"+route.Done+"="+c.FormValue(route.Decision))
}

// whyOf is the key of the form and the reason typed into it.
func whyOf(c echo.Context) (account.Why, error) {
	op, err := opOf(c)
	return account.Why{Op: op, Reason: c.FormValue(route.Reason)}, err
}

// showLink shows a link: now and never again.
func (s *Server) showLink(c echo.Context, a account.Account, token account.Token) error {
	return s.show(c, page.Once(page.NewLinkView(s.scene(c, nil), a, s.base(c)+s.path(c, route.WelcomeOf(string(token))))))
}

// showStaffNew is the form by which an account is made.
func (s *Server) showStaffNew(c echo.Context) error {
	return s.show(c, page.Form(page.NewStaffFormView(s.scene(c, nil), page.StaffForm{Op: newOp()})))
}

// takeStaffNew makes an account without rights, and shows its link.
func (s *Server) takeStaffNew(c echo.Context) error {
	why, err := whyOf(c)
	if err != nil {
		return err
	}
	n := account.New{
		Login: c.FormValue(route.Login), Name: c.FormValue(route.PersonName), Unit: c.FormValue(route.UnitCode),
	}
	a, token, err := s.deps.Staff.Make(c.Request().Context(), n, why, visitOf(c).Holder.by())
	if refusal := faultOf(err); refusal != nil {
		typed := page.StaffForm{Op: newOp(), New: n, Reason: why.Reason, Fault: refusal}
		return s.send(c, statusOf(err), page.Form(page.NewStaffFormView(s.scene(c, nil), typed)))
	}
	if err != nil {
		return err
	}
	return s.showLink(c, a, token)
}

// showStaffAccount shows an account of staff: its roles, its sessions, what was
// done to it, and what the reader may do.
func (s *Server) showStaffAccount(c echo.Context) error {
	return s.sendStaffAccount(c, http.StatusOK, page.StaffAccount{Done: c.QueryParam(route.Done)})
}

func (s *Server) sendStaffAccount(c echo.Context, status int, v page.StaffAccount) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	var err error
	if v.Account, err = s.deps.Staff.Open(ctx, c.Param("account"), by); err != nil {
		return err
	}
	if v.Sessions, err = s.deps.Staff.Sessions(ctx, v.Account); err != nil {
		return err
	}
	if v.Past, err = s.deps.Staff.Trail(ctx, v.Account); err != nil {
		return err
	}
	v.By, v.Op = by, newOp()
	return s.send(c, status, page.StaffOne(page.NewStaffAccountView(s.scene(c, nil), v)))
}

// upon is an act of an administrator upon an account; it returns what the page
// says was done.
type upon func(c echo.Context, a account.Account, why account.Why, by actor.Actor) (string, error)

// takeUpon does an act upon the account that the address names.
func (s *Server) takeUpon(c echo.Context, form string, do upon) error {
	by := visitOf(c).Holder.by()
	a, err := s.deps.Staff.Open(c.Request().Context(), c.Param("account"), by)
	if err != nil {
		return err
	}
	why, err := whyOf(c)
	if err != nil {
		return err
	}
	done, err := do(c, a, why, by)
	if refusal := faultOf(err); refusal != nil && refusal.Kind != fault.NotFound {
		return s.sendStaffAccount(c, statusOf(err), page.StaffAccount{
			Fault: refusal, At: form, Role: actor.Role(c.FormValue(route.RoleName)), Reason: why.Reason,
		})
	}
	if err != nil || c.Response().Committed {
		return err
	}
	return s.lead(c, route.AccountOf(a.Handle())+"?"+route.Done+"="+done)
}

func (s *Server) takeGrant(c echo.Context) error {
	return s.takeUpon(c, page.FormGrant, func(
		c echo.Context, a account.Account, why account.Why, by actor.Actor,
	) (string, error) {
		waits, err := s.deps.Staff.Grant(c.Request().Context(), a, actor.Role(c.FormValue(route.RoleName)), why, by)
		return doneOr(waits, "granted"), err
	})
}

func (s *Server) takeRevoke(c echo.Context) error {
	return s.takeUpon(c, page.FormRevoke, func(
		c echo.Context, a account.Account, why account.Why, by actor.Actor,
	) (string, error) {
		waits, err := s.deps.Staff.Revoke(c.Request().Context(), a, actor.Role(c.FormValue(route.RoleName)), why, by)
		return doneOr(waits, "revoked"), err
	})
}

func doneOr(waits bool, done string) string {
	if waits {
		return "asked"
	}
	return done
}

func (s *Server) takeState(c echo.Context) error {
	return s.takeUpon(c, page.FormState, func(
		c echo.Context, a account.Account, why account.Why, by actor.Actor,
	) (string, error) {
		state := account.State(c.FormValue(route.AccountState))
		if state != account.Active {
			state = account.Disabled
		}
		return string(state), s.deps.Staff.Turn(c.Request().Context(), a, state, why, by)
	})
}

func (s *Server) takeLink(c echo.Context) error {
	return s.takeUpon(c, page.FormLink, func(
		c echo.Context, a account.Account, why account.Why, by actor.Actor,
	) (string, error) {
		token, err := s.deps.Staff.Invite(c.Request().Context(), a, why, by)
		if err != nil {
			return "", err
		}
		return "", s.showLink(c, a, token)
	})
}

func (s *Server) takeStaffSession(c echo.Context) error {
	return s.takeUpon(c, page.FormSession, func(
		c echo.Context, a account.Account, why account.Why, by actor.Actor,
	) (string, error) {
		raw, err := hex.DecodeString(c.FormValue(route.SessionKey))
		if err != nil || len(raw) != len(account.Key{}) {
			return "", echo.ErrNotFound
		}
		return "ended", s.deps.Staff.EndSession(c.Request().Context(), a, account.Key(raw), why, by)
	})
}
