package web

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"maps"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/asset"
	"creditportal/web/route"
)

// export is a list or a credit file on its way home.
type export struct {
	view  page.Export
	query page.ListQuery
	code  subject.Code // zero for a list
}

// chooser finds out what a door gives away.
type chooser func(*Server, echo.Context) (export, error)

// refusedQuery is a query that cannot be read: all that is wrong with it, by
// parameter.
type refusedQuery struct{ faults map[string]*fault.Error }

// Error implements error.
func (r refusedQuery) Error() string { return "a query that cannot be read" }

// Unwrap returns the refusal as a page says it.
func (r refusedQuery) Unwrap() error { return fault.New(fault.Invalid, "export.fault.query", nil) }

func (s *Server) exportDisclosures(c echo.Context) (export, error) {
	return s.exportList(c, []search.List{search.AdverseList, search.FavourableList, search.DualList})
}

func (s *Server) exportCatalogList(c echo.Context) (export, error) {
	return s.exportList(c, page.ListsOf(s.deps.Catalog()))
}

// exportList reads the same parameters as the page of the list.
func (s *Server) exportList(c echo.Context, known []search.List) (export, error) {
	list := search.List(c.Param("list"))
	if !slices.Contains(known, list) {
		return export{}, echo.ErrNotFound
	}
	q := readList(list, c.Request().URL.Query(), s.deps.Catalog())
	if !q.Valid() {
		return export{}, refusedQuery{q.Faults}
	}
	return export{view: page.NewListExport(s.exportScene(c), q), query: q}, nil
}

// exportFile gives away the credit file of the subject that has the code now.
func (s *Server) exportFile(c echo.Context) (export, error) {
	code, err := subject.ParseCode(c.Param("code"))
	if err != nil {
		return export{}, echo.ErrNotFound
	}
	f, err := s.deps.Register.File(c.Request().Context(), code, visitOf(c).Today, search.Cursor{}, 1)
	if err != nil {
		return export{}, err
	}
	q := readList(search.EveryRecord, c.Request().URL.Query(), s.deps.Catalog())
	faults := maps.Clone(q.Faults)
	maps.DeleteFunc(faults, func(name string, _ *fault.Error) bool { return name != route.After && name != route.Rows })
	if len(faults) > 0 {
		return export{}, refusedQuery{faults}
	}
	return export{view: page.NewFileExport(s.exportScene(c), f), query: q, code: f.Subject.Code}, nil
}

func (s *Server) exportScene(c echo.Context) page.Scene {
	scene := s.scene(c, nil)
	scene.BaseURL = s.base(c)
	return scene
}

// stretch reads the next records. The day is asked for each time: what leaves
// at midnight is not in what is read after it.
func (s *Server) stretch(ctx context.Context, e export, after search.Cursor, size int) (search.Listing, error) {
	if e.code.IsZero() {
		return s.deps.Register.Stretch(ctx, e.query.Filter, s.deps.Today(), after, size)
	}
	f, err := s.deps.Register.File(ctx, e.code, s.deps.Today(), after, size)
	listing := search.Listing{Rows: f.Rows, Next: f.Next}
	for _, n := range f.Counts {
		listing.Total.N += n
	}
	return listing, err
}

// asJSON gives a page of the list to programs, with the way to the next.
func asJSON(choose chooser) func(*Server, echo.Context) error {
	return func(s *Server, c echo.Context) error {
		e, err := choose(s, c)
		if err != nil {
			return err
		}
		found, err := s.stretch(c.Request().Context(), e, e.query.After, e.query.Rows)
		if err != nil {
			return err
		}
		if next := e.view.Next(found); next != "" {
			c.Response().Header().Add("Link", "<"+next+`>; rel="next"`)
		}
		return s.sendJSON(c, e.view.Robots, e.view.JSON(found))
	}
}

// feedEntries is how many of the newest records stand in a feed.
const feedEntries = 50

// asAtom gives the newest records of the list to feed readers.
func asAtom(choose chooser) func(*Server, echo.Context) error {
	return func(s *Server, c echo.Context) error {
		e, err := choose(s, c)
		if err != nil {
			return err
		}
		e.query.Filter.OldestFirst = false
		found, err := s.stretch(c.Request().Context(), e, search.Cursor{}, feedEntries)
		if err != nil {
			return err
		}
		text, err := xml.Marshal(e.view.Feed(found.Rows))
		if err != nil {
			return err
		}
		return s.sendData(c, e.view.Robots, route.Atom.Type(), append([]byte(xml.Header), text...))
	}
}

// sendRecordJSON gives one record to programs. A natural person is given to
// none (条例 20): the answer is that of a number which nothing bears.
func (s *Server) sendRecordJSON(c echo.Context) error {
	number, err := record.ParseNumber(c.Param("no"))
	if err != nil {
		return echo.ErrNotFound
	}
	if string(number) != c.Param("no") {
		return c.Redirect(http.StatusMovedPermanently, s.path(c, route.RecordTwin(number)))
	}
	found, err := s.deps.Register.Record(c.Request().Context(), number, visitOf(c).Today)
	if err != nil {
		return err
	}
	if found.Shown.SubjectKind == subject.Person {
		return fault.New(fault.Gone, "record.fault.gone", nil)
	}
	return s.sendJSON(c, page.RecordRobots(found.Shown), page.NewPageJSON(s.exportScene(c), found))
}

func (s *Server) sendJSON(c echo.Context, robots string, document any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // it is no page, and addresses stay readable
	if err := encoder.Encode(document); err != nil {
		return err
	}
	c.Response().Header().Add("Link", "<"+route.OpenAPI+`>; rel="service-desc"`)
	return s.sendData(c, robots, route.JSON.Type(), text.Bytes())
}

// sendData sends what programs read, packed where they take it.
func (s *Server) sendData(c echo.Context, robots, kind string, text []byte) error {
	h := c.Response().Header()
	if robots != "" {
		h.Set("X-Robots-Tag", robots)
	}
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if asset.Accepts(c.Request().Header.Get(echo.HeaderAcceptEncoding), "gzip") {
		h.Set(echo.HeaderContentEncoding, "gzip")
		text = quick.pack(text)
	}
	return c.Blob(http.StatusOK, kind, text)
}
