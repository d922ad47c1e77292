package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// takeBulk claims several items of the docket, or gives them to one officer. Each
// is done or refused for itself; what was refused is named, with the reason.
func (s *Server) takeBulk(c echo.Context) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	b := page.Bulk{Assign: c.FormValue(route.Doing) == route.Assign, Back: backToDocket(c.FormValue(route.Back))}
	chosen := c.Request().PostForm[route.Chosen]
	for _, one := range chosen[:min(len(chosen), docketRows)] {
		if err := s.bulkOne(c, one, op, &b); err != nil {
			return err
		}
	}
	return s.bulkDone(c, b)
}

// bulkDone leads back where all was done, and names what was refused otherwise.
func (s *Server) bulkDone(c echo.Context, b page.Bulk) error {
	if b.Done > 0 && len(b.Refused) == 0 {
		b.Back.Set(route.Done, strconv.Itoa(b.Done))
		return s.lead(c, route.With(route.Docket, b.Back))
	}
	if err := s.noteLook(c, query.OfDocket, 0, len(b.Refused)); err != nil {
		return err
	}
	return s.send(c, http.StatusUnprocessableEntity, page.BulkPage(page.NewBulkView(s.scene(c, nil), b)))
}

// bulkOne does to one item what is done to all.
func (s *Server) bulkOne(c echo.Context, chosen, op string, b *page.Bulk) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	publicID, text, _ := strings.Cut(chosen, ".")
	id, _ := strconv.ParseInt(text, 10, 64) // none is no item
	r, err := s.deps.Objections.Desk.Store.Request(ctx, publicID, by)
	i := slices.IndexFunc(r.Items, func(it flow.Item) bool { return it.ID == id })
	if err == nil && i < 0 {
		err = fault.New(fault.NotFound, "flow.fault.missing", nil)
	}
	if err == nil && !b.Assign && r.Items[i].Owner == by.Account {
		b.Done++ // it is theirs, by this click or an older one
		return nil
	}
	if err == nil {
		var m flow.Move
		if m, err = bulkMove(c, r, r.Items[i], b.Assign, by.Account); err == nil {
			m.Op = op + "/" + text
			_, err = s.serviceOf(r).Do(ctx, publicID, id, m, by)
		}
	}
	if refusal := faultOf(err); refusal != nil {
		b.Refused = append(b.Refused, page.BulkRefusal{
			Kind: r.Kind, PublicID: r.PublicID, Number: r.Number, Item: id, Fault: refusal,
		})
		return nil //nolint:nilerr // the page names it
	}
	if err == nil {
		b.Done++
	}
	return err
}

// bulkMove is the act that claims the item, or gives it to the officer chosen.
// What somebody else has claimed is not claimed; it is given by name.
func bulkMove(c echo.Context, r flow.Request, it flow.Item, assign bool, me int64) (flow.Move, error) {
	m := flow.Move{Do: objection.HandOver, Version: it.Version, Owner: me}
	if r.Kind == flow.Feedback {
		m.Do = feedback.HandOver
	}
	switch {
	case assign:
		m.Owner, _ = strconv.ParseInt(c.FormValue(route.Officer), 10, 64) // none is refused by the row
	case it.Owner != 0:
		return m, fault.New(fault.Conflict, "docket.fault.claimed", nil)
	case r.Kind == flow.Feedback:
		m.Do, m.Owner = feedback.TakeUp, 0
	case it.State == objection.Received:
		m.Do, m.Owner = objection.TakeUp, 0
	}
	return m, nil
}

// serviceOf is the procedure of the request.
func (s *Server) serviceOf(r flow.Request) flow.Service {
	switch r.Kind {
	case flow.Feedback:
		return s.deps.Feedback.Service
	case flow.Repair:
		return s.deps.Repairs.Service
	case flow.Deletion:
		return s.deps.Deletions.Service
	case flow.Correction:
		return s.deps.Corrections.Service
	default:
		return s.deps.Objections.Service
	}
}

// backToDocket is the view of the docket that a form was sent from: what of the
// text are parameters of the docket.
func backToDocket(text string) url.Values {
	back, typed := url.Values{}, url.Values{}
	if parsed, err := url.ParseQuery(text); err == nil {
		typed = parsed
	}
	for _, name := range docketParameters() {
		if value := typed.Get(name); value != "" {
			back.Set(name, value)
		}
	}
	return back
}

// docketParameters are those that a view of the docket is made of.
func docketParameters() []string {
	return []string{route.Keyword, route.State, route.DueIn, route.Ground, route.Unit, route.Owner}
}
