package page

import (
	"strings"

	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// BasisView says on which law the portal rests.
type BasisView struct {
	Frame layout.View
	Title string
	Draft *component.NoticeView
	Named []string // the bases that art. 1 of the Measure names
	Lang  string
	Books []BookLink
	Rules component.LinkView
	Which string
}

// BookLink is a book in force with its standing.
type BookLink struct {
	Title, Lang, State, Href string
}

// NewBasisView builds the page of the legal bases.
func NewBasisView(s Scene) BasisView {
	title := s.t("page.basis.title")
	v := BasisView{
		Title: title, Named: strings.Split(s.t("page.basis.named"), "\n"), Lang: s.chinese(),
		Rules: s.link(s.t("page.rules.title"), route.Rules), Which: s.t("page.basis.earliest"),
	}
	if draft, ok := s.draft(); ok {
		v.Draft = &component.NoticeView{
			Tone: component.Neutral, Text: s.t("page.basis.draft", "Instrument", draft.Instrument),
		}
	}
	for _, book := range s.Rules.InForce(s.Today).Books() {
		v.Books = append(v.Books, BookLink{
			Title: book.Instrument, Lang: s.chinese(), State: s.bookState(book), Href: s.href(route.Book(book.ID)),
		})
	}
	v.Frame = s.frame(place{
		Title: title, Description: s.t("page.basis.lead"), Crumbs: []layout.Link{{Label: title}},
		Meta: column(title, s.t("page.column.law")),
	})
	return v
}
