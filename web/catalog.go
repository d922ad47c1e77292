package web

import (
	"github.com/labstack/echo/v4"

	"creditportal/templates/page"
)

func (s *Server) showCatalog(c echo.Context) error {
	v := page.NewCatalogView(s.scene(c, nil), s.deps.Catalog(), s.deps.Editions())
	return s.show(c, page.Catalog(v))
}

// showEdition shows an edition of any time: its address stays.
func (s *Server) showEdition(c echo.Context) error {
	editions := s.deps.Editions()
	for _, edition := range editions {
		if edition.ID == c.Param("edition") {
			return s.show(c, page.Catalog(page.NewCatalogView(s.scene(c, nil), edition, editions)))
		}
	}
	return echo.ErrNotFound
}
