package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/docket"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/remark"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showHandled shows a request to those who handle it. The authority says first
// why it opens one.
func (s *Server) showHandled(c echo.Context) error {
	r, err := s.request(c)
	var refusal *fault.Error
	if errors.As(err, &refusal) && refusal.Key == keyClosed {
		return s.lead(c, route.Personal(c.Param("id")))
	}
	if err != nil {
		return err
	}
	if r.Kind == flow.Feedback {
		return s.leadToMessage(c)
	}
	h, err := s.handled(c, r)
	if err != nil {
		return err
	}
	return s.show(c, page.HandledPage(page.NewHandledView(s.scene(c, nil), h)))
}

// handled gathers what stands on the page of a request for those who handle it.
func (s *Server) handled(c echo.Context, r flow.Request) (page.Handled, error) {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	h := page.Handled{Op: newOp(), Matter: page.Matter{Request: r}}
	h.Item, _ = strconv.ParseInt(c.QueryParam(route.OfItem), 10, 64) // none: the first that is open
	var err error
	if h.Beside, err = s.shownItems(c, r, r.Items...); err != nil {
		return h, err
	}
	if err := s.enclose(c, &h.Matter); err != nil {
		return h, err
	}
	if h.Remarks, err = s.deps.Office.Remarks.Of(ctx, r.ID, by); err != nil {
		return h, err
	}
	if h.Officers, err = s.deps.Officers(ctx); err != nil || by.Side != actor.Operator {
		return h, err
	}
	if h.Joined, err = s.deps.Joined(ctx, r.ID); err != nil {
		return h, err
	}
	return h, s.similar(c, &h)
}

// mostSimilar is how many other requests are named.
const mostSimilar = 6

// similar adds other requests about the same records, else about the same
// subject, and the name of whom the request concerns.
func (s *Server) similar(c echo.Context, h *page.Handled) error {
	ctx, today := c.Request().Context(), visitOf(c).Today
	filter := docket.Filter{Subject: h.Request.Subject}
	if filter.Subject == 0 {
		return nil
	}
	list, _, err := s.deps.Office.Docket.Page(ctx, filter, mostSimilar, today)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.PublicID == h.Request.PublicID {
			h.Subject = e.Subject
		}
	}
	h.Similar = list
	return nil
}

// takeRemark adds a note for the others who handle a request.
func (s *Server) takeRemark(c echo.Context) error {
	r, err := s.remarked(c)
	if err != nil {
		return err
	}
	op, err := opOf(c)
	if err != nil {
		return err
	}
	note := remark.Remark{Request: r.ID, By: visitOf(c).Holder.by(), Text: c.FormValue(route.Remark)}
	err = s.deps.Office.Remarks.Write(c.Request().Context(), note, objectOf(r), op)
	if refusal := faultOf(err); refusal != nil {
		return s.refuseRemark(c, r, note.Text, refusal)
	}
	if err != nil {
		return err
	}
	on := url.Values{route.OfItem: c.QueryParams()[route.OfItem]}
	return s.lead(c, route.With(route.Request(r.PublicID), on)+"#remarks")
}

// remarked is the request on which a remark may be made; a message has none.
func (s *Server) remarked(c echo.Context) (flow.Request, error) {
	r, err := s.request(c)
	if err == nil && r.Kind == flow.Feedback {
		return flow.Request{}, echo.ErrNotFound
	}
	return r, err
}

func (s *Server) refuseRemark(c echo.Context, r flow.Request, text string, refusal *fault.Error) error {
	h, err := s.handled(c, r)
	if err != nil {
		return err
	}
	h.Remark, h.Fault = text, refusal
	return s.send(c, statusOf(refusal), page.HandledPage(page.NewHandledView(s.scene(c, nil), h)))
}

// keyClosed is the key of the refusal to open a request without a reason.
const keyClosed = "query.fault.closed"

// reasoned refuses the authority a request that it has given no reason to open:
// it watches by figures, and by names only where it must.
func (s *Server) reasoned(c echo.Context, r flow.Request) error {
	by := visitOf(c).Holder.by()
	if by.Side != actor.Authority {
		return nil
	}
	ok, err := s.deps.Desk.Excepted(c.Request().Context(), query.Entry{By: by, Subject: r.Concerned, Object: objectOf(r)})
	if err == nil && !ok {
		return fault.New(fault.Forbidden, keyClosed, nil)
	}
	return err
}

// showPersonal asks the authority why it opens a request.
func (s *Server) showPersonal(c echo.Context) error {
	r, err := s.deps.Objections.Desk.Store.Request(c.Request().Context(), c.Param("id"), visitOf(c).Holder.by())
	if err != nil {
		return err
	}
	return s.show(c, page.Form(page.NewPersonalView(s.scene(c, nil), page.Personal{Request: r, Op: newOp()})))
}

// takePersonal opens a request to the authority, once the reason is in the logs.
func (s *Server) takePersonal(c echo.Context) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	r, err := s.deps.Objections.Desk.Store.Request(ctx, c.Param("id"), by)
	if err != nil {
		return err
	}
	op, err := opOf(c)
	if err != nil {
		return err
	}
	entry := query.Entry{By: by, Subject: r.Concerned, Object: objectOf(r), Count: len(r.Items)}
	err = s.deps.Desk.Except(ctx, entry, c.FormValue(route.Reason), op)
	if refusal := faultOf(err); refusal != nil && refusal.Kind == fault.Invalid {
		return s.refusePersonal(c, r, refusal)
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Request(r.PublicID))
}

func (s *Server) refusePersonal(c echo.Context, r flow.Request, refusal *fault.Error) error {
	typed := page.Personal{
		Request: r, Op: c.FormValue(route.Operation), Reason: c.FormValue(route.Reason), Fault: refusal,
	}
	return s.send(c, http.StatusUnprocessableEntity, page.Form(page.NewPersonalView(s.scene(c, nil), typed)))
}
