package page

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/search"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// PlainView is a page of a few sections of text: the start of a service, an
// explanation.
type PlainView struct {
	Frame    layout.View
	Title    string
	Lead     string
	Notice   *component.NoticeView
	Sections []TextView
}

// TextView is a heading with its sentences.
type TextView struct {
	ID, Title string
	Sentences []string
	Links     []component.LinkView
}

// NewSelfQueryView builds the start page of the query about oneself. It is the
// same whoever asks for whatever number: it knows none (art. 22).
func NewSelfQueryView(s Scene) PlainView {
	title := s.t("page.self_query.title")
	v := PlainView{
		Title: title, Lead: s.t("page.self_query.lead"),
		Notice: &component.NoticeView{Tone: component.Info, Text: s.t("page.self_query.number")},
	}
	for _, part := range []string{"who", "bring", "where", "free"} {
		v.Sections = append(v.Sections, TextView{
			ID: part, Title: s.t("page.self_query." + part), Sentences: []string{s.t("page.self_query." + part + "_text")},
		})
	}
	if s.Accounts {
		v.Sections = append([]TextView{{
			ID: "online", Title: s.t("page.self_query.online"), Sentences: []string{s.t("page.self_query.online_text")},
			Links: []component.LinkView{
				s.link(s.t("report.list_title"), route.OwnReports), s.link(s.t("verify.title"), route.Verify),
			},
		}}, v.Sections...)
	}
	v.Frame = s.frame(place{
		Title: title, Description: v.Lead, Crumbs: []layout.Link{{Label: title}},
		Meta: column(title, s.t("page.column.service")),
	})
	return v
}

// NewDisplayView builds the page of the display settings: links, so that it
// works without a script.
func NewDisplayView(s Scene) PlainView {
	title := s.t("page.display.title")
	v := PlainView{Title: title, Lead: s.t("page.display.lead")}
	settings := []struct {
		name, title, now string
		choices          [][2]string
	}{
		{route.TextSize, "layout.display.size", s.Prefs.Size, [][2]string{
			{"", "layout.display.size_standard"},
			{"large", "layout.display.size_large"},
			{"larger", "layout.display.size_larger"},
		}},
		{route.Theme, "layout.display.theme", s.Prefs.Theme, [][2]string{
			{"", "layout.display.system"}, {"light", "layout.display.theme_light"}, {"dark", "layout.display.theme_dark"},
		}},
		{route.Contrast, "layout.display.contrast", s.Prefs.Contrast, [][2]string{
			{"", "layout.display.system"}, {"more", "layout.display.contrast_more"},
		}},
		{route.Mode, "page.display.mode", s.Prefs.Mode, [][2]string{
			{"", "page.display.mode_usual"}, {"elder", "layout.tools.elder"},
		}},
	}
	for _, setting := range settings {
		text := TextView{ID: "set-" + setting.name, Title: s.t(setting.title)}
		for _, choice := range setting.choices {
			link := s.link(s.t(choice[1]), route.Display+"?"+setting.name+"="+choice[0])
			if choice[0] == setting.now {
				link.Note = s.t("page.display.chosen")
			}
			text.Links = append(text.Links, link)
		}
		v.Sections = append(v.Sections, text)
	}
	v.Frame = s.frame(place{Title: title, Description: v.Lead, Robots: "noindex", Crumbs: []layout.Link{{Label: title}}})
	return v
}

// Failure is a request that was refused.
type Failure struct {
	Status  int
	Refusal *fault.Error  // its sentence explains more; nil: none
	ID      string        // of the request; shown only where the fault is ours
	Wait    time.Duration // after which to try again; 0: not said
	For     []actor.Role  // whose the page is, where staff asked for one of others
}

// NewErrorView builds the page of a refusal: what happened, what to do. Pages
// of one status differ in nothing that would tell why.
func NewErrorView(s Scene, f Failure) PlainView {
	// The address is not repeated: it could hold what was typed.
	s.Path, s.Query, s.BaseURL = route.Home, nil, ""
	key := "error.s" + strconv.Itoa(f.Status)
	v := PlainView{Title: s.t(key + ".title"), Lead: s.t(key + ".text")}
	todo := TextView{ID: "todo", Title: s.t("error.todo")}
	said := slices.Contains(
		[]int{
			http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable,
		}, f.Status)
	if f.Refusal != nil && said {
		v.Lead = s.Words.Fault(f.Refusal)
	}
	if len(f.For) > 0 {
		v.Title, v.Lead = s.t("error.role.title"), s.t("error.role.text", "Roles", s.roles(f.For))
		todo.Sentences = append(todo.Sentences, s.t("error.role.ask"))
	}
	if f.Wait > 0 {
		todo.Sentences = append(todo.Sentences, s.n("error.wait", int(f.Wait.Seconds())))
	}
	if f.Status >= http.StatusInternalServerError && f.ID != "" {
		todo.Sentences = append(todo.Sentences, s.t("error.request", "ID", f.ID))
	}
	todo.Links = []component.LinkView{
		s.link(s.t("error.search"), route.SearchPage),
		s.link(s.t("disclosure.list.adverse"), route.List(search.AdverseList)),
		s.link(s.t("error.home"), route.Home),
	}
	v.Sections = []TextView{todo}
	v.Frame = s.frame(place{Title: v.Title, Robots: "noindex,noarchive", Crumbs: []layout.Link{{Label: v.Title}}})
	return v
}
