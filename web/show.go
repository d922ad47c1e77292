package web

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"creditportal/web/asset"
)

// show answers with a page.
func (s *Server) show(c echo.Context, shown templ.Component) error {
	return s.send(c, http.StatusOK, shown)
}

// send draws the whole page before the first byte leaves, so that a page that
// cannot be drawn is an error and not half a page.
func (s *Server) send(c echo.Context, status int, shown templ.Component) error {
	out := templ.GetBuffer()
	defer templ.ReleaseBuffer(out)
	if err := shown.Render(c.Request().Context(), out); err != nil {
		return fmt.Errorf("drawing a page: %w", err)
	}
	h := c.Response().Header()
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	text := quick.pack(out.Bytes())
	s.keep(c, status, text)
	if !asset.Accepts(c.Request().Header.Get(echo.HeaderAcceptEncoding), "gzip") {
		return c.HTMLBlob(status, out.Bytes())
	}
	h.Set(echo.HeaderContentEncoding, "gzip")
	return c.HTMLBlob(status, text)
}
