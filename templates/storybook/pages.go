package storybook

import (
	"context"
	"embed"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/disclosure"
	"creditportal/internal/i18n"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/layout"
	"creditportal/templates/page"
	"creditportal/web/route"
)

//go:embed scenes/*.json
var scenes embed.FS

// PageStory is a whole page in one state, one language and one display setting.
type PageStory struct {
	Name   string // page, state, and what differs from the usual setting
	Status int
	Lang   i18n.Lang
	Body   templ.Component
	Mode   bool // the same matter as a usual page, in another setting
}

// Address is where a page of the storybook is looked at.
func Address(p PageStory) string { return "/pages/" + p.Name }

// Render draws the page in its own language.
func (p PageStory) Render(ctx context.Context, w io.Writer) error {
	return p.Body.Render(i18n.With(ctx, i18n.Default().Printer(p.Lang)), w)
}

// stock is what the pages of the storybook are about: all of it is made up.
type stock struct {
	Providers map[string]string
	Site      layout.Site
	Catalog   catalog.Edition
	Rows      map[string]disclosure.Shown
	Subjects  map[string]subject.Subject
	Figures   search.Figures
	Revisions []disclosure.Revision
	Lines     []disclosure.Line
	Pieces    []content.Piece
	Words     map[string]string // names and sentences of people
}

// pageTelling is a page in one state as it is written down.
type pageTelling struct {
	Page, State string
	Rows, Good  []string          // names of the stock
	Subject     string            // name of the stock
	Typed       map[string]string // into the filter of a list
	Refused     map[string]string // keys of what is wrong with it
	Query       string            // typed into the search, or among those that are checked
	Status      int
	Figures     bool
	Revised     bool
	Stale       bool // the data are old
	Capped      bool // there is more than is counted or shown
	Print       bool
	Modes       bool // also in English and in every display setting
}

// The day of the storybook, and how old its data are where they are old.
var (
	storyDay = civil.MustParse("2026-11-23")
	staleBy  = 12
)

// setting is a language and a display setting that a page is drawn in.
type setting struct {
	name  string
	lang  i18n.Lang
	prefs layout.Prefs
}

// settings are the usual one, which bears no name, and those that every page
// must stand.
func settings() []setting {
	return []setting{
		{"", i18n.Chinese, layout.Prefs{}},
		{"english", i18n.English, layout.Prefs{}},
		{"dark", i18n.Chinese, layout.Prefs{Theme: "dark"}},
		{"contrast", i18n.Chinese, layout.Prefs{Contrast: "more"}},
		{"larger", i18n.Chinese, layout.Prefs{Size: "larger"}},
		{"elder", i18n.Chinese, layout.Prefs{Mode: "elder"}},
	}
}

// Pages tells every page in every state; asset gives the addresses of the
// files of the frame.
func Pages(asset func(name string) string) ([]PageStory, error) {
	var st stock
	if err := readScene("data.json", &st); err != nil {
		return nil, err
	}
	var tellings []pageTelling
	if err := readScene("pages.json", &tellings); err != nil {
		return nil, err
	}
	var all []PageStory
	for _, t := range tellings {
		for _, set := range settings() {
			if set.name != "" && !t.Modes {
				continue
			}
			body, err := st.draw(st.scene(t, set, asset), t)
			if err != nil {
				return nil, fmt.Errorf("telling of %s, %s: %w", t.Page, t.State, err)
			}
			story := PageStory{Name: t.Page + "-" + t.State, Status: t.Status, Lang: set.lang, Body: body}
			if set.name != "" {
				story.Name += "-" + set.name
				story.Mode = set.lang == i18n.Chinese
			}
			all = append(all, story)
		}
	}
	more, err := officePages(st, asset)
	return append(all, more...), err
}

func readScene(name string, into any) error {
	text, err := scenes.ReadFile("scenes/" + name)
	if err != nil {
		return err
	}
	if err := strictly(text, into); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	return nil
}

// scene is what the page is built from beside its matter.
func (st stock) scene(t pageTelling, set setting, asset func(string) string) page.Scene {
	asOf := storyDay
	if t.Stale {
		asOf = asOf.AddDays(-staleBy)
	}
	s := page.Scene{
		Words: i18n.Default().Printer(set.lang), Today: storyDay, AsOf: asOf.Start().Add(8 * time.Hour), Path: st.path(t),
		Query: values(t.Typed), BaseURL: "https://credit.example", Prefs: set.prefs, Site: st.Site, Asset: asset,
		Version: "storybook", Demo: true, Catalog: st.Catalog, Providers: st.Providers,
	}
	if t.Print {
		s.Path = route.Sheet(s.Path)
	}
	return s
}

func (st stock) path(t pageTelling) string {
	switch t.Page {
	case "list":
		return route.List(search.AdverseList)
	case "record":
		return route.Record(st.Rows[t.Rows[0]].Number)
	case "subject":
		return route.Subject(st.Subjects[t.Subject].Code.String())
	case "search":
		return route.SearchPage
	case "statistics":
		return route.Statistics
	case "check":
		return route.Check
	case "display":
		return route.Display
	case "catalog":
		return route.Catalog
	case "service":
		return route.ServiceStart(route.Service(t.Query))
	case "commitment":
		return route.ServiceStart(route.Repair)
	case "column":
		return route.Column(content.Column(t.Query))
	case "piece":
		return route.Piece(t.Query)
	}
	return route.Home
}

func values(typed map[string]string) url.Values {
	query := url.Values{}
	for name, value := range typed {
		query.Set(name, value)
	}
	return query
}
