package web

import (
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// statuses says with which status a refusal of each kind is answered.
var statuses = map[fault.Kind]int{
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.Forbidden:   http.StatusForbidden,
	fault.NotFound:    http.StatusNotFound,
	fault.Gone:        http.StatusGone,
	fault.Conflict:    http.StatusConflict,
	fault.Stale:       http.StatusConflict,
	fault.Busy:        http.StatusTooManyRequests,
	fault.Unavailable: http.StatusServiceUnavailable,
}

// errorPages lists the statuses that have a page; any other
// failure is shown as the 500.
func errorPages() []int {
	return []int{
		http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusConflict,
		http.StatusGone, http.StatusRequestEntityTooLarge, http.StatusMisdirectedRequest,
		http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusServiceUnavailable,
	}
}

// statusOf returns the status with which the error is answered.
func statusOf(err error) int {
	var (
		refusal *fault.Error
		routed  *echo.HTTPError
		large   *http.MaxBytesError
		shut    closed
	)
	switch {
	case errors.As(err, &shut):
		return http.StatusForbidden
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &refusal):
		if status, ok := statuses[refusal.Kind]; ok {
			return status
		}
	case errors.As(err, &routed):
		for _, status := range errorPages() {
			if routed.Code == status {
				return status
			}
		}
	}
	return http.StatusInternalServerError
}

// showError answers what went wrong: a page in the layout for readers, a line
// for machines. What broke on our side goes to the log, with the number that
// the page shows.
func (s *Server) showError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status, v := statusOf(err), visitOf(c)
	if status >= http.StatusInternalServerError {
		s.deps.Log.LogAttrs(c.Request().Context(), slog.LevelError, "failed",
			slog.String("route", s.pattern(c)), slog.String("request", v.ID), slog.Any("error", err))
	}
	switch {
	case strings.HasSuffix(v.Path, "."+string(route.JSON)):
		_ = s.sendProblem(c, status, err) // nobody is left to be told
		return
	case forPrograms(v.Path):
		_ = c.String(status, http.StatusText(status)+"\n")
		return
	}
	failure := page.Failure{Status: status, ID: v.ID, Wait: waitOf(c)}
	_ = errors.As(err, &failure.Refusal)
	if shut := (closed{}); errors.As(err, &shut) {
		failure.For = shut.open.roles()
	}
	shown := page.Plain(page.NewErrorView(s.scene(c, nil), failure))
	if err := s.send(c, status, shown); err != nil {
		s.deps.Log.LogAttrs(c.Request().Context(), slog.LevelError, "no page for the failure",
			slog.String("request", v.ID), slog.Any("error", err))
	}
}

// forPrograms says whether the path is one that programs read. Tables are asked
// for by people: a refusal is a page.
func forPrograms(path string) bool {
	for _, d := range doors() {
		stem, _, _ := strings.Cut(d.pattern, ":")
		if slices.Contains([]nature{machine, file, never}, d.nature) && strings.HasPrefix(path, stem) {
			return true
		}
	}
	return strings.HasSuffix(path, "."+string(route.Atom))
}

// waitOf is how long the answer asks the client to wait.
func waitOf(c echo.Context) time.Duration {
	seconds, err := strconv.Atoi(c.Response().Header().Get(echo.HeaderRetryAfter))
	if err != nil {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
