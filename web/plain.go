package web

import (
	"github.com/labstack/echo/v4"

	"creditportal/templates/page"
)

func (s *Server) showRules(c echo.Context) error {
	return s.show(c, page.Rules(page.NewRulesView(s.scene(c, nil))))
}

func (s *Server) showLegalBasis(c echo.Context) error {
	return s.show(c, page.Basis(page.NewBasisView(s.scene(c, nil))))
}

// showSelfQuery is given nothing of the request but its language, so that it
// is the same for every number and for none.
func (s *Server) showSelfQuery(c echo.Context) error {
	return s.show(c, page.Plain(page.NewSelfQueryView(s.scene(c, nil))))
}

func (s *Server) showDisplay(c echo.Context) error {
	return s.show(c, page.Plain(page.NewDisplayView(s.scene(c, nil))))
}
