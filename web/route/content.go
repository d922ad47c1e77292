package route

import (
	"slices"
	"strings"

	"creditportal/internal/content"
)

// The patterns of what the office writes.
const (
	Columns    = "/columns/:column"
	Pieces     = "/pieces/:slug"
	PieceSheet = "/pieces/:slug/print"
	HelpHome   = "/help"
	HelpPages  = "/help/:slug"
	SiteMap    = "/site-map"
	PieceFeed  = "/pieces.atom"
	ColumnFeed = "/columns/:column/pieces.atom"
)

// Column returns the address of a column.
func Column(c content.Column) string { return "/columns/" + string(c) }

// FeedOf returns the address of the feed of a column; of all for "".
func FeedOf(c content.Column) string {
	if c == "" {
		return PieceFeed
	}
	return Column(c) + PieceFeed
}

// Piece returns the address of a piece.
func Piece(slug string) string { return "/pieces/" + slug }

// HelpPage returns the address of a page of help.
func HelpPage(slug string) string { return HelpHome + "/" + slug }

// SpeaksLanguages says whether the path of a page of this site stands below
// each language; what machines read stands at one address.
func SpeaksLanguages(path string) bool {
	path, _, _ = strings.Cut(path, "#")
	alone := []string{Robots, Sitemap, SecurityTxt, OpenAPI, Live, Ready}
	return !slices.Contains(alone, path) && !strings.HasPrefix(path, "/static/") &&
		!strings.HasPrefix(path, "/statistics/") && !strings.HasPrefix(path, "/sitemap/") && path != "/en" &&
		!strings.HasPrefix(path, "/en/")
}
