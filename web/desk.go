package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/docket"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// firstDue is how many entries stand on the first page of an officer.
const firstDue = 10

// showDesk is the first page of the operator's officers.
func (s *Server) showDesk(c echo.Context) error {
	ctx, v := c.Request().Context(), visitOf(c)
	d := page.Desk{Closed: closedTo(v.Holder.by())}
	var err error
	if d.First, _, err = s.deps.Office.Docket.Page(ctx, docket.Filter{Closed: d.Closed}, firstDue, v.Today); err != nil {
		return err
	}
	if d.Counts, err = s.presetCounts(c); err != nil {
		return err
	}
	if d.Figures, err = s.deps.Office.Docket.Figures(ctx, v.Today); err != nil {
		return err
	}
	if d.Health, err = s.deps.Office.Monitor.Health(ctx); err != nil {
		return err
	}
	return s.showFirst(c, d)
}

// showFirst shows the first page, once the look at the docket is in the log.
func (s *Server) showFirst(c echo.Context, d page.Desk) error {
	var err error
	if d.Officers, err = s.deps.Officers(c.Request().Context()); err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfDocket, 0, len(d.First)); err != nil {
		return err
	}
	return s.show(c, page.DeskPage(page.NewDeskView(s.scene(c, nil), d)))
}

// deedRows is how many lines a page of one's own acts has, and a table of them.
const (
	deedRows      = 50
	deedTableRows = 1000
)

// showDeeds lists what the holder did.
func (s *Server) showDeeds(c echo.Context) error {
	before := momentOf(c.QueryParam(route.After))
	list, err := s.deps.Office.Deeds(c.Request().Context(), visitOf(c).Holder.by(), before, deedRows+1)
	if err != nil {
		return err
	}
	return s.show(c, page.Deeds(page.NewDeedsView(s.scene(c, nil), list, deedRows, before)))
}

// sendDeeds gives what the holder did as a table.
func (s *Server) sendDeeds(c echo.Context) error {
	list, err := s.deps.Office.Deeds(c.Request().Context(), visitOf(c).Holder.by(), flow.Moment{}, deedTableRows)
	if err != nil {
		return err
	}
	return s.sendTable(c, "acts", page.DeedTable(s.scene(c, nil), list))
}

// momentOf reads where a page of acts ended; what cannot be read is the
// beginning.
func momentOf(text string) flow.Moment {
	at, id, _ := strings.Cut(text, ".")
	micros, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return flow.Moment{}
	}
	row, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return flow.Moment{}
	}
	return flow.Moment{At: time.UnixMicro(micros), ID: row}
}

// showProviderDesk lists what a provider has to verify and to answer.
func (s *Server) showProviderDesk(c echo.Context) error {
	by := visitOf(c).Holder.by()
	filter := flow.Filter{Provider: by.Unit, Size: mostOwn}
	if _, answers := by.In(actor.ProviderChecker, actor.ProviderReviewer); !answers {
		filter.Kind = flow.Correction
	}
	list, _, err := s.deps.Objections.Desk.Store.Items(c.Request().Context(), filter)
	if err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfDocket, 0, len(list)); err != nil {
		return err
	}
	for i := range list {
		list[i] = s.serviceOf(list[i]).Table.View(list[i], by)
	}
	return s.show(c, page.ProviderDesk(page.NewProviderDeskView(s.scene(c, nil), list)))
}

// showEndings shows what leaves display in the days to come: to a provider its own.
func (s *Server) showEndings(c echo.Context) error {
	e, err := s.deps.Office.Monitor.Endings(c.Request().Context(), visitOf(c).Holder.by(), s.deps.Rules())
	if err != nil {
		return err
	}
	return s.show(c, page.EndingsPage(page.NewEndingsView(s.scene(c, nil), e)))
}

// spans are how far back figures of punctuality may go, in months.
var spans = []int{3, 6, 12}

// showAuthorityDesk shows how limits are kept. It names nobody.
func (s *Server) showAuthorityDesk(c echo.Context) error {
	months, err := strconv.Atoi(c.QueryParam(route.Months))
	if err != nil || !slices.Contains(spans, months) {
		months = spans[0]
	}
	kept, err := s.deps.Office.Monitor.Punctuality(c.Request().Context(), visitOf(c).Today.AddMonths(-months))
	if err != nil {
		return err
	}
	alerts, err := s.deps.Office.Watch.Open(c.Request().Context())
	if err != nil {
		return err
	}
	v := page.NewAuthorityView(s.scene(c, nil), page.Authority{
		Kept: kept, Alerts: alerts, Months: months, Spans: spans,
	})
	return s.show(c, page.AuthorityDesk(v))
}

// showOverdue lists what is late, the oldest first. It names nobody whom a
// matter concerns.
func (s *Server) showOverdue(c echo.Context) error {
	place, ok := placeIn(c.QueryParam(route.After))
	if !ok {
		return echo.NewHTTPError(http.StatusUnprocessableEntity)
	}
	v := visitOf(c)
	filter := docket.Filter{Due: docket.Overdue, After: place}
	list, next, err := s.deps.Office.Docket.Page(c.Request().Context(), filter, docketRows, v.Today)
	if err != nil {
		return err
	}
	disputed, err := s.disputed(c, place)
	if err != nil {
		return err
	}
	return s.show(c, page.Overdue(page.NewOverdueView(s.scene(c, nil), list, disputed, next, place)))
}

// disputed lists, beside the first page of what is late, what the authority alone can
// move on, late or not: among what is late nothing would say so.
func (s *Server) disputed(c echo.Context, place docket.Place) ([]docket.Entry, error) {
	if !place.IsZero() {
		return nil, nil
	}
	filter := docket.Filter{Raised: true, State: objection.ToForward}
	list, _, err := s.deps.Office.Docket.Page(c.Request().Context(), filter, docketRows, visitOf(c).Today)
	return list, err
}
