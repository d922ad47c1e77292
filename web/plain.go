package web

import (
	"github.com/labstack/echo/v4"

	"creditportal/internal/record"
	"creditportal/templates/page"
	"creditportal/web/route"
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

func (s *Server) showServices(c echo.Context) error {
	return s.show(c, page.Services(page.NewServicesView(s.scene(c, nil))))
}

// showService begins a service; a record's number that is none is left out.
func (s *Server) showService(c echo.Context) error {
	number, err := record.ParseNumber(c.QueryParam(route.OfRecord))
	if err != nil {
		number = ""
	}
	view, ok := page.NewServiceView(s.scene(c, nil), route.Service(c.Param("kind")), number)
	if !ok {
		return echo.ErrNotFound
	}
	return s.show(c, page.Service(view))
}

// showCommitment shows the form of the commitment, to be printed and filled in by hand.
func (s *Server) showCommitment(c echo.Context) error {
	return s.show(c, page.Commitment(page.NewCommitmentView(s.scene(c, nil))))
}

func (s *Server) showDisplay(c echo.Context) error {
	return s.show(c, page.Plain(page.NewDisplayView(s.scene(c, nil))))
}
