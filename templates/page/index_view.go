package page

import (
	"creditportal/internal/content"
	"creditportal/internal/search"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// IndexView is a page that leads to others: the home of help, the site map.
type IndexView struct {
	Frame    layout.View
	Title    string
	Lead     string
	Sections []IndexSection
}

// IndexSection is a heading with its links.
type IndexSection struct {
	ID, Title string
	Links     []component.LinkView
}

func (s Scene) index(title, lead, path string, sections []IndexSection) IndexView {
	v := IndexView{Title: title, Lead: lead}
	for _, section := range sections {
		if len(section.Links) > 0 {
			v.Sections = append(v.Sections, section)
		}
	}
	v.Frame = s.frame(place{
		Title: title, Description: lead, Crumbs: []layout.Link{{Label: title}},
		Meta: column(title, s.t("content.type.help")),
	})
	v.Frame.Path = path
	return v
}

// NewHelpView builds the home of help.
func NewHelpView(s Scene) IndexView {
	return s.index(s.t("content.help"), s.t("content.lead.help"), route.HelpHome, []IndexSection{
		{"pages", s.t("content.help_pages"), s.helpLinks()},
		{"law", s.t("content.help_law"), s.lawLinks()},
		{"services", s.t("layout.nav.services"), s.serviceLinks()},
	})
}

// helpLinks are the pages of help, with their first words.
func (s Scene) helpLinks() []component.LinkView {
	var links []component.LinkView
	for _, p := range content.HelpPages() {
		text, _ := s.textOf(p.Shown)
		links = append(links, s.link(text.Title, route.HelpPage(p.Slug)))
	}
	return links
}

func (s Scene) lawLinks() []component.LinkView {
	return []component.LinkView{
		s.link(s.t("page.rules.title"), route.Rules), s.link(s.t("page.basis.title"), route.LegalBasis),
		s.link(s.t("page.catalog.title"), route.Catalog),
	}
}

func (s Scene) serviceLinks() []component.LinkView {
	links := []component.LinkView{s.link(s.t("layout.nav.services"), route.Services)}
	for _, task := range append(s.serviceTasks(), s.messageTasks()...) {
		links = append(links, component.LinkView{Label: task.Label, Href: task.Href})
	}
	return links
}

// NewSiteMapView builds the site map: every page that is always there, and the
// columns that have something in them.
func NewSiteMapView(s Scene) IndexView {
	lists := []component.LinkView{}
	for _, l := range append([]search.List{
		search.AdverseList, search.FavourableList, search.DualList,
	}, ListsBeside(s.Catalog)...) {
		lists = append(lists, s.link(s.listTitle(l), route.List(l)))
	}
	return s.index(s.t("content.site_map"), s.t("content.site_map_lead"), route.SiteMap, []IndexSection{
		{"lists", s.t("page.column.list"), lists},
		{"search", s.t("page.column.search"), []component.LinkView{
			s.link(s.t("page.search.title"), route.SearchPage), s.link(s.t("check.title"), route.Check),
			s.link(s.t("layout.nav.statistics"), route.Statistics),
		}},
		{"services", s.t("layout.nav.services"), s.serviceLinks()},
		{"columns", s.t("content.columns"), s.columnLinks()},
		{"law", s.t("content.help_law"), s.lawLinks()},
		{"help", s.t("content.help"), append(
			[]component.LinkView{s.link(s.t("content.help"), route.HelpHome)},
			append(s.helpLinks(), s.link(s.t("page.display.title"), route.Display))...)},
	})
}

// columnLinks are the columns that have a piece, with how many.
func (s Scene) columnLinks() []component.LinkView {
	var links []component.LinkView
	for _, c := range content.Columns() {
		if n := len(content.In(c, s.Pieces)); n > 0 {
			link := s.link(s.t("content.column."+string(c)), route.Column(c))
			link.Note = s.n("content.count", n)
			links = append(links, link)
		}
	}
	return links
}

// NewHelpPageView builds a page of help; read reads its body. It fails for a
// slug that no page has.
func NewHelpPageView(s Scene, slug string, read func(string) []content.Block) (PieceView, bool) {
	for _, p := range content.HelpPages() {
		if p.Slug != slug {
			continue
		}
		text, lang := s.textOf(p.Shown)
		help := s.t("content.help")
		v := PieceView{
			Title: text.Title, Lang: lang, Body: s.localised(read(text.Body)),
			Acts: []component.LinkView{s.link(s.t("content.help_all"), route.HelpHome)},
		}
		v.Frame = s.frame(place{
			Title: text.Title, Description: summaryOf(v.Body), Meta: column(help, s.t("content.type.help")),
			Crumbs: []layout.Link{{Label: help, Href: route.HelpHome}, {Label: text.Title}},
		})
		return v, true
	}
	return PieceView{}, false
}
