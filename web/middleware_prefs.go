package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/search"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// prefsCookie keeps the reader's display settings, such as "dark.large..".
const prefsCookie = "display"

// prefsAge is how long the settings are kept, in seconds: a year.
const prefsAge = 365 * 24 * 60 * 60

// setting is a display setting: the parameter that sets it, what it may be
// beside what the system says, and where it stands.
type setting struct {
	name   string
	values []string
	place  func(*layout.Prefs) *string
}

func settings() []setting {
	return []setting{
		{route.Theme, []string{"light", "dark"}, func(p *layout.Prefs) *string { return &p.Theme }},
		{route.TextSize, []string{"large", "larger"}, func(p *layout.Prefs) *string { return &p.Size }},
		{route.Contrast, []string{"more"}, func(p *layout.Prefs) *string { return &p.Contrast }},
		{route.Mode, []string{"elder"}, func(p *layout.Prefs) *string { return &p.Mode }},
		{route.Keys, []string{"off"}, func(p *layout.Prefs) *string { return &p.Keys }},
	}
}

// readPrefs reads the settings that the browser keeps; what is not known is
// what the system says.
func readPrefs(r *http.Request) layout.Prefs {
	var prefs layout.Prefs
	cookie, err := r.Cookie(prefsCookie)
	if err != nil {
		return prefs
	}
	kept := strings.Split(cookie.Value, ".")
	for i, set := range settings() {
		if i < len(kept) && slices.Contains(set.values, kept[i]) {
			*set.place(&prefs) = kept[i]
		}
	}
	return prefs
}

// writePrefs is what readPrefs reads.
func writePrefs(prefs layout.Prefs) string {
	var kept []string
	for _, set := range settings() {
		kept = append(kept, *set.place(&prefs))
	}
	return strings.Join(kept, ".")
}

// preferring keeps a setting that the address asks for and leads back to the
// same page without it.
func (s *Server) preferring(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		query := c.Request().URL.Query()
		prefs, asked := visitOf(c).Prefs, false
		for _, set := range settings() {
			if !query.Has(set.name) {
				continue
			}
			asked = true
			*set.place(&prefs) = ""
			if value := query.Get(set.name); slices.Contains(set.values, value) {
				*set.place(&prefs) = value
			}
			query.Del(set.name)
		}
		if !asked {
			return next(c)
		}
		c.SetCookie(&http.Cookie{ //nolint:gosec // a demo on plain http keeps preferences too
			Name: prefsCookie, Value: writePrefs(prefs), Path: "/", MaxAge: prefsAge,
			HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
		})
		if personal(query) {
			return s.seeSelfQuery(c)
		}
		return c.Redirect(http.StatusSeeOther, route.With(c.Request().URL.EscapedPath(), query))
	}
}

// impersonal leads to the self-query page whenever what was typed could hold a
// person's number, so that no page repeats it and none answers for it
// (条例 20).
func (s *Server) impersonal(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if personal(c.Request().URL.Query()) {
			return s.seeSelfQuery(c)
		}
		return next(c)
	}
}

// unnumbered leads from a page behind an account, among whose filters a person's
// number was typed, to the same page without it. What machines write into an
// address is digits too, so that only what people type is looked at.
func (s *Server) unnumbered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		query := c.Request().URL.Query()
		for _, name := range []string{route.Keyword, route.LookID, route.ActNumber} {
			if personal(url.Values{name: query[name]}) {
				return s.without(c, name)
			}
		}
		return next(c)
	}
}

// without leads to the same page without what was typed under the name, which
// the page says: no address, and so no history of a browser, keeps it.
func (s *Server) without(c echo.Context, name string) error {
	return c.Redirect(http.StatusSeeOther, lacking(c.Request().URL, name))
}

// lacking is the address without what was typed under the name, and says so.
func lacking(u *url.URL, name string) string {
	query := u.Query()
	query.Del(name)
	query.Set(route.Dropped, name)
	return route.With(u.EscapedPath(), query)
}

func (s *Server) seeSelfQuery(c echo.Context) error {
	return s.lead(c, route.SelfQuery)
}

// personal says whether a value could hold a person's number. A cursor is made
// here and holds none.
func personal(query url.Values) bool {
	for name, values := range query {
		for _, value := range values {
			if name == route.After {
				if _, err := search.ParseCursor(value); err == nil {
					continue
				}
			}
			if q, err := search.Parse(value); err == nil && q.Look == search.Identity {
				return true
			}
		}
	}
	return false
}
