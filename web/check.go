package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/search"
	"creditportal/templates/page"
	"creditportal/web/route"
)

func (s *Server) showCheck(c echo.Context) error {
	return s.show(c, page.Check(page.NewCheckView(s.scene(c, nil), page.CheckQuery{}, nil)))
}

// takeCheck answers what many names or codes have on display. It is asked by a
// form that is sent, so that no list of a company's partners stands in an
// address, a log or a cache.
func (s *Server) takeCheck(c echo.Context) error {
	q, personal := readCheck(c.FormValue(route.Lines))
	if personal {
		return s.seeSelfQuery(c)
	}
	if q.Fault != nil {
		refused := page.NewCheckView(s.scene(c, nil), q, nil)
		return s.send(c, http.StatusUnprocessableEntity, page.Check(refused))
	}
	found, err := s.deps.Check(c.Request().Context(), q.Queries, visitOf(c).Today)
	if err != nil {
		return err
	}
	if c.FormValue(route.As) == string(route.CSV) {
		return s.sendChecked(c, found)
	}
	return s.send(c, http.StatusOK, page.Check(page.NewCheckView(s.scene(c, nil), q, found)))
}

func (s *Server) sendChecked(c echo.Context, found []search.Checked) error {
	text, err := csvOf(page.CheckRows(s.scene(c, nil), found))
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="check.csv"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", text)
}

// readCheck reads what was pasted, a name or code a line; it says whether a
// line could hold a person's number, of which nothing is kept.
func readCheck(text string) (page.CheckQuery, bool) {
	q := page.CheckQuery{Text: text}
	for line := range strings.Lines(text) {
		parsed, err := search.Named(line)
		switch {
		case parsed.Look == search.Identity:
			return page.CheckQuery{}, true
		case err != nil:
			q.Fault = fault.New(fault.Invalid, "search.fault.long", fault.Args{"Limit": search.MaxQuery})
		case parsed.Look != search.Nothing && !slices.Contains(q.Queries, parsed):
			q.Queries = append(q.Queries, parsed)
		}
	}
	switch {
	case q.Fault != nil:
	case len(q.Queries) == 0:
		q.Fault = fault.New(fault.Invalid, "search.fault.no_lines", nil)
	case len(q.Queries) > search.MaxCheck:
		q.Fault = fault.New(fault.Invalid, "search.fault.many_lines",
			fault.Args{"Limit": search.MaxCheck, "Count": len(q.Queries)})
	}
	return q, false
}
