package web

import (
	"context"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// Lookups finds a request without an account, by what stands on its receipt.
type Lookups interface {
	// LookupOf returns the lookup code of the request with the public id.
	LookupOf(publicID string) flow.Lookup
	// ByLookup returns the request that number and code open together; flow.Unknown for any other pair.
	ByLookup(ctx context.Context, number string, code flow.Lookup) (flow.Request, error)
}

// feedbackDoors lead to the forms that need no account, and to the desk where
// they are answered.
func feedbackDoors() []door {
	return []door{
		{http.MethodGet, route.Consultation, anyone, asked, asking(feedback.Consultation)},
		{http.MethodPost, route.Consultation, anyone, asked, taking(feedback.Consultation)},
		{http.MethodGet, route.SiteError, anyone, asked, asking(feedback.SiteError)},
		{http.MethodPost, route.SiteError, anyone, asked, taking(feedback.SiteError)},
		{http.MethodGet, route.Asked, anyone, asked, (*Server).showAsked},
		{http.MethodPost, route.Asked, anyone, asked, (*Server).takeLookUp},
		{http.MethodGet, route.Messages, officers, own, (*Server).showMessages},
		{http.MethodGet, route.MessagePage, officers, own, (*Server).showMessage},
		{http.MethodPost, route.MessageActs, officers, own, (*Server).takeMessageAct},
	}
}

// unshared tells whoever keeps answers on the way that this one belongs to a
// browser's cookies.
func (s *Server) unshared(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderVary, "Cookie")
		return next(c)
	}
}

// What comes from one neighbourhood of the net in a while: enough for an office
// behind one address, too little to bury the desk. No puzzle is ever set.
const (
	mostMessages = 20
	messageEvery = 3 * time.Minute
	mostTries    = 30
	tryEvery     = time.Minute
)

func newMessageBuckets() *buckets {
	return newBucketsOf(mostMessages, messageEvery)
}

func newTryBuckets() *buckets { return newBucketsOf(mostTries, tryEvery) }

// lookID is the public id of a look: nothing else is put into the form for who
// follows a link.
var lookID = regexp.MustCompile(`^[a-z2-7]{26}$`)

// asking is the form of a topic. A mistake is mostly on the page that the
// visitor came from.
func asking(topic feedback.Topic) func(*Server, echo.Context) error {
	return func(s *Server, c echo.Context) error {
		typed := page.Message{Topic: topic, Form: s.guestForm(c), Op: newOp(), Page: s.cameFrom(c.Request())}
		if look := c.QueryParam(route.LookID); topic == feedback.Consultation && lookID.MatchString(look) {
			typed.Look = look
		}
		return s.show(c, page.Form(page.NewMessageView(s.scene(c, nil), typed)))
	}
}

// cameFrom is the path of the page of this site that led here; "" for any other.
func (s *Server) cameFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return ""
	}
	if _, path := language(from.Path); path == route.SiteError || path == route.Consultation {
		return ""
	}
	return from.Path
}

// taking receives a message. What is wrong is said beside what was typed.
func taking(topic feedback.Topic) func(*Server, echo.Context) error {
	return func(s *Server, c echo.Context) error {
		typed := page.Message{
			Topic: topic, Text: c.FormValue(route.Claim), Page: c.FormValue(route.OfPage),
			Contact: c.FormValue(route.Contact), Op: c.FormValue(route.Operation),
		}
		filed, err := s.receive(c, typed)
		if typed.Fault = faultOf(err); typed.Fault != nil {
			typed.Form = s.guestForm(c)
			return s.send(c, statusOf(err), page.Form(page.NewMessageView(s.scene(c, nil), typed)))
		}
		if err != nil {
			return err
		}
		s.remember(c, filed.Number, s.deps.Lookups.LookupOf(filed.PublicID))
		return s.lead(c, route.Asked)
	}
}

func (s *Server) receive(c echo.Context, typed page.Message) (flow.Request, error) {
	op, err := opOf(c)
	switch {
	case !s.ownForm(c):
		return flow.Request{}, fault.New(fault.Invalid, "feedback.fault.cookies", nil)
	case err != nil:
		return flow.Request{}, err
	}
	if err := s.slowed(c, s.messages, "feedback.fault.busy"); err != nil {
		return flow.Request{}, err
	}
	return s.deps.Feedback.File(c.Request().Context(), feedback.Filing{
		Op: op, Topic: typed.Topic, Text: typed.Text, Page: typed.Page, Contact: typed.Contact,
	})
}

