package web

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/i18n"
	"creditportal/internal/workday"
	"creditportal/templates/layout"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// visit is what is known of a request before its page is asked for: every part
// of an answer is of one day and one state of the data.
type visit struct {
	ID      string // of the request, in the log and on the page of an error
	Words   *i18n.Printer
	Path    string // without language
	Today   civil.Date
	Version int64
	AsOf    time.Time // when the data last changed
	Prefs   layout.Prefs
	Holder  holder               // behind a door that is not for everybody
	Refused []attachment.Refusal // files of a form that were not taken
}

const visitKey = "visit"

// begin notes who came, when, and in which language.
func (s *Server) begin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		lang, path := language(c.Request().URL.Path)
		version := s.deps.Feed.DataVersion()
		v := &visit{
			ID: newID(), Words: s.words.Printer(lang), Path: path,
			Today: s.deps.Today(), Version: version, AsOf: s.deps.Feed.ChangedAt(),
			Prefs: readPrefs(c.Request()),
		}
		c.Set(visitKey, v)
		c.SetRequest(c.Request().WithContext(i18n.With(c.Request().Context(), v.Words)))
		c.Response().Header().Set(echo.HeaderXRequestID, v.ID)
		return next(c)
	}
}

// idLength is enough for a number that is read out on the telephone and found
// in a day's log.
const idLength = 10

func newID() string { return rand.Text()[:idLength] }

func visitOf(c echo.Context) *visit {
	v, _ := c.Get(visitKey).(*visit)
	return v
}

// language takes the language off the path of a page.
func language(path string) (i18n.Lang, string) {
	const english = "/en"
	switch {
	case path == english:
		return i18n.English, "/"
	case strings.HasPrefix(path, english+"/"):
		return i18n.English, path[len(english):]
	}
	return i18n.Chinese, path
}

// scene is what every page of the visit is built from; query is what of the
// address was understood.
func (s *Server) scene(c echo.Context, query url.Values) page.Scene {
	v := visitOf(c)
	return page.Scene{
		Words: v.Words, Today: v.Today, AsOf: v.AsOf, Path: pagePath(c), Query: query,
		BaseURL: s.deps.BaseURL, Prefs: v.Prefs, Site: s.site(), Asset: s.assets.Href,
		Version: s.deps.Version, Demo: s.deps.Demo,
		Catalog: s.deps.Catalog(), Rules: s.deps.Rules(), Calendar: s.calendar(), Providers: s.deps.Providers(),
		Pieces: content.Newest(s.deps.Pieces(), v.Today), Accounts: s.deps.Accounts != nil, Provider: s.deps.Provider != nil,
		Holder: s.shownHolder(v.Holder),
	}
}

// pagePath is where the page that is answered can be opened, without language: where a
// form was sent to an address that only takes it, the page on which the form stood, or
// the nearest one above.
func pagePath(c echo.Context) string {
	sent := visitOf(c).Path
	if c.Request().Method != http.MethodPost {
		return sent
	}
	from, _, _ := strings.Cut(sentFrom(c.Request()), "?")
	_, from = language(from)
	list := []string{sent, from}
	for above := path.Dir(sent); above != "/"; above = path.Dir(above) {
		list = append(list, above)
	}
	for _, one := range list {
		if slices.ContainsFunc(c.Echo().Routes(), func(r *echo.Route) bool {
			return r.Method == http.MethodGet && route.Fits(r.Path, one)
		}) {
			return one
		}
	}
	return route.Home
}

// calendar is what working days are counted by, where limits are shown.
func (s *Server) calendar() workday.Calendar {
	if s.deps.Objections.Desk.Law == nil {
		return workday.Calendar{}
	}
	return s.deps.Objections.Desk.Law().Calendar
}

// shownHolder is what the frame says of who has signed in.
func (s *Server) shownHolder(h holder) page.Holder {
	if !h.in() {
		return page.Holder{}
	}
	lasts := min(h.account.Idle(), h.session.EndsAt.Sub(s.deps.Now()))
	shown := page.Holder{
		By: h.by(), Name: h.account.Name, Login: h.account.Login, Home: homeOf(h.account), Form: h.form(),
		Staff: h.account.Staff(), Idle: int(lasts.Seconds()),
	}
	if m := h.party.Mandate; m.ID != 0 {
		shown.Party, shown.PartyName = m.PublicID, m.Principal.Name
	}
	shown.Lost = h.party.Lost
	return shown
}

func (s *Server) site() layout.Site {
	d := s.deps.Site
	return layout.Site{
		Name: d.Name, Operator: d.Operator, Authority: d.Authority, Address: d.Address,
		Telephone: d.Telephone, Hours: d.Hours, SiteCode: d.Code, ICP: d.ICP, Police: d.Police, Domain: s.host,
	}
}

// path is an address in the visitor's language.
func (s *Server) path(c echo.Context, path string) string {
	return i18n.LangPath(visitOf(c).Words.Lang(), path)
}

// lead sends the visitor to another page, in the same language.
func (s *Server) lead(c echo.Context, path string) error {
	return c.Redirect(http.StatusSeeOther, s.path(c, path))
}

// moved leads for good to where a record or file stands, on screen or on paper.
func (s *Server) moved(c echo.Context, path string) error {
	if _, ok := route.Sheetless(visitOf(c).Path); ok {
		path = route.Sheet(path)
	}
	return c.Redirect(http.StatusMovedPermanently, s.path(c, path))
}
