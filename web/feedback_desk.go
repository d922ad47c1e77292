package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// messagesOnPage is how many messages a page of the queue shows.
const messagesOnPage = 50

// showMessages lists what waits for an answer, the one due first at the top.
func (s *Server) showMessages(c echo.Context) error {
	desk, err := s.waiting(c)
	if err != nil {
		return err
	}
	return s.show(c, page.MessageDesk(page.NewMessageDeskView(s.scene(c, nil), desk)))
}

// waiting is a page of the queue; the look is in the log first.
func (s *Server) waiting(c echo.Context) (page.Messages, error) {
	list, next, err := s.deps.Feedback.Desk.Store.Items(c.Request().Context(), flow.Filter{
		Kind: flow.Feedback, Size: messagesOnPage, After: placeOf(c.QueryParam(route.After)),
	})
	if err != nil {
		return page.Messages{}, err
	}
	if err := s.noteLook(c, query.OfFeedback, 0, len(list)); err != nil {
		return page.Messages{}, err
	}
	desk := page.Messages{List: list}
	for i := range list {
		list[i] = feedback.Shown(list[i], visitOf(c).Holder.by())
	}
	if next.ID != 0 {
		desk.Next = route.With(route.Messages, url.Values{route.After: {placeText(next)}})
	}
	desk.Officers, err = s.deps.Officers(c.Request().Context())
	return desk, err
}

// placeText is where a page of a list ended, as an address carries it.
func placeText(p flow.Place) string { return p.Due.String() + "." + strconv.FormatInt(p.ID, 36) }

// placeOf reads what placeText wrote; anything else is the beginning.
func placeOf(text string) flow.Place {
	day, id, _ := strings.Cut(text, ".")
	due, err := civil.Parse(day)
	n, none := strconv.ParseInt(id, 36, 64)
	if err != nil || none != nil {
		return flow.Place{}
	}
	return flow.Place{Due: due, ID: n}
}

// showMessage shows an officer one message; the look is in the log first.
func (s *Server) showMessage(c echo.Context) error {
	m, err := s.message(c)
	if err != nil {
		return err
	}
	m.Op = newOp()
	return s.show(c, page.MessageCase(page.NewMessageCaseView(s.scene(c, nil), m)))
}

func (s *Server) message(c echo.Context) (page.OneMessage, error) {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	r, err := s.deps.Feedback.Desk.Store.Request(ctx, c.Param("id"), by)
	if err != nil {
		return page.OneMessage{}, err
	}
	if r.Kind != flow.Feedback {
		return page.OneMessage{}, echo.ErrNotFound
	}
	if err := s.noteLook(c, query.OfFeedback+"/"+r.PublicID, 0, 1); err != nil {
		return page.OneMessage{}, err
	}
	m := page.OneMessage{Request: feedback.Shown(r, by), Acts: s.messageActs(r, by)}
	if m.Officers, err = s.deps.Officers(ctx); err != nil {
		return page.OneMessage{}, err
	}
	m.Takers, err = s.deps.Takers(ctx)
	return m, err
}

// messageActs are those that the officer may do now.
func (s *Server) messageActs(r flow.Request, by actor.Actor) []flow.Row {
	situation := flow.Situation{Request: r, Item: r.Items[0], By: by}
	return s.deps.Feedback.Table.Allowed(situation)
}

// takeMessageAct does an act upon a message. Where somebody was quicker, or
// something is wrong, the page comes back with what was typed.
func (s *Server) takeMessageAct(c echo.Context) error {
	m, err := s.message(c)
	if err != nil {
		return err
	}
	move, err := readMessageMove(c)
	if err == nil {
		_, err = s.deps.Feedback.Do(c.Request().Context(), c.Param("id"), m.Request.Items[0].ID, move, visitOf(c).Holder.by())
	}
	if m.Fault = faultOf(err); m.Fault != nil {
		m.Op, m.Move = c.FormValue(route.Operation), move
		return s.send(c, statusOf(err), page.MessageCase(page.NewMessageCaseView(s.scene(c, nil), m)))
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Message(c.Param("id")))
}

func readMessageMove(c echo.Context) (flow.Move, error) {
	op, err := opOf(c)
	version, none := strconv.Atoi(c.FormValue(route.Version))
	if err != nil || none != nil {
		return flow.Move{}, fault.New(fault.Invalid, "account.fault.form", nil)
	}
	m := flow.Move{
		Do: audit.Act(string(flow.Feedback) + "." + c.Param("act")), Op: op, Version: version,
		As: flow.Outcome(c.FormValue(route.Outcome)), Reason: strings.TrimSpace(c.FormValue(route.Reason)),
	}
	m.Owner, _ = strconv.ParseInt(c.FormValue(route.Officer), 10, 64) // none is refused by the row that wants one
	return m, nil
}

// leadToMessage leads an officer who opens a message as a request to where it is
// answered.
func (s *Server) leadToMessage(c echo.Context) error {
	return c.Redirect(http.StatusSeeOther, s.path(c, route.Message(c.Param("id"))))
}
