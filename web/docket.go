package web

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/deletion"
	"creditportal/internal/docket"
	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/fold"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/repair"
	"creditportal/internal/sheet"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// docketRows is how many lines a page of the docket has.
const docketRows = 50

// showMatters leads everybody to where their own matters are.
func (s *Server) showMatters(c echo.Context) error {
	return s.lead(c, homeOf(visitOf(c).Holder.account))
}

// showDocket lists what is to be done, the one due first at the top.
func (s *Server) showDocket(c echo.Context) error {
	d := page.Docket{Query: s.readDocket(c.Request().Context(), c.QueryParams(), visitOf(c).Holder.by())}
	if d.Query.Faults[route.Keyword] != nil && c.QueryParam(route.Dropped) == "" {
		return s.without(c, route.Keyword) // it may be somebody's name
	}
	if len(d.Query.Faults) > 0 {
		return s.send(c, http.StatusUnprocessableEntity, page.DocketPage(page.NewDocketView(s.scene(c, nil), d)))
	}
	if err := s.readPage(c, &d); err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfDocket, 0, len(d.Entries)); err != nil {
		return err
	}
	return s.show(c, page.DocketPage(page.NewDocketView(s.scene(c, nil), d)))
}

// readPage reads a page of the docket and what stands beside it.
func (s *Server) readPage(c echo.Context, d *page.Docket) error {
	ctx, today := c.Request().Context(), visitOf(c).Today
	var err error
	if d.Officers, err = s.deps.Officers(ctx); err != nil {
		return err
	}
	if d.Takers, err = s.deps.Takers(ctx); err != nil {
		return err
	}
	if d.Entries, d.Next, err = s.deps.Office.Docket.Page(ctx, d.Query.Filter, d.Query.Rows, today); err != nil {
		return err
	}
	if d.Counts, err = s.presetCounts(c); err != nil {
		return err
	}
	d.Op = newOp()
	d.Done, _ = strconv.Atoi(c.QueryParam(route.Done)) // none: nothing was done just now
	return s.readViews(c, d)
}

// readViews reads the views that the holder saved, and counts what each holds.
func (s *Server) readViews(c echo.Context, d *page.Docket) error {
	ctx, v := c.Request().Context(), visitOf(c)
	var err error
	if d.Views, err = s.deps.Office.Views.Of(ctx, v.Holder.by()); err != nil {
		return err
	}
	filters, at := []docket.Filter{}, []int{}
	for i, view := range d.Views {
		q := s.readDocket(ctx, backToDocket(view.Query), v.Holder.by())
		if len(q.Faults) == 0 { // an officer or a unit may be gone meanwhile
			filters, at = append(filters, q.Filter), append(at, i)
		}
	}
	counts, err := s.deps.Office.Docket.Counts(ctx, filters, v.Today)
	d.ViewCounts = make([]int, len(d.Views))
	for i, n := range counts {
		d.ViewCounts[at[i]] = n
	}
	return err
}

// presetCounts counts what each view of the docket holds.
func (s *Server) presetCounts(c echo.Context) ([]int, error) {
	ctx, v := c.Request().Context(), visitOf(c)
	var filters []docket.Filter
	for _, p := range page.Presets(v.Holder.by()) {
		filters = append(filters, s.readDocket(ctx, p.Query, v.Holder.by()).Filter)
	}
	return s.deps.Office.Docket.Counts(ctx, filters, v.Today)
}

// sendDocket gives the docket as a table, a thousand entries at most.
func (s *Server) sendDocket(c echo.Context) error {
	ctx, v := c.Request().Context(), visitOf(c)
	q := s.readDocket(ctx, c.QueryParams(), v.Holder.by())
	if len(q.Faults) > 0 {
		return fault.New(fault.Invalid, "export.fault.query", nil)
	}
	officers, err := s.deps.Officers(ctx)
	if err != nil {
		return err
	}
	entries, _, err := s.deps.Office.Docket.Page(ctx, q.Filter, docket.MostListed, v.Today)
	if err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfDocket+"."+string(route.CSV), 0, len(entries)); err != nil {
		return err
	}
	return s.sendTable(c, "docket", page.DocketTable(s.scene(c, nil), officers, entries))
}

// sendTable gives a small table away as separated text.
func (s *Server) sendTable(c echo.Context, name string, rows [][]string) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, route.CSV.Type())
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+"-"+visitOf(c).Today.String()+`.csv"`)
	c.Response().WriteHeader(http.StatusOK)
	out := sheet.NewCSVWriter(c.Response())
	for _, row := range rows {
		if err := out.Write(row); err != nil {
			return err
		}
	}
	return out.Flush()
}

