package page

import (
	"encoding/xml"
	"net/url"
	"strings"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/web/route"
)

// Feed is the newest records of a list as feed readers take them (RFC 4287).
type Feed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   FeedAuthor  `xml:"author"`
	Rights   string      `xml:"rights,omitempty"`
	Links    []FeedLink  `xml:"link"`
	Entries  []FeedEntry `xml:"entry"`
}

// FeedAuthor is who publishes a feed.
type FeedAuthor struct {
	Name string `xml:"name"`
}

// FeedLink leads from a feed or an entry elsewhere.
type FeedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

// FeedEntry is one record of a feed.
type FeedEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Links      []FeedLink     `xml:"link"`
	Categories []FeedCategory `xml:"category"`
	Summary    string         `xml:"summary"`
}

// FeedCategory is a class or mark of a record.
type FeedCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// Feed returns the records as a feed. Its tags (RFC 4151) hold the site, the
// year in which they began and what they name: they stay when the addresses
// change.
func (e Export) Feed(rows []disclosure.Shown) Feed {
	s := e.scene
	return Feed{
		Lang: string(s.Words.Lang()), ID: s.tag(route.With(string(s.Words.Lang())+e.path, e.query)),
		Title: joined(e.Title, s.Words.List(e.filters)), Subtitle: e.Scope, Updated: instant(s.AsOf),
		Author: FeedAuthor{Name: s.publisher()}, Rights: s.t("export.disclaimer"),
		Links: []FeedLink{
			{Rel: "self", Type: route.Atom.Type(), Href: e.address(route.Atom, e.query)},
			{Rel: "alternate", Type: "text/html", Href: e.address("", e.query)},
		},
		Entries: each(rows, s.entry),
	}
}

func (s Scene) entry(sh disclosure.Shown) FeedEntry {
	changed := sh.DisclosedFrom
	for _, day := range []civil.Date{sh.ReceivedOn, sh.Annotation.On} {
		if day.After(changed) && !day.After(s.Today) {
			changed = day
		}
	}
	parts := []string{
		sh.Document, sh.Authority, s.t("export.shown_until", "Until", s.until(sh)),
	}
	entry := FeedEntry{
		ID: s.tag(route.Record(sh.Number)), Title: s.t("record.summary", "Subject", sh.SubjectName, "Matter", sh.Matter),
		Published: instant(sh.DisclosedFrom.Start()), Updated: instant(changed.Start()),
		Links:      []FeedLink{{Rel: "alternate", Type: "text/html", Href: s.absolute(route.Record(sh.Number))}},
		Categories: []FeedCategory{{Term: string(sh.Class), Label: s.t("catalog.class." + string(sh.Class))}},
	}
	if marked(sh) {
		parts = append(parts, s.annotationLine(sh))
		entry.Categories = append(entry.Categories, FeedCategory{
			Term: string(sh.Annotation.Kind), Label: s.annotationSlip(sh).Text,
		})
	}
	entry.Summary = joined(parts...)
	return entry
}

// tagYear is the year in which the tags of this site began. It never changes.
const tagYear = "2026"

// tag names something of this site for ever.
func (s Scene) tag(specific string) string {
	host := s.BaseURL
	if base, err := url.Parse(s.BaseURL); err == nil {
		host = base.Hostname()
	}
	return "tag:" + host + "," + tagYear + ":" + strings.TrimPrefix(specific, "/")
}

// instant is a time as RFC 3339 writes it, in the one zone of this site.
func instant(t time.Time) string { return civil.In(t).Format(time.RFC3339) }
