package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"sync"

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
	var out bytes.Buffer
	if err := shown.Render(c.Request().Context(), &out); err != nil {
		return fmt.Errorf("drawing a page: %w", err)
	}
	h := c.Response().Header()
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if !asset.Accepts(c.Request().Header.Get(echo.HeaderAcceptEncoding), "gzip") {
		return c.HTMLBlob(status, out.Bytes())
	}
	h.Set(echo.HeaderContentEncoding, "gzip")
	return c.HTMLBlob(status, packed(out.Bytes()))
}

// packers are kept, for making one costs more than packing a page.
var packers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

// packed compresses a page. A page holds no secret that could be guessed from
// its length: it is the same for everybody.
func packed(text []byte) []byte {
	var out bytes.Buffer
	w := packers.Get().(*gzip.Writer) // the pool holds nothing else
	defer packers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(text) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}
