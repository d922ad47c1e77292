package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// takeView saves the view of the docket that is looked at under a name.
func (s *Server) takeView(c echo.Context) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	op, err := opOf(c)
	if err != nil {
		return err
	}
	back := backToDocket(c.FormValue(route.Back))
	d := page.Docket{Query: s.readDocket(ctx, back, by), ViewName: c.FormValue(route.ViewName)}
	if len(d.Query.Faults) > 0 {
		return fault.New(fault.Invalid, "docket.fault.view", nil)
	}
	err = s.deps.Office.Views.Save(ctx, d.ViewName, back.Encode(), op, by)
	if d.ViewFault = faultOf(err); d.ViewFault != nil {
		return s.refuseView(c, d)
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.With(route.Docket, back))
}

// refuseView shows the docket with what is wrong with the name of a view.
func (s *Server) refuseView(c echo.Context, d page.Docket) error {
	if err := s.readPage(c, &d); err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfDocket, 0, len(d.Entries)); err != nil {
		return err
	}
	return s.send(c, statusOf(d.ViewFault), page.DocketPage(page.NewDocketView(s.scene(c, nil), d)))
}

// takeViewDrop forgets a view of the holder's own.
func (s *Server) takeViewDrop(c echo.Context) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	id, _ := strconv.ParseInt(c.FormValue(route.ViewOf), 10, 64) // none is no view
	if err := s.deps.Office.Views.Drop(c.Request().Context(), id, op, visitOf(c).Holder.by()); err != nil {
		return err
	}
	return s.lead(c, route.Docket)
}
