package page

import (
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/disclosure"
	"creditportal/internal/law"
	"creditportal/internal/search"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// staleAfter is after how many days without a change the home page says that
// its data is old; an operational figure, not a legal one.
const staleAfter = 7

// HomeView is the home page (P1).
type HomeView struct {
	Frame   layout.View
	Title   string
	Search  component.SearchView
	State   string
	Notices []component.NoticeView
	Columns []ColumnView // those that have a record
	Empty   *component.EmptyView
	Large   []TaskView // what most come for, in the version for the elderly
	Tasks   []TaskView
	Lists   []TaskView
	Written []ColumnView // what the office wrote last, of the first columns that have something
	Numbers []HomeFigure // none where nothing is on display
	All     component.LinkView
}

// ColumnView is one of the columns of newest records or pieces.
type ColumnView struct {
	ID, Title string
	Rows      []component.RecordRow
	All       component.LinkView
}

// TaskView is something a visitor can do, with a few words about it.
type TaskView struct{ Label, Note, Href string }

// HomeFigure is a small figure: a title, a sentence, and columns or bars.
type HomeFigure struct {
	ID, Title, Sentence string
	Months              *component.ColumnsView
	Bars                *component.BarsView
}

// NewHomeView builds the home page.
func NewHomeView(s Scene, h search.Home, f search.Figures) HomeView {
	v := HomeView{
		Frame: s.frame(place{
			Home: true, Description: s.t("home.summary"), Section: layout.NavHome,
			Meta: column(s.t("layout.nav.home"), s.t("page.column.home")), Linked: s.linkedHome(),
		}),
		Title: s.t("home.title"), Search: s.searchForm("", route.InAll),
		State: joined(
			s.t("home.on_display", "Count", s.records(h.OnDisplay)), s.t("home.today", "Count", s.records(h.Today)), s.asOf(),
		),
		Notices: s.homeNotices(),
		Large:   s.largeTasks(), Tasks: s.homeTasks(), Lists: s.homeLists(), Written: s.homeWritten(),
		Numbers: s.homeFigures(f), All: s.link(s.t("home.numbers.all"), route.Statistics),
	}
	v.add(s, "adverse", search.AdverseList, h.Adverse, h.AdverseTotal)
	v.add(s, "favourable", search.FavourableList, h.Favourable, h.FavourableTotal)
	if len(v.Columns) == 0 {
		v.Empty = &component.EmptyView{
			Title: s.t("home.empty.title"), Text: s.t("home.empty.text"),
			Next: []component.LinkView{s.link(s.t("page.catalog.title"), route.Catalog)},
		}
	}
	return v
}

// homeWritten are the newest pieces of the first two columns that have any.
func (s Scene) homeWritten() []ColumnView {
	const columns, newest = 2, 5
	var views []ColumnView
	for _, c := range content.Columns() {
		pieces := content.In(c, s.Pieces)
		if len(pieces) == 0 || len(views) == columns {
			continue
		}
		name := s.t("content.column." + string(c))
		views = append(views, ColumnView{
			ID: string(c), Title: name, Rows: each(pieces[:min(newest, len(pieces))], s.pieceRow),
			All: s.link(s.n("content.all", len(pieces), "Column", name), route.Column(c)),
		})
	}
	return views
}

// add adds a column; an empty one is not drawn.
func (v *HomeView) add(s Scene, id string, list search.List, rows []disclosure.Shown, total search.Total) {
	if len(rows) == 0 {
		return
	}
	v.Columns = append(v.Columns, ColumnView{
		ID: id, Title: s.t("home.column." + id), Rows: each(rows, s.brief),
		All: s.link(s.t("home.all."+id, "Count", s.records(total)), route.List(list)),
	})
}

// What the small figures of the home page hold.
const (
	homeMonths      = 12
	homeAuthorities = 5
)

// homeFigures are the numbers of the page of statistics in small: how much was
// decided each month, how much stands in each list, and who decided the most.
func (s Scene) homeFigures(f search.Figures) []HomeFigure {
	if f.OnDisplay == 0 {
		return nil
	}
	f.Months = f.Months[max(0, len(f.Months)-homeMonths):]
	f.Authorities = f.Authorities[:min(len(f.Authorities), homeAuthorities)]
	months, authorities, lists := s.figure("months", f), s.figure("authorities", f), s.listBars(f)
	return []HomeFigure{
		{
			ID: "numbers-months", Title: months.Title, Sentence: months.Sentence,
			Months: &component.ColumnsView{Title: months.Sentence, Columns: months.Bars.Rows},
		},
		{
			ID: "numbers-lists", Title: lists.Caption, Bars: &lists,
			Sentence: s.t("home.numbers.lists_note", "All", s.Words.Count(f.OnDisplay)),
		},
		{ID: "numbers-authorities", Title: authorities.Title, Sentence: authorities.Sentence, Bars: &authorities.Bars},
	}
}

// listBars are the numbers of the portal's own lists, each leading to its list.
func (s Scene) listBars(f search.Figures) component.BarsView {
	v := component.BarsView{
		Caption: s.t("home.numbers.lists"), Heads: [2]string{s.t("home.numbers.list"), s.t("statistics.head.count")},
	}
	for _, l := range []struct {
		list search.List
		n    int
	}{{search.AdverseList, f.Adverse}, {search.FavourableList, f.Favourable}, {search.DualList, f.Dual}} {
		v.Rows = append(v.Rows, component.BarView{
			Label: s.listTitle(l.list), Text: s.Words.Count(l.n), Href: s.href(route.List(l.list)), Value: l.n,
		})
	}
	return v
}

// searchForm is the large search form, with the part of the answer chosen.
func (s Scene) searchForm(query, part string) component.SearchView {
	v := component.SearchView{
		Action: s.href(route.SearchPage), Label: s.t("page.search.label"), Submit: s.t("layout.search.button"),
		Query: query, Name: route.In, Legend: s.t("page.search.part"), FieldID: "search",
	}
	for _, p := range route.Parts() {
		v.Scopes = append(v.Scopes, component.OptionView{Value: p, Label: s.t("page.search.in." + p), Selected: p == part})
	}
	return v
}

// homeNotices are what a visitor must know about the data and the law.
func (s Scene) homeNotices() []component.NoticeView {
	var notices []component.NoticeView
	if !s.AsOf.IsZero() && civil.Of(s.AsOf).AddDays(staleAfter).Before(s.Today) {
		notices = append(notices, component.NoticeView{Tone: component.Caution, Text: s.t("home.stale", "At", s.AsOf)})
	}
	if draft, ok := s.draft(); ok {
		notices = append(notices, component.NoticeView{
			Tone: component.Neutral, Text: s.t("home.draft", "Instrument", draft.Instrument),
			Link: s.link(s.t("page.basis.title"), route.LegalBasis),
		})
	}
	return notices
}

// draft returns the first book that is not law yet.
func (s Scene) draft() (law.Book, bool) {
	for _, b := range s.Rules.Books() {
		if b.Status == law.StatusDraft {
			return b, true
		}
	}
	return law.Book{}, false
}

// largeTasks stand before anything else in the version for the elderly; in
// others the page begins with what is new.
func (s Scene) largeTasks() []TaskView {
	if !s.Prefs.Elder() {
		return nil
	}
	return []TaskView{
		{Label: s.t("home.large.look_up"), Href: "#search"},
		{Label: s.t("home.large.adverse"), Href: s.href(route.List(search.AdverseList))},
		{Label: s.t("home.large.objection"), Href: s.href(route.ServiceStart(route.Objection))},
		{Label: s.t("home.large.status"), Href: s.href(route.StatusPage)},
	}
}

func (s Scene) homeTasks() []TaskView {
	task := func(key, path string) TaskView {
		return TaskView{Label: s.t("home.task." + key), Note: s.t("home.task." + key + "_note"), Href: s.href(path)}
	}
	return append(s.serviceTasks(), task("rules", route.Rules), task("basis", route.LegalBasis))
}

// homeLists leads to the lists that the catalog in force names, and to the
// catalog itself.
func (s Scene) homeLists() []TaskView {
	var tasks []TaskView
	for _, list := range ListsBeside(s.Catalog) {
		tasks = append(tasks, TaskView{
			Label: s.listTitle(list), Note: s.t("home.list_note"), Href: s.href(route.List(list)),
		})
	}
	return append(tasks, TaskView{
		Label: s.t("page.catalog.title"), Note: s.t("home.catalog_note"), Href: s.href(route.Catalog),
	})
}
