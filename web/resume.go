package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// keep is the form that was sent, for whoever the mark says it belongs to, until
// they have signed in or proved again that it is they.
func keep(c echo.Context, owner string) page.Kept {
	return page.Kept{
		Action: c.Request().URL.EscapedPath(), From: sentFrom(c.Request()),
		Values: keepable(c.Request().PostForm), Owner: owner,
	}
}

// keepable is what of a form is worth keeping over a session: all but the
// token of the one that ended, and no password.
func keepable(form url.Values) url.Values {
	kept := url.Values{}
	for name, values := range form {
		if name != route.FormToken && !strings.HasPrefix(name, route.Password) {
			kept[name] = values
		}
	}
	return kept
}

// keptOf is what a form that was sent without a session carries on.
func keptOf(c echo.Context) page.Kept {
	action := local(c.FormValue(route.KeptAction))
	if action == "" {
		return page.Kept{}
	}
	kept := page.Kept{
		Action: action, From: local(c.FormValue(route.KeptFrom)), Values: url.Values{},
		Owner: c.FormValue(route.KeptOwner),
	}
	for name, values := range c.Request().PostForm {
		if own, ok := strings.CutPrefix(name, route.KeptValue); ok {
			kept.Values[own] = slices.Clone(values)
		}
	}
	return kept
}

// resume takes up a form that was sent when its session was over, in the name
// of the party for which it was begun. What somebody else typed is dropped: it
// is never sent in the name of who signed in instead.
func (s *Server) resume(c echo.Context, kept page.Kept) error {
	h, of := visitOf(c).Holder, kept.Values.Get(route.PartyID)
	if !s.deps.Accounts.Owns(h.account.ID, of, kept.Owner) {
		v := page.NewDroppedView(s.scene(c, nil), homeOf(h.account))
		return s.send(c, http.StatusConflict, page.Form(v))
	}
	if of != h.party.Mandate.PublicID {
		err := s.actFor(c, of, "resume/"+h.token.Form())
		if fault.Is(err, fault.NotFound) { // the mandate ended meanwhile
			return s.send(c, http.StatusConflict, page.Form(page.NewUnmandatedView(s.scene(c, nil), kept)))
		}
		if err != nil {
			return err
		}
	}
	if acted, err := s.resumeAct(c, kept); acted || err != nil {
		return err
	}
	return s.show(c, page.Form(page.NewResumeView(s.scene(c, nil), kept)))
}

// resumeAct is the form of an act upon an item, with what was typed in it: whoever
// comes back sees the matter, and the letter, before they go on. It is false for any
// other form, and for an act that is not offered any longer, of which sending it
// tells why.
func (s *Server) resumeAct(c echo.Context, kept page.Kept) (bool, error) {
	h := visitOf(c).Holder
	_, path := language(kept.Action)
	if !route.Fits(route.Acts, path) || !parties.admits(h.by()) || s.deps.Accounts.Outlived(h.account) {
		return false, nil
	}
	c.SetParamNames("id", "item", "act")
	c.SetParamValues(strings.Split(path, "/")[2:]...)
	c.Request().Form, c.Request().PostForm = kept.Values, kept.Values
	a, err := s.actAgain(c, kept)
	switch {
	case faultOf(err) != nil, errors.Is(err, echo.ErrNotFound):
		return false, nil //nolint:nilerr // sending it tells why
	case err != nil || !a.Offered():
		return false, err
	}
	visitOf(c).Path = path
	return true, s.show(c, page.ActPage(page.NewActView(s.scene(c, nil), a)))
}

// actAgain is the act that the kept form is of, with what was typed in it.
func (s *Server) actAgain(c echo.Context, kept page.Kept) (page.Act, error) {
	a, err := s.act(c)
	if err != nil || !a.Offered() {
		return a, err
	}
	if a.Move, err = s.move(c); err != nil {
		return a, err
	}
	if a.Staged, err = s.filesOf(c); err != nil {
		return a, err
	}
	a.Kept, a.Op = &kept, c.FormValue(route.Operation)
	a.Letters, err = s.previews(c, a)
	return a, err
}
