package page

import (
	"creditportal/internal/search"
	"creditportal/web/route"
)

// mostPieces is how many pieces stand among the hits of a search.
const mostPieces = 20

// pieceHits are the pieces in whose titles the query stands, newest first.
func (s Scene) pieceHits(q SearchQuery) []HitView {
	var hits []HitView
	for _, p := range s.Pieces {
		text, lang := s.textOf(p.Shown)
		if search.Marks(text.Title, q.Query) == nil {
			continue
		}
		hits = append(hits, HitView{
			Title: runs(text.Title, q.Query), Href: s.href(route.Piece(p.Slug)), Lang: lang,
			Detail: joined(s.t("content.column."+string(p.Shown.Column)), s.Words.Date(p.PublishedOn)),
			Why:    s.t("page.search.why.title"),
		})
	}
	return hits
}
