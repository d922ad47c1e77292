package page

import (
	"strings"

	"creditportal/internal/disclosure"
	"creditportal/internal/monitor"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// EndingsView is the page of what leaves display in the days to come.
type EndingsView struct {
	Frame layout.View
	Title string
	Lead  string
	Parts []SumsView
}

// NewEndingsView builds the page: how much leaves on which day by what rule, what
// leaves where a book takes effect, and the records themselves. It names nobody whom
// they concern.
func NewEndingsView(s Scene, e monitor.Endings) EndingsView {
	title := s.t("ending.title")
	_, home := s.deskHome()
	v := EndingsView{
		Title: title, Lead: s.t("ending.lead", "From", e.Span.From, "To", e.Span.To),
		Frame: s.deskFrame(layout.NavEndings, home, layout.Link{Label: title}),
	}
	soon := s.endingPart("soon", s.t("ending.soon"), s.t("ending.none_soon"), "last", "rule", "count")
	soon.Rows = each(e.Soon, s.endingRow)
	books := s.endingPart("books", s.t("ending.books"), s.t("ending.none_books"), "last", "rule", "count")
	books.Rows = each(e.Books, s.endingRow)
	named := s.endingPart("named", s.t("ending.named"), s.t("ending.none_named"), "number", "item", "unit", "last", "rule")
	for _, l := range e.Named {
		item, ok := s.Catalog.Item(l.Item)
		if !ok {
			item.Name = l.Item
		}
		named.Rows = append(named.Rows, []string{
			string(l.Number), item.Name, s.Providers[l.Provider], s.Words.Date(l.Last), s.ruleOf(l.GovernedBy),
		})
		href := ""
		if l.Public {
			href = s.href(route.Record(l.Number))
		}
		named.Hrefs = append(named.Hrefs, href)
	}
	if len(e.Named) == monitor.MostEnding {
		named.Table.Caption = s.t("ending.named_first", "Most", monitor.MostEnding)
	}
	for _, part := range []*SumsView{&soon, &books} {
		part.Hrefs = make([]string, len(part.Rows))
	}
	v.Parts = []SumsView{soon, books, named}
	return v
}

func (s Scene) endingRow(e monitor.Ending) []string {
	return []string{s.Words.Date(e.Last), s.ruleOf(e.GovernedBy), s.Words.Count(e.Count)}
}

func (s Scene) endingPart(id, title, none string, columns ...string) SumsView {
	v := SumsView{ID: id, None: none, Table: component.TableView{Caption: title, Quiet: true}}
	for _, name := range columns {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("ending.column." + name), Numeric: name == "count", Narrow: name == "last" || name == "number",
		})
	}
	return v
}

// ruleOf is the rule that a record keeps as governing its last day, in words: a source
// that is no book, or the instrument and its article.
func (s Scene) ruleOf(governedBy string) string {
	for _, source := range disclosure.Sources() {
		if string(source) == governedBy {
			return s.t(source.Key())
		}
	}
	id, article, _ := strings.Cut(governedBy, " ")
	for _, book := range s.Rules.Books() {
		if book.ID == id {
			return joined(s.t("ending.instrument", "Name", book.Instrument), article)
		}
	}
	return governedBy
}
