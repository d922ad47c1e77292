package web

import (
	"github.com/labstack/echo/v4"

	"creditportal/internal/record"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showRecord answers a number that could be one with the record or with the
// one page of what is not on display, and anything else with 404.
func (s *Server) showRecord(c echo.Context) error {
	number, err := record.ParseNumber(c.Param("no"))
	if err != nil {
		return echo.ErrNotFound
	}
	if string(number) != c.Param("no") {
		return s.moved(c, route.Record(number))
	}
	found, err := s.deps.Register.Record(c.Request().Context(), number, visitOf(c).Today)
	if err != nil {
		return err
	}
	return s.show(c, page.Record(page.NewRecordView(s.scene(c, nil), found)))
}
