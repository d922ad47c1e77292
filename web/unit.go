package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showUnit lists the accounts of the holder's own provider, and asks for
// another.
func (s *Server) showUnit(c echo.Context) error {
	return s.sendUnit(c, http.StatusOK, page.UnitList{Done: c.QueryParam(route.Done) != ""})
}

func (s *Server) sendUnit(c echo.Context, status int, v page.UnitList) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	var err error
	if v.Accounts, err = s.deps.Staff.Staff(ctx, by); err != nil {
		return err
	}
	if v.Asks, err = s.deps.Staff.Asks(ctx, by); err != nil {
		return err
	}
	v.By, v.Op = by, newOp()
	return s.send(c, status, page.Unit(page.NewUnitView(s.scene(c, nil), v)))
}

// rolesOf are the roles that were ticked.
func rolesOf(c echo.Context) []actor.Role {
	var roles []actor.Role
	for _, role := range c.Request().PostForm[route.RoleName] {
		roles = append(roles, actor.Role(role))
	}
	return roles
}

// takeUnit asks for an account of the holder's own provider.
func (s *Server) takeUnit(c echo.Context) error {
	why, err := whyOf(c)
	if err != nil {
		return err
	}
	typed := page.UnitList{
		New:    account.New{Login: c.FormValue(route.Login), Name: c.FormValue(route.PersonName)},
		Reason: why.Reason,
	}
	typed.Roles = rolesOf(c)
	err = s.deps.Staff.Propose(c.Request().Context(), typed.New, typed.Roles, why, visitOf(c).Holder.by())
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.sendUnit(c, statusOf(err), typed)
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.UnitAccounts+"?"+route.Done+"=1")
}
