package web

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
)

// readyWithin is how long the store may take to answer before the portal says
// that it is not ready.
const readyWithin = 2 * time.Second

// sayLive answers as long as the process answers at all.
func (s *Server) sayLive(c echo.Context) error { return c.String(http.StatusOK, "live\n") }

// sayReady answers whether visitors may be sent here.
func (s *Server) sayReady(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyWithin)
	defer cancel()
	if err := s.deps.Feed.Ping(ctx); err != nil {
		return &fault.Error{Kind: fault.Unavailable, Key: "error.fault.store", Err: err}
	}
	return c.String(http.StatusOK, "ready\n")
}
