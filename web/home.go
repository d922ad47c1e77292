package web

import (
	"github.com/labstack/echo/v4"

	"creditportal/templates/page"
)

func (s *Server) showHome(c echo.Context) error {
	found, err := s.deps.Register.Home(c.Request().Context(), visitOf(c).Today)
	if err != nil {
		return err
	}
	return s.show(c, page.Home(page.NewHomeView(s.scene(c, nil), found)))
}
