package page

import (
	"net/url"
	"strings"

	"creditportal/internal/content"
	"creditportal/internal/i18n"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// columnRows is how many pieces stand on a page of a column.
const columnRows = 20

// ColumnPageView is a column with its pieces.
type ColumnPageView struct {
	Frame layout.View
	Title string
	Lead  string
	Tabs  component.TabsView
	Rows  []component.RecordRow
	Empty *component.EmptyView
	Pager component.PagerView
	State string
	Feed  component.LinkView
}

// NewColumnPageView builds a page of a column: the pieces after the one with
// the slug, from the newest on for "".
func NewColumnPageView(s Scene, c content.Column, after string) ColumnPageView {
	all := content.In(c, s.Pieces)
	first := 0
	for i, p := range all {
		if p.Slug == after {
			first = i + 1
		}
	}
	last := min(first+columnRows, len(all))
	title := s.t("content.column." + string(c))
	v := ColumnPageView{
		Title: title, Lead: s.t("content.lead." + string(c)), Tabs: s.columnTabs(c), Rows: each(all[first:last], s.pieceRow),
		State: joined(s.n("content.count", len(all)), s.asOf()), Feed: s.link(s.t("content.feed"), route.FeedOf(c)),
	}
	if len(all) == 0 {
		v.Empty = &component.EmptyView{
			Title: s.t("content.empty"), Next: []component.LinkView{s.link(s.t("content.site_map"), route.SiteMap)},
		}
	}
	if first > 0 {
		v.Pager.First = s.href(route.Column(c))
	}
	if last < len(all) {
		v.Pager.Next = s.href(route.With(route.Column(c), url.Values{route.After: {all[last-1].Slug}}))
	}
	if first < last {
		v.Pager.Summary = s.t("page.range", "First", first+1, "Last", last)
	}
	v.Frame = s.frame(place{
		Title: title, Description: v.Lead, Section: navOf(c), Crumbs: []layout.Link{{Label: title}},
		Meta: column(title, s.t("content.type."+string(c))), Alternates: s.pieceFeeds(c),
	})
	return v
}

func navOf(c content.Column) layout.NavKey {
	if c == content.Policy {
		return layout.NavPolicy
	}
	return ""
}

// columnTabs are the columns that have a piece, and the one that is shown.
func (s Scene) columnTabs(current content.Column) component.TabsView {
	v := component.TabsView{Label: s.t("content.columns")}
	for _, c := range content.Columns() {
		if n := len(content.In(c, s.Pieces)); n > 0 || c == current {
			v.Tabs = append(v.Tabs, component.TabView{
				Label: s.t("content.column." + string(c)), Href: s.href(route.Column(c)), Current: c == current,
			})
		}
	}
	return v
}

// pieceRow is a piece in a list.
func (s Scene) pieceRow(p content.Piece) component.RecordRow {
	text, lang := s.textOf(p.Shown)
	return component.RecordRow{
		Day: s.Words.Date(p.PublishedOn), ISO: p.PublishedOn.String(), Title: text.Title, Lang: lang,
		Href: s.href(route.Piece(p.Slug)),
	}
}

// textOf is the text for the reader, and the language to mark on it where it
// is not the page's: without an English text the Chinese one is shown.
func (s Scene) textOf(w content.Wording) (content.Text, string) {
	if s.Words.Lang() == i18n.English && !w.English.IsZero() {
		return w.English, ""
	}
	return w.Chinese, s.chinese()
}

func (s Scene) pieceFeeds(c content.Column) []layout.Alternate {
	return []layout.Alternate{{
		Type: "application/atom+xml", Title: s.t("content.column." + string(c)), Href: s.href(route.FeedOf(c)),
	}}
}

// PieceView is a piece, or a page of help.
type PieceView struct {
	Frame  layout.View
	Title  string
	Lang   string // language of title and body where it is not the page's
	Meta   []string
	Notice *component.NoticeView
	Body   []content.Block
	Acts   []component.LinkView
	Beside []BesideView
}

// BesideView leads to the piece before or after.
type BesideView struct {
	component.LinkView

	Lang string
}

// NewPieceView builds the page of a piece; read reads its body.
func NewPieceView(s Scene, p content.Piece, read func(string) []content.Block) PieceView {
	text, lang := s.textOf(p.Shown)
	w := p.Shown
	name := s.t("content.column." + string(w.Column))
	v := PieceView{
		Title: text.Title, Lang: lang, Body: s.localised(read(text.Body)),
		Meta: []string{
			s.t("content.source", "Source", w.Source), s.t("content.published", "Day", s.Words.Date(p.PublishedOn)),
			s.t("content.changed", "Day", s.Words.Date(p.ChangedOn)),
		},
	}
	if lang != "" {
		v.Notice = &component.NoticeView{Tone: component.Neutral, Text: s.t("content.only_chinese")}
	}
	if !s.onPaper() {
		v.Acts = []component.LinkView{
			s.link(s.t("content.print"), route.Sheet(route.Piece(p.Slug))),
			s.link(s.t("content.more", "Column", name), route.Column(w.Column)),
		}
		v.Beside = s.beside(p)
	}
	v.Frame = s.frame(place{
		Title: text.Title, Description: summaryOf(v.Body), Section: navOf(w.Column),
		Crumbs: []layout.Link{{Label: name, Href: route.Column(w.Column)}, {Label: text.Title}},
		Meta: append(column(name, s.t("content.type."+string(w.Column))),
			layout.Meta{Name: "ArticleTitle", Content: text.Title},
			layout.Meta{Name: "PubDate", Content: p.PublishedOn.String()},
			layout.Meta{Name: "ContentSource", Content: w.Source}),
		Alternates: s.pieceFeeds(w.Column),
	})
	return v
}

func (s Scene) beside(p content.Piece) []BesideView {
	newer, older := content.Beside(p.Slug, content.In(p.Shown.Column, s.Pieces))
	var list []BesideView
	for _, b := range []struct {
		note  string
		piece content.Piece
	}{{s.t("content.newer"), newer}, {s.t("content.older"), older}} {
		if b.piece.Slug != "" {
			text, lang := s.textOf(b.piece.Shown)
			link := s.link(text.Title, route.Piece(b.piece.Slug))
			link.Note = b.note
			list = append(list, BesideView{link, lang})
		}
	}
	return list
}

// localised leads the links of a body to the pages in the reader's language.
func (s Scene) localised(blocks []content.Block) []content.Block {
	for i := range blocks {
		b := &blocks[i]
		s.localise(b.Spans)
		for _, part := range b.Parts {
			s.localised(part)
		}
		for _, row := range b.Rows {
			for _, cell := range row {
				s.localise(cell)
			}
		}
	}
	return blocks
}

func (s Scene) localise(spans []content.Span) {
	for i, span := range spans {
		if strings.HasPrefix(span.Href, "/") && route.SpeaksLanguages(span.Href) {
			spans[i].Href = s.href(span.Href)
		}
	}
}

// summaryOf is the first paragraph of a body that is not a quotation, as search
// engines show it.
func summaryOf(blocks []content.Block) string {
	const most = 120
	for _, b := range blocks {
		if b.Kind != content.Paragraph {
			continue
		}
		var text strings.Builder
		for _, span := range b.Spans {
			text.WriteString(span.Text)
		}
		if letters := []rune(text.String()); len(letters) > most {
			return string(letters[:most]) + "…"
		}
		return text.String()
	}
	return ""
}
