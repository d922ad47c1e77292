package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showSeen shows the holder's side who looked at it.
func (s *Server) showSeen(c echo.Context) error {
	in := s.readSeen(c)
	if len(in.Faults) > 0 {
		return s.send(c, http.StatusUnprocessableEntity, page.SeenPage(page.NewSeenView(s.scene(c, nil), in)))
	}
	var err error
	in.List, in.Next, err = s.deps.Auditor.Seen(c.Request().Context(), visitOf(c).Holder.by(), in.Filter)
	if err != nil {
		return err
	}
	return s.show(c, page.SeenPage(page.NewSeenView(s.scene(c, nil), in)))
}

// takeSeen gives the holder's side the same as a table.
func (s *Server) takeSeen(c echo.Context) error {
	in := s.readSeen(c)
	if len(in.Faults) > 0 {
		return fault.New(fault.Invalid, "audit.fault.day", nil)
	}
	in.Filter.Through = query.Export
	var err error
	in.List, in.Next, err = s.deps.Auditor.Seen(c.Request().Context(), visitOf(c).Holder.by(), in.Filter)
	if err != nil {
		return err
	}
	return s.sendTable(c, "looks", page.SeenTable(s.scene(c, nil), in))
}

func (s *Server) readSeen(c echo.Context) page.Seen {
	a := sift(c.QueryParams())
	return page.Seen{
		LogAsked: a.LogAsked, Proved: s.deps.Ledger != nil,
		Filter: query.SeenFilter{
			Own: a.take(route.WithOwn) != "", From: a.day(route.LookFrom), To: a.day(route.LookTo),
		},
	}
}
