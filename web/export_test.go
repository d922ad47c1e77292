package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// Router is the router behind the handler, for the test that compares its
// routes with the table of doors.
func Router(h http.Handler) (*echo.Echo, bool) {
	f, ok := h.(front)
	if !ok {
		return nil, false
	}
	router, ok := f.router.(*echo.Echo)
	return router, ok
}
