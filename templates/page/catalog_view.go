package page

import (
	"creditportal/internal/catalog"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// CatalogView is an edition of the public credit information catalog (P6).
type CatalogView struct {
	Frame    layout.View
	Title    string
	Name     string // of the edition
	Lang     string
	State    string
	Notice   *component.NoticeView
	Empty    *component.EmptyView
	Classes  []ClassView
	Editions []component.LinkView // all of them, where there are several
}

// ClassView is the items of one class (art. 13).
type ClassView struct {
	ID, Title string
	Table     component.TableView
	Items     []ItemView
}

// ItemView is one item with the elements of art. 9 and 21.
type ItemView struct {
	Code       string
	Name       string
	Closed     string // said when the item is closed
	Providers  []string
	Disclosure []string
	Term       string
	Repair     string
	Bases      []string
	Lang       string
}

// NewCatalogView builds the page of an edition; the zero Edition when none is
// in force. editions are all that are kept, the latest first.
func NewCatalogView(s Scene, edition catalog.Edition, editions []catalog.Edition) CatalogView {
	title := s.t("page.catalog.title")
	v := CatalogView{Title: title, Name: edition.Title, Lang: s.chinese()}
	crumbs := []layout.Link{{Label: title}}
	if edition.ID == "" {
		v.Empty = &component.EmptyView{Title: s.t("page.catalog.none"), Text: s.t("page.catalog.none_text")}
	} else {
		v.State = s.t("page.catalog.state", "Edition", edition.ID, "From", edition.From)
		v.Classes = s.classes(edition)
	}
	if edition.ID != s.Catalog.ID {
		v.Notice = &component.NoticeView{
			Tone: component.Neutral, Text: s.t("page.catalog.superseded"),
			Link: s.link(s.t("page.catalog.current"), route.Catalog),
		}
		crumbs = []layout.Link{{Label: title, Href: route.Catalog}, {Label: edition.ID}}
	}
	if len(editions) > 1 {
		for _, e := range editions {
			link := s.link(e.ID, route.Edition(e.ID))
			link.Note = s.t("page.catalog.from", "From", e.From)
			v.Editions = append(v.Editions, link)
		}
	}
	v.Frame = s.frame(place{
		Title: joined(title, edition.Title), Description: s.t("page.catalog.summary"), Section: layout.NavCatalog,
		Crumbs: crumbs, Meta: column(title, s.t("page.column.list")),
	})
	return v
}

func (s Scene) classes(edition catalog.Edition) []ClassView {
	var views []ClassView
	for _, class := range []catalog.Class{catalog.Basic, catalog.Adverse, catalog.Further} {
		v := ClassView{ID: "class-" + string(class), Title: s.t("catalog.class." + string(class))}
		v.Table = component.TableView{Caption: v.Title, Quiet: true}
		for _, name := range []string{"item", "providers", "disclosure", "term", "repair", "bases"} {
			v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("page.catalog.column." + name)})
		}
		for _, it := range edition.Items {
			if it.Class == class {
				v.Items = append(v.Items, s.item(it))
			}
		}
		if len(v.Items) > 0 {
			views = append(views, v)
		}
	}
	return views
}

func (s Scene) item(it catalog.Item) ItemView {
	v := ItemView{
		Code: it.Code, Name: it.Name, Providers: it.Providers, Disclosure: s.channels(it),
		Term: s.t("catalog.term." + string(it.Term)), Repair: s.t("catalog.repair." + string(it.Repair)),
		Bases: it.Bases, Lang: s.chinese(),
	}
	if it.Closed {
		v.Closed = s.t("page.catalog.closed")
	}
	return v
}

// channels says for each kind of subject how the item is disclosed; kinds that
// are disclosed alike share a line.
func (s Scene) channels(it catalog.Item) []string {
	var lines, ways []string
	kindsBy := map[string][]string{}
	for _, kind := range subject.Kinds() {
		list := it.Channels[kind]
		if len(list) == 0 {
			continue
		}
		way := s.Words.List(each(list, func(c catalog.Channel) string { return s.t("catalog.channel." + string(c)) }))
		if kindsBy[way] == nil {
			ways = append(ways, way)
		}
		kindsBy[way] = append(kindsBy[way], s.kindName(string(kind)))
	}
	for _, way := range ways {
		lines = append(lines, s.t("page.catalog.channel", "Kinds", s.Words.List(kindsBy[way]), "Ways", way))
	}
	return lines
}