// readDocket reads the parameters of the docket one by one; unknown ones are
// passed over.
func (s *Server) readDocket(ctx context.Context, query url.Values, by actor.Actor) page.DocketQuery {
	r := docketReader{by: by, whom: s.deps.Office.Whom, q: page.DocketQuery{
		Typed: url.Values{}, Faults: map[string]*fault.Error{}, Rows: docketRows,
		Filter: docket.Filter{Closed: closedTo(by)},
	}}
	for name, take := range map[string]func(context.Context, string) bool{
		route.Keyword: r.search, route.State: r.state, route.DueIn: r.due, route.Ground: r.ground, route.Unit: r.unit,
		route.Owner: r.owner, route.After: r.after,
	} {
		value := strings.TrimSpace(query.Get(name))
		if value == "" {
			continue
		}
		r.q.Typed.Set(name, value)
		if !take(ctx, value) {
			r.q.Faults[name] = fault.New(fault.Invalid, "docket.fault."+name, nil)
		}
	}
	if query.Get(route.Dropped) == route.Keyword {
		r.q.Faults[route.Keyword] = fault.New(fault.Invalid, "docket.fault."+route.Keyword, nil)
	}
	if r.q.Faults[route.Keyword] != nil {
		r.q.Typed.Del(route.Keyword) // what may be the number of a person's papers is not shown again
	}
	return r.q
}

// closedTo lists the procedures whose requests the actor may not open: by the doors to
// their pages, so that no row leads to where nothing is found.
func closedTo(by actor.Actor) []flow.Kind {
	return slices.DeleteFunc(flow.Kinds(), func(k flow.Kind) bool {
		to := route.Requests
		if k == flow.Feedback {
			to = route.MessagePage
		}
		return slices.ContainsFunc(doors(), func(d door) bool {
			return d.method == http.MethodGet && d.pattern == to && d.who.admits(by)
		})
	})
}

// docketReader reads what is asked of the docket.
type docketReader struct {
	by   actor.Actor
	whom func(context.Context, subject.Code) (int64, error)
	q    page.DocketQuery
}

// unknownSubject is a row id that no subject has: of somebody unknown there is
// nothing to do.
const unknownSubject = -1

// requestNumber is how requests are numbered; letters may stand before it.
var requestNumber = regexp.MustCompile(`^\pL*\s*([0-9]{4}-[0-9]{6,})$`)

// search takes the number of a request or the code of whom it concerns.
func (r *docketReader) search(ctx context.Context, value string) bool {
	if m := requestNumber.FindStringSubmatch(fold.Name(value)); m != nil {
		r.q.Filter.Number = m[1]
		return true
	}
	code, err := subject.ParseCode(value)
	if err != nil {
		return false
	}
	if r.q.Filter.Subject, err = r.whom(ctx, code); r.q.Filter.Subject == 0 {
		r.q.Filter.Subject = unknownSubject
	}
	return err == nil
}

func (r *docketReader) state(_ context.Context, value string) bool {
	r.q.Filter.State = flow.State(value)
	if r.q.Filter.State == flow.Signing {
		r.q.Filter.Ours = true // what a provider signs itself waits for nobody here
	}
	return slices.Contains(objection.Open(), r.q.Filter.State) || slices.Contains(repair.Open(), r.q.Filter.State) ||
		slices.Contains(deletion.Open(), r.q.Filter.State)
}

func (r *docketReader) due(_ context.Context, value string) bool {
	r.q.Filter.Due = docket.Due(value)
	return slices.Contains(docket.Dues(), r.q.Filter.Due)
}

func (r *docketReader) ground(_ context.Context, value string) bool {
	r.q.Filter.Ground = value
	return objection.Ground(value).Known() || feedback.Topic(value).Known()
}

func (r *docketReader) unit(_ context.Context, value string) bool {
	r.q.Filter.Provider = value
	return true
}

func (r *docketReader) owner(_ context.Context, value string) bool {
	switch value {
	case route.OwnerMe:
		r.q.Filter.Owner = r.by.Account
	case route.OwnerNone:
		r.q.Filter.Free = true
	default:
		var err error
		r.q.Filter.Owner, err = strconv.ParseInt(value, 10, 64)
		return err == nil
	}
	return true
}

func (r *docketReader) after(_ context.Context, value string) bool {
	var ok bool
	r.q.Filter.After, ok = placeIn(value)
	return ok
}

// placeIn reads where a page of the docket ended; nothing is the beginning.
func placeIn(text string) (docket.Place, bool) {
	if text == "" {
		return docket.Place{}, true
	}
	on, number, _ := strings.Cut(text, ".")
	day, err := civil.Parse(on)
	if err != nil {
		return docket.Place{}, false
	}
	id, err := strconv.ParseInt(number, 10, 64)
	return docket.Place{Due: day, ID: id}, err == nil
}
