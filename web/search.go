package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/search"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// searchRows is how many subjects stand on a page of hits.
const searchRows = 20

// showSearch answers what was typed: with the thing itself when its whole code
// or number was typed, otherwise with what was found.
func (s *Server) showSearch(c echo.Context) error {
	q := readSearch(c.Request().URL.Query())
	if q.Fault != nil {
		refused := page.NewSearchView(s.scene(c, nil), q, search.Results{})
		return s.send(c, http.StatusUnprocessableEntity, page.Search(refused))
	}
	if s.bearsNumber(c, q.Query) {
		return s.lead(c, route.Record(q.Query.Number))
	}
	found, err := s.deps.Register.Search(c.Request().Context(), q.Query, visitOf(c).Today, q.Start, searchRows)
	if err != nil {
		return err
	}
	if better := elsewhere(q, found); better != "" {
		return s.lead(c, better)
	}
	return s.show(c, page.Search(page.NewSearchView(s.scene(c, searched(q)), q, found)))
}

// bearsNumber says whether the number of a record on display was typed.
func (s *Server) bearsNumber(c echo.Context, q search.Query) bool {
	if q.Number == "" {
		return false
	}
	_, err := s.deps.Register.Record(c.Request().Context(), q.Number, visitOf(c).Today)
	return err == nil
}

// elsewhere is the address that answers better than a page of hits; "" when
// none does.
func elsewhere(q page.SearchQuery, found search.Results) string {
	if exact := exactly(found); exact != "" {
		return exact
	}
	if len(found.Subjects) == 0 && q.Start > 0 { // the end has moved up: begin anew
		q.Start = 0
		return route.With(route.SearchPage, searched(q))
	}
	return ""
}

// exactly is the address of what was typed whole; "" when nothing was.
func exactly(found search.Results) string {
	if len(found.Subjects) > 0 && found.Subjects[0].Hit.Why == search.ByCode {
		return route.Subject(found.Subjects[0].Subject.Code.String())
	}
	if len(found.Records) == 1 && found.SubjectTotal.N == 0 && fold.Key(found.Records[0].Document) == found.Query.Key {
		return route.Record(found.Records[0].Number)
	}
	return ""
}

// readSearch reads what was asked of the search.
func readSearch(query url.Values) page.SearchQuery {
	q := page.SearchQuery{Part: query.Get(route.In), Rows: searchRows}
	if !slices.Contains(route.Parts(), q.Part) {
		q.Part = route.InAll
	}
	var err error
	if q.Query, err = search.Parse(query.Get(route.Keyword)); err != nil {
		q.Fault = refusal(err)
		return q
	}
	q.Typed = q.Query.Text
	start := query.Get(route.Start)
	if start == "" {
		return q
	}
	q.Start, err = strconv.Atoi(start)
	switch {
	case err != nil || q.Start < 0:
		q.Fault = fault.New(fault.Invalid, "search.fault.cursor", nil)
	case q.Start >= search.MaxDepth:
		q.Fault = fault.New(fault.Invalid, "search.fault.deep", fault.Args{"Limit": search.MaxDepth})
	}
	return q
}

// searched is the query of the page's own address.
func searched(q page.SearchQuery) url.Values {
	query := url.Values{}
	set := func(name, value string, usual bool) {
		if !usual {
			query.Set(name, value)
		}
	}
	set(route.Keyword, q.Typed, q.Typed == "")
	set(route.In, q.Part, q.Part == route.InAll)
	set(route.Start, strconv.Itoa(q.Start), q.Start == 0)
	return query
}
