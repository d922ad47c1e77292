package web

import (
	"github.com/labstack/echo/v4"

	"creditportal/templates/page"
)

func (s *Server) showHome(c echo.Context) error {
	today := visitOf(c).Today
	found, err := s.deps.Register.Home(c.Request().Context(), today)
	if err != nil {
		return err
	}
	return s.show(c, page.Home(page.NewHomeView(s.scene(c, nil), found, s.deps.Figures(today))))
}
