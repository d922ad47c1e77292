package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"creditportal/internal/search"
	"creditportal/templates/page"
	"creditportal/web/route"
)

func (s *Server) showDisclosures(c echo.Context) error {
	return s.showList(c, []search.List{search.AdverseList, search.FavourableList, search.DualList})
}

// showCatalogList shows a list that the catalog in force names.
func (s *Server) showCatalogList(c echo.Context) error {
	return s.showList(c, page.ListsOf(s.deps.Catalog()))
}

// showList shows one of the lists that the door knows. What cannot be read is
// said at its field, and the rest of the form is kept.
func (s *Server) showList(c echo.Context, known []search.List) error {
	list := search.List(c.Param("list"))
	if !slices.Contains(known, list) {
		return echo.ErrNotFound
	}
	q := readList(list, c.Request().URL.Query(), s.deps.Catalog())
	rows := min(q.Rows, search.MaxDepth-q.After.Depth)
	found, err := s.deps.Register.List(c.Request().Context(), q.Filter, visitOf(c).Today, q.After, rows)
	if err != nil {
		return err
	}
	shown := page.List(page.NewListView(s.scene(c, understood(q)), q, found))
	switch {
	case !q.Valid():
		return s.send(c, http.StatusUnprocessableEntity, shown)
	case len(found.Rows) == 0 && !q.After.IsZero(): // the end has moved up: begin anew
		return s.lead(c, route.With(route.List(list), begun(q)))
	}
	return s.show(c, shown)
}
