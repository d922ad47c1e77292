package web

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showActs lists what was done, the newest first.
func (s *Server) showActs(c echo.Context) error {
	a := readActs(c.QueryParams())
	if len(a.Faults) > 0 {
		return s.send(c, http.StatusUnprocessableEntity, page.ActsPage(page.NewActsView(s.scene(c, nil), a)))
	}
	return s.sendActs(c, http.StatusOK, a)
}

func (s *Server) sendActs(c echo.Context, status int, a page.Acts) error {
	a.Filter.Size = lookRows + 1
	var err error
	a.List, a.Entry, err = s.deps.Auditor.Acts(c.Request().Context(), visitOf(c).Holder.by(), a.Filter)
	if err != nil {
		return err
	}
	if len(a.List) > lookRows {
		a.List = a.List[:lookRows]
		a.Next = a.List[lookRows-1].Place
	}
	return s.send(c, status, page.ActsPage(page.NewActsView(s.scene(c, nil), a)))
}

// takeActs gives the trail away as a table, for a reason. The table says who took
// it, when and why.
func (s *Server) takeActs(c echo.Context) error {
	_ = c.FormValue(route.Reason) // reads the form
	a := readActs(c.Request().PostForm)
	if len(a.Faults) > 0 {
		return fault.New(fault.Invalid, "export.fault.query", nil)
	}
	a.Filter.Size, a.Filter.After, a.Reason = lookTableRows+1, query.Place{}, c.FormValue(route.Reason)
	by := visitOf(c).Holder.by()
	var err error
	a.List, a.Entry, err = s.deps.Auditor.TakeActs(c.Request().Context(), by, a.Filter, a.Reason)
	if a.Fault = faultOf(err); a.Fault != nil && a.Fault.Kind == fault.Invalid {
		return s.sendActs(c, http.StatusUnprocessableEntity, a)
	}
	if err != nil {
		return err
	}
	a.List, a.Most = cutLines(a.List)
	return s.sendTable(c, "audit-trail", page.ActTable(s.scene(c, nil), by.Name, s.deps.Now(), a))
}

func readActs(typed url.Values) page.Acts {
	a := sift(typed)
	if typed.Get(route.Dropped) == route.ActNumber {
		a.Faults[route.ActNumber] = fault.New(fault.Invalid, "audit.fault.number", nil)
	}
	return page.Acts{Filter: query.ActFilter{
		From: a.day(route.LookFrom), To: a.day(route.LookTo), Did: audit.Act(a.take(route.ActDid)),
		Kind: a.take(route.ActKind), Number: a.take(route.ActNumber), Side: actor.Side(a.take(route.ActSide)),
		After: lookPlace(typed.Get(route.After)),
	}, LogAsked: a.LogAsked}
}
