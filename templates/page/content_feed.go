package page

import (
	"creditportal/internal/content"
	"creditportal/web/route"
)

// feedPieces is how many of the newest pieces stand in a feed.
const feedPieces = 50

// NewPieceFeed returns the newest pieces of a column as feed readers take them;
// of all columns for "".
func NewPieceFeed(s Scene, c content.Column) Feed {
	pieces, title, page := s.Pieces, s.t("content.feed_all"), route.SiteMap
	if c != "" {
		pieces, title, page = content.In(c, pieces), s.t("content.column."+string(c)), route.Column(c)
	}
	path := route.FeedOf(c)
	feed := Feed{
		Lang: string(s.Words.Lang()), ID: s.tag(string(s.Words.Lang()) + path), Title: joined(s.siteName(), title),
		Updated: instant(s.AsOf), Author: FeedAuthor{Name: s.publisher()},
		Links: []FeedLink{
			{Rel: "self", Type: route.Atom.Type(), Href: s.absolute(path)},
			{Rel: "alternate", Type: "text/html", Href: s.absolute(page)},
		},
	}
	for _, p := range pieces[:min(feedPieces, len(pieces))] {
		text, _ := s.textOf(p.Shown)
		name := s.t("content.column." + string(p.Shown.Column))
		feed.Entries = append(feed.Entries, FeedEntry{
			ID: s.tag(route.Piece(p.Slug)), Title: text.Title,
			Published: instant(p.PublishedOn.Start()), Updated: instant(p.ChangedOn.Start()),
			Links:      []FeedLink{{Rel: "alternate", Type: "text/html", Href: s.absolute(route.Piece(p.Slug))}},
			Categories: []FeedCategory{{Term: string(p.Shown.Column), Label: name}},
			Summary:    joined(name, p.Shown.Source),
		})
	}
	return feed
}
