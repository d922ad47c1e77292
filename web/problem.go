package web

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
)

// problem is a refusal as programs read it (RFC 9457).
type problem struct {
	Title   string            `json:"title"`
	Status  int               `json:"status"`
	Detail  string            `json:"detail,omitempty"`
	Errors  map[string]string `json:"errors,omitempty"` // by parameter
	Request string            `json:"request"`
}

// sendProblem answers a program with what went wrong.
func (s *Server) sendProblem(c echo.Context, status int, err error) error {
	v := visitOf(c)
	p := problem{Title: http.StatusText(status), Status: status, Request: v.ID}
	var f *fault.Error
	if errors.As(err, &f) && status < http.StatusInternalServerError {
		p.Detail = v.Words.Fault(f)
	}
	var refused refusedQuery
	if errors.As(err, &refused) {
		p.Errors = map[string]string{}
		for name, f := range refused.faults {
			p.Errors[name] = v.Words.Fault(f)
		}
	}
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return c.Blob(status, "application/problem+json", append(text, '\n'))
}
