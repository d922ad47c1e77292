package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
)

// errPanicked is a request whose handling broke.
var errPanicked = errors.New("panic while answering")

// logged writes one line for each request: what was answered, never what was
// asked. The address is that of the door; text that a visitor typed is in none
// of the fields (security.md §4, rulings 48).
func (s *Server) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		res := c.Response()
		s.deps.Log.LogAttrs(c.Request().Context(), slog.LevelInfo, "answered",
			slog.String("method", knownMethod(c.Request().Method)), slog.String("route", s.pattern(c)),
			slog.Int("status", res.Status), slog.Int64("bytes", res.Size),
			slog.Duration("took", time.Since(began)), slog.String("request", visitOf(c).ID))
		return nil
	}
}

// recovered turns a panic into an error, so that a page says that something
// broke and the log says what.
func (s *Server) recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) { //nolint:nonamedreturns // only a deferred function sees a panic
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler { //nolint:errorlint,err113 // net/http compares it so too
				panic(cause)
			}
			err = fmt.Errorf("%w: %v\n%s", errPanicked, cause, debug.Stack())
		}()
		return next(c)
	}
}

// pattern is the address of the door that answered, "-" for none.
func (s *Server) pattern(c echo.Context) string {
	if s.patterns[c.Path()] {
		return c.Path()
	}
	return "-"
}

// knownMethod keeps the text of a made-up method out of the log.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return method
	}
	return "-"
}
