package page

import (
	"net/url"
	"slices"
	"strconv"

	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/search"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// SearchQuery is what was asked of the search.
type SearchQuery struct {
	Typed string       // what stands in the search field
	Query search.Query // as read
	Part  string       // one of route.Parts
	Start int          // hits shown before, for subjects
	Rows  int
	Fault *fault.Error // why the query is refused; nil: it is not
}

// SearchView is the answer to a search (P5).
type SearchView struct {
	Frame   layout.View
	Title   string
	Errors  component.ErrorSummaryView
	Form    component.SearchView
	Check   component.LinkView // to where many are checked at once
	Notices []component.NoticeView
	Tabs    *component.TabsView
	Empty   *component.EmptyView
	Best    *HitView
	Parts   []HitsView
	Pager   component.PagerView
	AsOf    string
}

// HitsView is the hits of one kind.
type HitsView struct {
	ID, Title string
	Hits      []HitView
}

// HitView is one hit with the reason for which it was found.
type HitView struct {
	Title  []RunView
	Href   string
	Code   component.CodeView
	Detail string
	Why    string
	Slips  []component.SlipView
	Lang   string
}

// RunView is a stretch of a text; a marked one is what was searched for.
type RunView struct {
	Text   string
	Marked bool
}

// NewSearchView builds the answer to a search; for an empty query the form
// alone.
func NewSearchView(s Scene, q SearchQuery, found search.Results) SearchView {
	title := s.t("page.search.title")
	v := SearchView{
		Title: title, Form: s.searchForm(q.Typed, q.Part), AsOf: s.asOf(),
		Check: s.link(s.t("check.title"), route.Check),
	}
	switch {
	case q.Fault != nil:
		v.Errors.Faults = []component.SummaryFault{{FieldID: v.Form.FieldID, Text: s.Words.Fault(q.Fault)}}
	case q.Query.IsZero():
		v.Form.Hint = s.t("page.search.hint")
	default:
		title = s.t("page.search.title_of", "Query", q.Query.Text)
		v.answer(s, q, found)
	}
	v.Frame = s.frame(place{
		Title: title, Description: s.t("page.search.hint"), Robots: "noindex,noarchive",
		Crumbs: []layout.Link{{Label: v.Title}}, Searched: q.Typed, Failed: q.Fault != nil,
		Meta: column(v.Title, s.t("page.column.search")),
	})
	return v
}

// answer fills in what was found, or helps when nothing was.
func (v *SearchView) answer(s Scene, q SearchQuery, found search.Results) {
	if q.Query.Doubtful {
		v.Notices = append(v.Notices, component.NoticeView{Tone: component.Caution, Text: s.t("page.search.doubtful")})
	}
	if q.Query.Look == search.Short {
		v.Notices = append(v.Notices, component.NoticeView{Tone: component.Neutral, Text: s.t("page.search.short")})
	}
	v.Tabs = s.searchTabs(q, found)
	written := s.pieceHits(q)
	if found.SubjectTotal.N+found.RecordTotal.N+len(found.Items)+len(written) == 0 {
		v.Empty = s.nothingFound(q)
		return
	}
	hits := s.subjectHits(q, found.Subjects)
	if best := bestOf(found.Subjects); best && q.Start == 0 && q.Part == route.InAll {
		v.Best, hits = &hits[0], hits[1:]
	}
	v.part(s, q, route.InSubjects, hits)
	v.part(s, q, route.InRecords, s.recordHits(q, found))
	v.part(s, q, route.InCatalog, s.itemHits(q, found.Items))
	v.part(s, q, route.InPieces, written[:min(len(written), mostPieces)])
	if len(v.Parts) == 0 && v.Best == nil {
		v.Empty = s.nothingFound(q)
	}
	v.Pager = s.searchPager(q, found.SubjectTotal, len(found.Subjects))
}

// bestOf says whether the first hit is what was typed, whole.
func bestOf(matches []search.Match) bool {
	return len(matches) > 0 && (matches[0].Hit.Why == search.ByCode || matches[0].Hit.Why == search.ByName)
}

// part adds the hits of one kind where the visitor asked for them.
func (v *SearchView) part(s Scene, q SearchQuery, part string, hits []HitView) {
	if len(hits) > 0 && (q.Part == route.InAll || q.Part == part) {
		v.Parts = append(v.Parts, HitsView{ID: "hits-" + part, Title: s.t("page.search.in." + part), Hits: hits})
	}
}

func (s Scene) searchHref(q SearchQuery, part string, start int) string {
	query := url.Values{route.Keyword: {q.Query.Text}}
	if part != route.InAll {
		query.Set(route.In, part)
	}
	if start > 0 {
		query.Set(route.Start, strconv.Itoa(start))
	}
	return s.href(route.With(route.SearchPage, query))
}

func (s Scene) searchTabs(q SearchQuery, found search.Results) *component.TabsView {
	counts := map[string]string{
		route.InSubjects: s.total(found.SubjectTotal),
		route.InRecords:  s.total(found.RecordTotal),
		route.InCatalog:  s.Words.Count(len(found.Items)),
		route.InPieces:   s.Words.Count(len(s.pieceHits(q))),
	}
	v := component.TabsView{Label: s.t("page.search.part")}
	for _, part := range route.Parts() {
		v.Tabs = append(v.Tabs, component.TabView{
			Label: s.t("page.search.in." + part), Note: counts[part],
			Href: s.searchHref(q, part, 0), Current: part == q.Part,
		})
	}
	return &v
}

func (s Scene) subjectHits(q SearchQuery, matches []search.Match) []HitView {
	return each(matches, func(m search.Match) HitView {
		h := HitView{
			Title: runs(m.Subject.Name, meant(q, m.Hit)), Href: s.href(route.Subject(m.Subject.Code.String())),
			Code:   component.CodeView{Value: m.Subject.Code.String()},
			Detail: s.kindName(string(m.Subject.Kind)), Slips: s.standing(m.Subject), Lang: s.chinese(),
			Why: s.t("page.search.why." + m.Hit.Why.String()),
		}
		if m.Hit.Why == search.ByFormer {
			for _, former := range m.Subject.Former {
				if search.Marks(former.Name, q.Query) != nil {
					h.Why = s.t("page.search.why.former_name", "Name", former.Name)
					break
				}
			}
		}
		return h
	})
}

// meant is what stands out in the name of a hit: what was typed or, where that
// only spells it, the characters it spells.
func meant(q SearchQuery, hit search.Hit) search.Query {
	if hit.Spells != "" {
		return search.Query{Key: hit.Spells}
	}
	return q.Query
}

func (s Scene) recordHits(q SearchQuery, found search.Results) []HitView {
	var hits []HitView
	for _, sh := range found.Records {
		hits = append(hits, HitView{
			Title: runs(joined(sh.Document, sh.Matter), q.Query), Href: s.href(route.Record(sh.Number)),
			Detail: joined(sh.SubjectName, sh.Authority, s.Words.Date(sh.ListedOn)), Slips: s.slips(sh),
			Why: s.t("page.search.why.document"), Lang: s.chinese(),
		})
	}
	return hits
}

func (s Scene) itemHits(q SearchQuery, items []catalog.Item) []HitView {
	return each(items, func(it catalog.Item) HitView {
		return HitView{
			Title: runs(it.Name, q.Query), Href: s.href(route.Item(s.Catalog.ID, it.Code)),
			Detail: s.t("catalog.class." + string(it.Class)), Why: s.t("page.search.why.item"), Lang: s.chinese(),
		}
	})
}

// runs cuts a text where the query stands in it.
func runs(text string, q search.Query) []RunView {
	var cut []RunView
	at := 0
	for _, m := range search.Marks(text, q) {
		if m.From > at {
			cut = append(cut, RunView{Text: text[at:m.From]})
		}
		cut = append(cut, RunView{Text: text[m.From:m.To], Marked: true})
		at = m.To
	}
	if at < len(text) {
		cut = append(cut, RunView{Text: text[at:]})
	}
	return cut
}

// searchPager leads through the subjects, as far as hits are counted.
func (s Scene) searchPager(q SearchQuery, total search.Total, shown int) component.PagerView {
	var p component.PagerView
	if q.Part == route.InRecords || q.Part == route.InCatalog || q.Part == route.InPieces {
		return p
	}
	part := route.InSubjects
	if q.Start > 0 {
		p.First = s.searchHref(q, part, 0)
	}
	if back := q.Start - q.Rows; back > 0 {
		p.Previous = s.searchHref(q, part, back)
	}
	if next := q.Start + q.Rows; shown > 0 && next < min(total.N, search.MaxDepth) {
		p.Next = s.searchHref(q, part, next)
	}
	if !p.Empty() {
		p.Summary = s.t("page.range", "First", s.Words.Count(q.Start+1), "Last", s.Words.Count(q.Start+shown))
	}
	return p
}

// nothingFound says what was searched, and what may help.
func (s Scene) nothingFound(q SearchQuery) *component.EmptyView {
	v := component.EmptyView{
		Title: s.t("page.search.none", "Query", q.Query.Text), Text: s.t("page.search.none_tips"),
		Next: []component.LinkView{s.link(s.t("page.catalog.title"), route.Catalog)},
	}
	if q.Part != route.InAll {
		v.Next = slices.Insert(v.Next, 0, component.LinkView{
			Label: s.t("page.search.everywhere"), Href: s.searchHref(q, route.InAll, 0),
		})
	}
	if s.Site.Telephone != "" {
		v.Next = append(v.Next, component.LinkView{
			Label: s.t("page.search.call", "Telephone", s.Site.Telephone), Href: "tel:" + s.Site.Telephone,
		})
	}
	v.Next = append(v.Next, s.nationwide()...)
	return &v
}

// nationwide leads to the public registers of the whole country, where firms of
// other places stand. Nothing of what was typed goes with the visitor.
func (s Scene) nationwide() []component.LinkView {
	return []component.LinkView{
		{Label: s.t("page.search.nationwide.enterprises"), Href: "https://www.gsxt.gov.cn/", Note: s.t("page.search.away")},
		{Label: s.t("page.search.nationwide.credit"), Href: "https://www.creditchina.gov.cn/", Note: s.t("page.search.away")},
	}
}
