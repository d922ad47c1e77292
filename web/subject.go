package web

import (
	"github.com/labstack/echo/v4"

	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// fileRows is how many records a credit file shows; the lists have them all.
const fileRows = 200

// showSubject answers a code that bore another before with the present one.
func (s *Server) showSubject(c echo.Context) error {
	code, err := subject.ParseCode(c.Param("code"))
	if err != nil {
		return echo.ErrNotFound
	}
	found, err := s.deps.Register.File(c.Request().Context(), code, visitOf(c).Today, search.Cursor{}, fileRows)
	if err != nil {
		return err
	}
	if present := found.Subject.Code.String(); present != c.Param("code") {
		return s.moved(c, route.Subject(present))
	}
	return s.show(c, page.Subject(page.NewSubjectView(s.scene(c, nil), found)))
}