// slowed refuses who sends too much, and says for how long.
func (s *Server) slowed(c echo.Context, of *buckets, key string) error {
	wait := of.take(neighbourhood(c.RealIP()), s.deps.Now())
	if wait == 0 {
		return nil
	}
	return fault.New(fault.Busy, key, fault.Args{"Minutes": int(math.Ceil(wait.Minutes()))})
}

// The receipt that a browser keeps for a while: number and code, as they stand
// on the page itself.
const (
	receiptCookie  = "receipt"
	receiptMinutes = 30
)

func (s *Server) remember(c echo.Context, number string, code flow.Lookup) {
	cookie := &http.Cookie{ //nolint:gosec // a demo on plain http keeps receipts too
		Name: s.cookieName(receiptCookie), Value: number + "." + string(code), Path: "/", HttpOnly: true, Secure: s.secure,
		SameSite: http.SameSiteLaxMode, MaxAge: int((receiptMinutes * time.Minute).Seconds()),
	}
	if number == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}

// showAsked shows whoever wrote what they wrote and what was answered; without
// a receipt it asks for number and code.
func (s *Server) showAsked(c echo.Context) error {
	a, err := s.askedBefore(c)
	if faultOf(err) != nil {
		v := page.NewLookUpView(s.scene(c, nil), page.LookUp{Form: s.guestForm(c)})
		return s.show(c, page.Form(v))
	}
	if err != nil {
		return err
	}
	return s.show(c, page.Asked(page.NewAskedView(s.scene(c, nil), a)))
}

// askedBefore is the message whose receipt the browser keeps.
func (s *Server) askedBefore(c echo.Context) (page.AskedMessage, error) {
	cookie, err := c.Request().Cookie(s.cookieName(receiptCookie))
	if err != nil {
		return page.AskedMessage{}, flow.Unknown()
	}
	number, typed, _ := strings.Cut(cookie.Value, ".")
	r, code, err := s.lookUp(c, number, typed)
	if err != nil {
		return page.AskedMessage{}, err
	}
	return page.AskedMessage{
		Request: feedback.Shown(r, actor.Public()), Code: code, Form: s.guestForm(c), Minutes: receiptMinutes,
	}, nil
}

func (s *Server) lookUp(c echo.Context, number, typed string) (flow.Request, flow.Lookup, error) {
	code, err := flow.ParseLookup(typed)
	if err != nil {
		return flow.Request{}, "", err
	}
	r, err := s.deps.Lookups.ByLookup(c.Request().Context(), number, code)
	if err == nil && r.Kind != flow.Feedback {
		err = flow.Unknown()
	}
	return r, code, err
}

// takeLookUp opens a message by number and code, or forgets the one that the
// browser keeps.
func (s *Server) takeLookUp(c echo.Context) error {
	if s.ownForm(c) && c.FormValue(route.Leave) != "" {
		s.remember(c, "", "")
		return s.lead(c, route.Asked)
	}
	typed := page.LookUp{Number: c.FormValue(route.Number), Code: c.FormValue(route.LookupCode)}
	r, code, err := s.tryLookUp(c, typed)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		typed.Form = s.guestForm(c)
		return s.send(c, refusedStatus(err), page.Form(page.NewLookUpView(s.scene(c, nil), typed)))
	}
	if err != nil {
		return err
	}
	s.remember(c, r.Number, code)
	return s.lead(c, route.Asked)
}

// refusedStatus is that of a form which is refused: the page is there, what was
// asked for is not.
func refusedStatus(err error) int {
	if status := statusOf(err); status != http.StatusNotFound {
		return status
	}
	return http.StatusUnprocessableEntity
}

func (s *Server) tryLookUp(c echo.Context, typed page.LookUp) (flow.Request, flow.Lookup, error) {
	if !s.ownForm(c) {
		return flow.Request{}, "", fault.New(fault.Invalid, "account.fault.cookies", nil)
	}
	if err := s.slowed(c, s.tries, "feedback.fault.tries"); err != nil {
		return flow.Request{}, "", err
	}
	return s.lookUp(c, typed.Number, typed.Code)
}
