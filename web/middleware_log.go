package web

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
)

// errPanicked is a request whose handling broke.
var errPanicked = errors.New("panic while answering")

// logged notes each request that comes to the router.
func (s *Server) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		s.note(c.Request(), answer{s.pattern(c), c.Response().Status, c.Response().Size, began, visitOf(c).ID})
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
