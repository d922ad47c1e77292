package page

import (
	"net/url"
	"slices"
	"strconv"

	"creditportal/internal/catalog"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// ListQuery is what was asked of a list: every parameter as it was typed, what
// is wrong with it, and what could be read.
type ListQuery struct {
	List   search.List
	Typed  url.Values // of the known parameters that are there, the first value
	Faults map[string]*fault.Error
	Filter search.Filter
	After  search.Cursor
	Rows   int
}

// Valid says whether every parameter could be read.
func (q ListQuery) Valid() bool { return len(q.Faults) == 0 }

// ListView is a list of records (P2).
type ListView struct {
	Frame   layout.View
	Title   string
	Scope   string
	Errors  component.ErrorSummaryView
	Filter  component.FilterView
	Heading string
	Count   string
	Chips   []component.ChipView
	Clear   string
	Empty   *component.EmptyView
	Table   component.TableView
	Rows    []ListRow
	Deep    *component.NoticeView
	Pager   component.PagerView
	Sort    string // which day the list shows and sorts by
	About   []string
	Object  component.LinkView // where an objection begins

	Annulled component.LinkView // what was taken down; zero where the list has nothing to do with it
	Export   component.ExportView
}

// ListRow is one record of a list.
type ListRow struct {
	Day       string
	DayNote   string
	Subject   string
	Href      string // of the subject; empty: none
	Code      component.CodeView
	Matter    string
	Document  string
	Record    string // address of the record
	Slip      component.SlipView
	Authority string
	Until     string
	Mini      *component.RulerView
	Marks     []component.SlipView
	MarkLine  string
	Lang      string
}

// ListsOf returns the lists that an edition of the catalog names, in the order
// of its items.
func ListsOf(edition catalog.Edition) []search.List {
	var lists []search.List
	for _, it := range edition.Items {
		if it.List != "" && !it.Closed && !slices.Contains(lists, search.List(it.List)) {
			lists = append(lists, search.List(it.List))
		}
	}
	return lists
}

// ListsBeside returns those of the catalog's lists that are not among the portal's
// own, which have their place already.
func ListsBeside(edition catalog.Edition) []search.List {
	return slices.DeleteFunc(ListsOf(edition), own)
}

// own says whether the list is one of the portal's own, not of the catalog.
func own(l search.List) bool {
	return l == search.AdverseList || l == search.FavourableList || l == search.DualList
}

func (s Scene) listTitle(l search.List) string {
	if own(l) {
		return s.t("disclosure.list." + string(l))
	}
	if key := "catalog.list." + string(l); s.Words.Has(key) {
		return s.t(key)
	}
	return string(l)
}

// NewListView builds one page of a list.
func NewListView(s Scene, q ListQuery, found search.Listing) ListView {
	title := s.listTitle(q.List)
	v := ListView{
		Title: title, Scope: s.scope(q.List), Filter: s.listFilter(q, found.Facets),
		Chips: s.chips(q), Sort: s.t("disclosure.sorted_by"), About: s.aboutList(q.List),
		Object: s.link(s.t("service.kind.objection.title"), route.ServiceStart(route.Objection)),
	}
	if q.List == search.AdverseList || q.List == search.DualList {
		v.Annulled = s.link(s.t("annulled.title"), route.Annulled)
	}
	if len(v.Chips) > 0 {
		v.Clear = s.listHref(q, url.Values{})
	}
	v.Filter.Open = len(v.Chips) > 0 || !q.Valid()
	v.Heading = s.listHeading(v.Chips)
	if q.Valid() {
		v.fill(s, q, found)
	} else {
		v.Count = s.t("disclosure.empty.refused")
		v.Errors = component.Summarise(v.Filter.Fields)
		v.Errors.Faults = append(v.Errors.Faults, s.otherFaults(q)...)
	}
	var alternates []layout.Alternate
	v.Export, alternates = s.listExports(q)
	v.Frame = s.frame(place{
		Title: s.listDocumentTitle(q, title, v.Heading), Description: v.Scope, Robots: listRobots(q),
		Section: section(q.List), Crumbs: []layout.Link{{Label: title}}, Modules: []string{filterModule},
		Failed: !q.Valid(), Meta: column(title, s.t("page.column.list")), Alternates: alternates,
		Linked: s.linkedList(q),
	})
	return v
}

// fill puts the rows in, or says why there are none.
func (v *ListView) fill(s Scene, q ListQuery, found search.Listing) {
	v.Count = joined(s.records(found.Total), s.asOf())
	if len(found.Rows) == 0 {
		v.Empty = s.emptyList(q, v.Chips)
		return
	}
	v.Table = s.listTable(q)
	v.Rows = each(found.Rows, s.listRow)
	v.Pager = s.pager(q, found)
	if !found.Next.IsZero() && found.Next.Depth >= search.MaxDepth {
		v.Deep = &component.NoticeView{
			Tone: component.Neutral, Text: s.t("search.fault.deep", "Limit", strconv.Itoa(search.MaxDepth)),
		}
	}
}

func section(l search.List) layout.NavKey {
	switch l {
	case search.AdverseList:
		return layout.NavAdverse
	case search.FavourableList:
		return layout.NavFavourable
	case search.DualList:
		return layout.NavDual
	case search.EveryRecord:
	}
	return ""
}

// listRobots keeps adverse lists out of caches, and filtered ones out
// of search engines.
func listRobots(q ListQuery) string {
	switch {
	case len(q.Typed) > 0:
		return "noindex,noarchive"
	case q.List == search.FavourableList || q.List == search.DualList:
		return ""
	}
	return "noarchive"
}

// pageNumber counts pages from 1.
func (q ListQuery) pageNumber() int { return q.After.Depth/q.Rows + 1 }

func (s Scene) listDocumentTitle(q ListQuery, title, heading string) string {
	if heading != "" {
		title = joined(title, heading)
	}
	if n := q.pageNumber(); n > 1 {
		return s.t("page.numbered", "Title", title, "Page", strconv.Itoa(n))
	}
	return title
}

func (s Scene) listTable(q ListQuery) component.TableView {
	day := component.Column{Label: s.t("disclosure.column.day"), Narrow: true, Sorted: component.Descending}
	next := route.Oldest
	if q.Filter.OldestFirst {
		day.Sorted, next = component.Ascending, ""
	}
	day.Sort = s.listHref(q, with(q.Typed, route.Sort, next))
	columns := []component.Column{day}
	for _, name := range []string{"subject", "matter", "sort", "authority", "until"} {
		columns = append(columns, component.Column{Label: s.t("disclosure.column." + name), Narrow: name == "until"})
	}
	return component.TableView{Caption: s.t("disclosure.caption"), Quiet: true, Columns: columns}
}

func (s Scene) listRow(sh disclosure.Shown) ListRow {
	row := ListRow{
		Day: s.Words.Date(sh.ListedOn), Subject: sh.SubjectName, Href: s.subjectHref(sh),
		Code:   component.CodeView{Value: sh.SubjectCode},
		Matter: sh.Matter, Document: sh.Document, Record: s.href(route.Record(sh.Number)),
		Slip: s.sortOf(sh), Authority: sh.Authority, Until: s.until(sh), Lang: s.chinese(),
	}
	if sh.DecidedOn.IsZero() {
		row.DayNote = s.t("disclosure.first_shown")
	}
	if sh.DisclosedUntil != record.Forever {
		mini := component.MiniTerm(sh.DisclosedFrom, sh.DisclosedUntil, s.Today)
		row.Mini = &mini
	}
	if marked(sh) {
		row.Marks = []component.SlipView{s.annotationSlip(sh)}
		row.MarkLine = s.annotationLine(sh)
	}
	if sh.DisclosedUntil == s.Today {
		row.Marks = append(row.Marks, component.SlipView{Tone: component.Caution, Text: s.t("record.ends_today")})
	}
	return row
}

// pager leads to the first and the next page: a list of keys knows no other.
func (s Scene) pager(q ListQuery, found search.Listing) component.PagerView {
	var p component.PagerView
	if !q.After.IsZero() {
		p.First = s.listHref(q, with(q.Typed, route.After, ""))
	}
	if !found.Next.IsZero() && found.Next.Depth < search.MaxDepth {
		p.Next = s.listHref(q, with(q.Typed, route.After, found.Next.Encode()))
	}
	if !p.Empty() {
		first := q.After.Depth + 1
		p.Summary = s.t("page.range", "First", s.Words.Count(first), "Last", s.Words.Count(first+len(found.Rows)-1))
	}
	return p
}
