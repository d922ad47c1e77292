package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// receiptDoors lead to the receipt of an objection, and to where it stands for
// whoever has number and lookup code alone.
func receiptDoors() []door {
	return []door{
		{http.MethodGet, route.Receipts, parties, own, (*Server).showReceipt},
		{http.MethodGet, route.ReceiptDates, parties, own, (*Server).sendDates},
		{http.MethodGet, route.StatusPage, anyone, asked, (*Server).showStatus},
		{http.MethodPost, route.StatusPage, anyone, asked, (*Server).takeStatus},
	}
}

// receipt is the request of the address for whoever filed it: its applicant,
// or the officer who filed for somebody at the window.
func (s *Server) receipt(c echo.Context) (flow.Request, error) {
	r, err := s.request(c)
	by := visitOf(c).Holder.by()
	if err == nil && by.Side != actor.Subject && (by.Account == 0 || r.FiledBy != by.Account) {
		return flow.Request{}, echo.ErrNotFound
	}
	return r, err
}

// showReceipt shows number, lookup code and what comes next. It can be opened
// again as long as the request is there.
func (s *Server) showReceipt(c echo.Context) error {
	r, err := s.receipt(c)
	if err != nil {
		return err
	}
	code := s.deps.Lookups.LookupOf(r.PublicID)
	return s.show(c, page.Receipt(page.NewReceiptView(s.scene(c, nil), r, code)))
}

// sendDates gives the days of a request for a calendar of one's own.
func (s *Server) sendDates(c echo.Context) error {
	r, err := s.receipt(c)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+r.Number+`.ics"`)
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", []byte(page.Dates(s.scene(c, nil), r, s.deps.Now())))
}

// showStatus shows where a request stands to a browser that keeps its receipt;
// any other is asked for number and code.
func (s *Server) showStatus(c echo.Context) error {
	r, err := s.byReceipt(c)
	switch {
	case faultOf(err) != nil:
		return s.show(c, page.Form(page.NewStatusFormView(s.scene(c, nil), page.LookUp{Form: s.guestForm(c)})))
	case err != nil:
		return err
	case r.Kind == flow.Feedback:
		return s.lead(c, route.Asked)
	}
	return s.sendStatus(c, r)
}

// byReceipt is the request whose receipt the browser keeps.
func (s *Server) byReceipt(c echo.Context) (flow.Request, error) {
	cookie, err := c.Request().Cookie(s.cookieName(receiptCookie))
	if err != nil || s.deps.Lookups == nil {
		return flow.Request{}, flow.Unknown()
	}
	number, typed, _ := strings.Cut(cookie.Value, ".")
	code, err := flow.ParseLookup(typed)
	if err != nil {
		return flow.Request{}, err
	}
	return s.deps.Lookups.ByLookup(c.Request().Context(), number, code)
}

// sendStatus shows a request as its applicant sees it, without who they are and
// how to reach them: a code may lie about. The look is in the log before.
func (s *Server) sendStatus(c echo.Context, r flow.Request) error {
	by := actor.Actor{Side: actor.Subject, Subject: r.Subject, From: originOf(c, account.Key{})}
	ctx := c.Request().Context()
	_, err := s.deps.Desk.Note(ctx, query.Entry{
		By: by, Basis: query.Self, Channel: query.Status, Subject: r.Subject, Object: objectOf(r), Count: len(r.Items),
		Read: readAfter(r),
	})
	if err != nil {
		return err
	}
	matter := page.Matter{Request: s.serviceOf(r).Table.View(r, by), Beside: map[int64]page.Beside{}}
	matter.Request.Applicant = flow.Applicant{}
	for _, it := range r.Items {
		rec, err := s.deps.Objections.Desk.Store.RecordOf(ctx, it.Record)
		if err != nil {
			return err
		}
		if rec != nil {
			matter.Beside[it.ID] = page.Beside{Record: s.deps.Desk.Shown(*rec, subject.Subject{}, by)}
		}
	}
	return s.show(c, page.Status(page.NewStatusView(s.scene(c, nil), by, matter, s.guestForm(c))))
}

// takeStatus opens a request by number and code for a while, or forgets the one
// that the browser keeps. A number that no request has is answered like a code
// that is not its own.
func (s *Server) takeStatus(c echo.Context) error {
	typed := page.LookUp{Number: c.FormValue(route.Number), Code: c.FormValue(route.LookupCode)}
	if s.ownForm(c) && c.FormValue(route.Leave) != "" {
		s.remember(c, "", "")
		return s.lead(c, route.StatusPage)
	}
	r, code, err := s.opened(c, typed)
	if faultOf(err) != nil {
		return s.refuseStatus(c, typed, err)
	}
	if err != nil {
		return err
	}
	s.remember(c, r.Number, code)
	return s.lead(c, route.StatusPage)
}

// refuseStatus says that number and code open nothing, or that it was too often.
func (s *Server) refuseStatus(c echo.Context, typed page.LookUp, err error) error {
	typed.Fault, typed.Form = faultOf(err), s.guestForm(c)
	status := statusOf(err)
	if status == http.StatusNotFound {
		status = http.StatusUnprocessableEntity // the page is there, the number is not
	}
	return s.send(c, status, page.Form(page.NewStatusFormView(s.scene(c, nil), typed)))
}

// opened is what number and code open; who tries often is slowed down.
func (s *Server) opened(c echo.Context, typed page.LookUp) (flow.Request, flow.Lookup, error) {
	if !s.ownForm(c) {
		return flow.Request{}, "", fault.New(fault.Invalid, "account.fault.cookies", nil)
	}
	if err := s.slowed(c, s.tries, "feedback.fault.tries"); err != nil {
		return flow.Request{}, "", err
	}
	code, err := flow.ParseLookup(typed.Code)
	if err != nil {
		return flow.Request{}, "", err
	}
	r, err := s.deps.Lookups.ByLookup(c.Request().Context(), typed.Number, code)
	return r, code, err
}
