package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// The cookies of those who sign in. Browsers keep a name that begins with
// __Host- for this host alone, and only where it comes by HTTPS.
const (
	sessionCookie = "portal"
	guestCookie   = "guest" // ties a form to a browser in which nobody has signed in
	onlyHere      = "__Host-"
)

func (s *Server) cookieName(name string) string {
	if s.secure {
		return onlyHere + name
	}
	return name
}

func (s *Server) readToken(r *http.Request, name string) account.Token {
	cookie, err := r.Cookie(s.cookieName(name))
	if err != nil {
		return ""
	}
	return account.Token(cookie.Value)
}

// writeToken gives the browser a token for as long as it is open; an empty one
// takes it back.
func (s *Server) writeToken(c echo.Context, name string, token account.Token) {
	cookie := &http.Cookie{ //nolint:gosec // a demo on plain http keeps sessions too
		Name: s.cookieName(name), Value: string(token), Path: "/", HttpOnly: true, Secure: s.secure,
		SameSite: http.SameSiteLaxMode,
	}
	if token == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}

// holder is who has signed in where a request comes from.
type holder struct {
	token   account.Token
	account account.Account
	session account.Session
	party   account.Party
	origin  actor.Origin
	owner   string // the mark that their forms carry, for when the session will have ended
}

// in says whether somebody has signed in, one-time code and all.
func (h holder) in() bool { return h.account.ID != 0 && !h.session.Half }

// by is who acts: the visitor without an account where nobody has signed in.
func (h holder) by() actor.Actor {
	if !h.in() {
		return actor.Public()
	}
	by := h.account.For(h.party)
	by.From = h.origin
	return by
}

// originOf is what the query log keeps of where a request comes from: enough to
// tell one visit from another.
func originOf(c echo.Context, session account.Key) actor.Origin {
	from := actor.Origin{}
	if near := neighbourhood(c.RealIP()); near.IsValid() {
		from.Address = near.String()
	}
	if session != (account.Key{}) {
		again := sha256.Sum256(session[:])
		from.Session = hex.EncodeToString(again[:8])
	}
	return from
}

// entered lets those through whom the door is for. Nothing behind it is kept by
// a browser; a form is taken from a page of the same session alone.
func (s *Server) entered(d door, next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.deps.Accounts == nil {
			return echo.ErrNotFound
		}
		c.Response().Header().Set(echo.HeaderVary, "Cookie")
		if err := s.recognise(c); err != nil {
			return err
		}
		if err := s.readFiles(c); err != nil {
			return err
		}
		v := visitOf(c)
		switch by := v.Holder.by(); {
		case d.who == anyone:
		case !v.Holder.in():
			return s.askToSignIn(c, d)
		case !d.who.admits(by):
			return d.refuse(v.Holder.account)
		}
		if d.method == http.MethodPost && d.who != anyone {
			if err := v.Holder.checkForm(c); err != nil {
				return err
			}
		}
		if ok, err := s.represented(c, d); !ok {
			return err
		}
		if d.who.mustBeFresh() && !s.isFresh(c) {
			return s.askToStepUp(c)
		}
		if s.deps.Accounts.Outlived(v.Holder.account) && !leadsOut(d.pattern) && d.who != anyone {
			return s.lead(c, route.OwnAccount)
		}
		return next(c)
	}
}

// leadsOut says whether the door is open still to somebody who must set another
// password first.
func leadsOut(pattern string) bool {
	return slices.Contains([]string{route.OwnAccount, route.OwnPassword, route.SignOut, route.StepUp}, pattern)
}

// recognise finds out who has signed in.
func (s *Server) recognise(c echo.Context) error {
	token := s.readToken(c.Request(), sessionCookie)
	a, session, err := s.deps.Accounts.Visitor(c.Request().Context(), token)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	visitOf(c).Holder, err = s.holderOf(c, token, a, session)
	return err
}

// askToSignIn leads to the page where one signs in, and back from there. What
// was sent by a form is asked for with it, so that nothing typed is lost.
func (s *Server) askToSignIn(c echo.Context, d door) error {
	if d.method != http.MethodPost {
		return s.lead(c, route.With(route.SignIn, url.Values{route.Next: {resumed(c.Request().URL)}}))
	}
	if err := c.Request().ParseForm(); err != nil {
		return err
	}
	_, owner, _ := strings.Cut(c.FormValue(route.FormToken), ownerMark)
	kept := keep(c, owner)
	if within := keptOf(c); within.Action != "" { // asked to prove anew who they are, they let the session end
		kept = within
	}
	v := page.NewSignInView(s.scene(c, nil), page.SignIn{Form: s.guestForm(c), Kept: kept, Over: true})
	return s.send(c, http.StatusUnauthorized, page.Form(v))
}

// resumed is where somebody goes on who signs in first, or proves first that it is
// they: without the words that were searched for, which may name somebody, and would
// stand in the address of that page. Where they go on they are told, and no table is
// given away that is longer than the one that was asked for.
func resumed(u *url.URL) string {
	if !u.Query().Has(route.Keyword) {
		return u.RequestURI()
	}
	return lacking(u, route.Keyword)
}

// guestForm is the token of a form for somebody who has not signed in: of the
// cookie that the browser has, or of a new one.
func (s *Server) guestForm(c echo.Context) string {
	token := s.readToken(c.Request(), guestCookie)
	if len(token) != len(account.NewToken()) {
		token = account.NewToken()
		s.writeToken(c, guestCookie, token)
	}
	return token.Form()
}

// ownForm says whether the form was made for this browser.
func (s *Server) ownForm(c echo.Context) bool {
	return s.readToken(c.Request(), guestCookie).Sent(c.FormValue(route.FormToken))
}

// newOp returns a key under which a form does what it does once.
func newOp() string { return rand.Text() }

// opOf is the key that a form carries, in front of which it says that it came
// from here, so that it is none of those that jobs and commands make; a form
// without one, or with one that was not drawn here, is refused.
func opOf(c echo.Context) (string, error) {
	op := c.FormValue(route.Operation)
	if len(op) != len(newOp()) || strings.Trim(op, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		return "", fault.New(fault.Invalid, "account.fault.form", nil)
	}
	return "web/" + op, nil
}

// local is a path of this site to go on to; "" for anything else.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") ||
		strings.ContainsAny(next, "\\\n\r\t") || strings.HasPrefix(next, "//") {
		return ""
	}
	return next
}

// device names the kind of browser for the list of sessions; nothing else of
// what it says about itself is kept.
func device(r *http.Request) string {
	agent := r.UserAgent()
	for _, known := range [][2]string{
		{"MicroMessenger", "WeChat"}, {"Edg", "Edge"}, {"Firefox", "Firefox"}, {"Chrome", "Chrome"}, {"Safari", "Safari"},
	} {
		if strings.Contains(agent, known[0]) {
			return known[1]
		}
	}
	return ""
}
